'use server'

import { refresh } from 'next/cache'
import * as z from 'zod'
import { action } from '#app/action.ts'
import { actingStaff } from '#app/session.ts'
import * as admin from '#shop/accounts/staff.ts'

const role = z.enum(admin.staffRoles, 'Choose a role.')
const userId = z.uuid()

export const appointStaff = action(
  z.object({
    email: z.email('Enter an email address such as ada@example.com.'),
    name: z.string().trim().min(1, 'Enter a name.').max(80),
    role,
  }),
  async ({ email, name, role: chosen }) => {
    const { db } = await actingStaff()
    await admin.appointStaff(db, email, name, chosen)
    refresh()
    return `${name} is now ${withArticle(chosen)}.`
  },
)

export const changeRole = action(z.object({ userId, role }), async (input) => {
  const { db } = await actingStaff()
  const member = await admin.changeRole(db, input.userId, input.role)
  refresh()
  return `${member.name} is now ${withArticle(member.role)}.`
})

export const dismissStaff = action(z.object({ userId }), async (input) => {
  const { db } = await actingStaff()
  const member = await admin.dismissStaff(db, input.userId)
  refresh()
  return `${member.name} is no longer staff. The account stays.`
})

function withArticle(name: string): string {
  return /^[aeo]/.test(name) ? `an ${name}` : `a ${name}`
}
