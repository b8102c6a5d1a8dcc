'use server'

import { refresh } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { z } from 'zod'
import { code, email, givenPassword, newPassword } from '#app/(personal)/sign-in/fields.ts'
import { justAsked, limit, rememberRefusal } from '#app/(personal)/sign-in/limits.ts'
import { action } from '#app/action.ts'
import { cookieOptions, openSession, type SignedIn, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { anonymous, type Db } from '#lib/supabase.ts'
import * as shop from '#shop/accounts/sign-in.ts'

const log = createLog({ scope: 'account' })

/** Signs this device out. The cart stays with the account, not with whoever comes next. */
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

/** Changes the password, for whoever knows the present one. */
export const changePassword = action(
  z.object({ presentPassword: givenPassword, password: newPassword }),
  async ({ presentPassword, password }) => {
    const { db, user } = await requireOwner()
    await limit('password', user.email)
    await shop.checkPassword(anonymous(env()), user.email, presentPassword)
    await shop.setPassword(db, password)
    return 'Your password is changed, and every other device is signed out.'
  },
)

/** Mails a code to the address that the account is to move to. An address that is taken looks like any other. */
export const changeEmail = action(
  z.object({ email, presentPassword: givenPassword }),
  async ({ email, presentPassword }) => {
    const { db, user } = await requireOwner()
    await limit('password', user.email)
    await shop.checkPassword(anonymous(env()), user.email, presentPassword)
    await limit('mail', email)
    // After the answer, so that its time does not tell whether the address is taken.
    const isRepeated = await justAsked(email)
    after(() => mailLater(db, email, isRepeated))
    const options = { ...cookieOptions(env().SITE_URL), httpOnly: true, path: '/account', maxAge: 15 * 60 }
    ;(await cookies()).set('new-address', email, options)
    refresh()
    return `If ${email} can be used, six digits are on their way to it.`
  },
)

/** Moves the account to the address that the code was mailed to. */
export const confirmEmail = action(z.object({ code }), async ({ code }) => {
  const { db } = await requireOwner()
  const address = email.safeParse((await cookies()).get('new-address')?.value)
  if (!address.success) throw new ShopError('not_found', 'That was a while ago. Ask for a new code.')
  await limit('code', address.data)
  await shop.enterNewAddress(db, address.data, code)
  ;(await cookies()).delete({ name: 'new-address', path: '/account' })
  refresh()
  return `Your account is now at ${address.data}.`
})

/** Whoever is signed in to an account of their own: the demo's visitors share one. */
async function requireOwner(): Promise<SignedIn> {
  const person = await signedIn()
  if (!person) throw new ShopError('unauthorized', 'You have been signed out meanwhile. Sign in again.')
  if (person.user.email === env().DEMO_VISITOR_EMAIL) {
    throw new ShopError('forbidden', 'Every visitor has this account, so it stays as it is.')
  }
  return person
}

async function leave(): Promise<never> {
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
