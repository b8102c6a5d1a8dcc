'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { forgetChange, keepChange, readChange } from '#app/(shop)/(personal)/account/change.ts'
import { endSession } from '#app/(shop)/(personal)/account/end-session.ts'
import { code, email, givenPassword, newPassword } from '#app/(shop)/(personal)/sign-in/fields.ts'
import { guess, limit } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { mailNow } from '#app/(shop)/(personal)/sign-in/mails.ts'
import { action } from '#app/action.ts'
import { openSession, type SignedIn, SignedOut, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { anonymous } from '#lib/supabase.ts'
import * as shop from '#shop/accounts/sign-in.ts'

/** Signs this device out. The cart stays with the account, so the browser forgets it. */
export const signOut = action(z.object({}), async () => {
  await shop.signOut(await openSession(), 'local')
  return leave()
})

/** Signs every device out. */
export const signOutEverywhere = action(z.object({}), async () => {
  const { db } = await requireOwner()
  await shop.signOut(db, 'global')
  return leave()
})

/** Changes the password of somebody who knows the current one. */
export const changePassword = action(
  z.object({ currentPassword: givenPassword, password: newPassword }),
  async ({ currentPassword, password }) => {
    const { db, user } = await requireOwner()
    const check = () => shop.checkPassword(anonymous(env()), user.email, currentPassword)
    await guess('password', user.email, check, 'currentPassword')
    await shop.setPassword(db, password)
    return 'Password changed. All other devices are signed out.'
  },
)

/**
 * Mails a code to the account's address, and another one to the new address. The answer is the same when another account has
 * that address.
 */
export const changeEmail = action(z.object({ email }), async ({ email }) => {
  const { db, user } = await requireOwner()
  if (email === user.email) throw new ShopError('invalid', 'This is your email address already.', { field: 'email' })
  await limit('mail', email)
  await mailNow(email, (isRepeated) => shop.mailNewAddress(db, email, isRepeated))
  await keepChange({ email, confirmed: [] })
  refresh()
  return `We send a six-digit code to ${user.email}, and another one to ${email} if it can be used.`
})

/** Enters the codes for a change of address. The first right one is remembered, so that only the other one is asked again. */
export const confirmEmail = action(z.object({ code: code.optional(), newCode: code.optional() }), async (codes) => {
  const { db, user } = await requireOwner()
  const change = await readChange()
  if (!change) throw new ShopError('not_found', 'These codes have expired. Request new ones.')
  const entries = [
    { name: 'code', address: user.email },
    { name: 'newCode', address: change.email },
  ] as const
  const confirmed = [...change.confirmed]
  for (const { name, address } of entries) {
    if (confirmed.includes(name)) continue
    const given = codes[name]
    if (!given) throw new ShopError('invalid', 'Enter the six digits from the mail.', { field: name })
    const moved = await guess('code', address, () => shop.enterAddressCode(db, address, given), name)
    confirmed.push(name)
    await keepChange({ email: change.email, confirmed })
    if (!moved) continue
    await forgetChange()
    refresh()
    return `Your email address is now ${change.email}.`
  }
  throw new ShopError('conflict', 'This change has ended. Request new codes.')
})

/** Gives the signed-in person. Refuses a visitor of the demo. */
async function requireOwner(): Promise<SignedIn> {
  const person = await signedIn()
  if (!person) throw new SignedOut()
  if (person.user.isVisitor) throw new ShopError('forbidden', 'This account is for a visit, so it stays as it is.')
  return person
}

async function leave(): Promise<never> {
  await endSession()
  redirect('/')
}
