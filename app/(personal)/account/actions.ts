'use server'

import { refresh } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { z } from 'zod'
import { code, email, givenPassword, newPassword } from '#app/(personal)/sign-in/fields.ts'
import { limit, mailedRecently, rememberRefusal } from '#app/(personal)/sign-in/limits.ts'
import { action } from '#app/action.ts'
import { cookieOptions, openSession, type SignedIn, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { anonymous, type Db } from '#lib/supabase.ts'
import * as shop from '#shop/accounts/sign-in.ts'

const log = createLog({ scope: 'account' })

/** Signs this device out. The cart stays with the account, so the browser forgets it. */
export const signOut = action(z.object({}), async () => {
  await shop.signOut(await openSession(), 'local')
  return endSession()
})

/** Signs every device out. */
export const signOutEverywhere = action(z.object({}), async () => {
  const { db } = await requireOwner()
  await shop.signOut(db, 'global')
  return endSession()
})

/** Changes the password of somebody who knows the current one. */
export const changePassword = action(
  z.object({ currentPassword: givenPassword, password: newPassword }),
  async ({ currentPassword, password }) => {
    const { db, user } = await requireOwner()
    await limit('password', user.email)
    await shop.checkPassword(anonymous(env()), user.email, currentPassword)
    await shop.setPassword(db, password)
    return 'Password changed. All other devices are signed out.'
  },
)

/** Mails a code to the new address of the account. The answer is the same when another account has that address. */
export const changeEmail = action(
  z.object({ email, currentPassword: givenPassword }),
  async ({ email, currentPassword }) => {
    const { db, user } = await requireOwner()
    await limit('password', user.email)
    await shop.checkPassword(anonymous(env()), user.email, currentPassword)
    await limit('mail', email)
    // The mail is sent after the answer, so that the answer's time does not reveal whether the address is taken.
    const isRepeated = await mailedRecently(email)
    after(() => mailLater(db, email, isRepeated))
    const options = { ...cookieOptions(env().SITE_URL), httpOnly: true, path: '/account', maxAge: 15 * 60 }
    ;(await cookies()).set('new-address', email, options)
    refresh()
    return `If ${email} can be used, we send a six-digit code to it.`
  },
)

/** Changes the account's address to the one that the code was mailed to. */
export const confirmEmail = action(z.object({ code }), async ({ code }) => {
  const { db } = await requireOwner()
  const address = email.safeParse((await cookies()).get('new-address')?.value)
  if (!address.success) throw new ShopError('not_found', 'This code has expired. Request a new one.')
  await limit('code', address.data)
  await shop.enterNewAddress(db, address.data, code)
  ;(await cookies()).delete({ name: 'new-address', path: '/account' })
  refresh()
  return `Your email address is now ${address.data}.`
})

/** Gives the signed-in person. Refuses the demo's shared visitor account. */
async function requireOwner(): Promise<SignedIn> {
  const person = await signedIn()
  if (!person) throw new ShopError('unauthorized', 'You are signed out. Sign in again.')
  if (person.user.email === env().DEMO_VISITOR_EMAIL) {
    throw new ShopError('forbidden', 'All visitors share this account, so it cannot be changed.')
  }
  return person
}

async function endSession(): Promise<never> {
  const jar = await cookies()
  for (const name of ['signed-in', 'cart', 'cart-count']) jar.delete(name)
  redirect('/')
}

async function mailLater(db: Db, email: string, isRepeated: boolean): Promise<void> {
  try {
    await shop.mailNewAddress(db, email, isRepeated)
  } catch (error) {
    rememberRefusal(error)
    log.error('a code was not mailed', { error })
  }
}
