'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { action } from '#app/action.ts'
import { actingStaff } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import * as chaos from '#shop/chaos/chaos.ts'

const lesson = z.object({ id: z.string().regex(/^[a-z-]{1,40}$/, 'There is no such lesson.') })

/** Starts a lesson of chaos, and shows it. */
export const startLesson = action(lesson, async ({ id }) => {
  await demandEditor()
  await chaos.startLesson(env(), id)
  refresh()
  redirect(`/admin/chaos/${id}`)
})

/** Puts a lesson together, starts it, and shows it. */
export const startOwnLesson = action(
  z.object({ point: z.string().max(40), breakage: z.string().max(40), times: z.coerce.number().int().min(1).max(5) }),
  async (wanted) => {
    await demandEditor()
    const id = await chaos.composeLesson(env(), wanted)
    await chaos.startLesson(env(), id)
    refresh()
    redirect(`/admin/chaos/${id}`)
  },
)

/** Ends a lesson before its time. */
export const stopLesson = action(lesson, async ({ id }) => {
  await demandEditor()
  await chaos.stopLesson(env(), id)
  refresh()
  return 'Stopped. Its faults are switched off.'
})

async function demandEditor(): Promise<void> {
  const { role } = await actingStaff()
  if (role === 'viewer') throw new ShopError('forbidden', 'Only editors may break things.')
}
