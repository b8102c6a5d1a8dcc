'use server'

import { refresh } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { completeSignIn } from '#app/(shop)/(personal)/sign-in/complete.ts'
import * as fields from '#app/(shop)/(personal)/sign-in/fields.ts'
import { guess, limit, limitShopping, refuseLate } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { mailNow } from '#app/(shop)/(personal)/sign-in/mails.ts'
import { keepPending, type Pending, readPending } from '#app/(shop)/(personal)/sign-in/pending.ts'
import { action } from '#app/action.ts'
import { cookieOptions, openSession } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { anonymous, asRole } from '#lib/supabase.ts'
import { admitVisitor } from '#shop/accounts/account.ts'
import * as shop from '#shop/accounts/sign-in.ts'

const { email, next, code, newPassword, givenPassword } = fields

const signInForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('enter'), email, password: z.string().max(200).default(''), next }),
  z.object({ intent: z.literal('password'), email, password: givenPassword, next }),
  z.object({ intent: z.literal('code'), email, next }),
  z.object({ intent: z.literal('create'), email, password: newPassword, next }),
])

/**
 * Handles the form of the sign-in page. The pressed button decides: mail a code, or sign in with the password. Enter takes
 * the password when there is one. A new account needs a code too: it gets its password only after its address is confirmed.
 */
export const enter = action(
  signInForm,
  async (asked) => {
    const { email, next } = asked
    if (asked.intent === 'password' || (asked.intent === 'enter' && asked.password !== '')) {
      const db = await openSession()
      const { password } = asked
      await guess('password', email, () => refuseLate(shop.signInWithPassword(db, email, password, env().SITE_URL)))
      return completeSignIn(db, next)
    }
    if (asked.intent === 'create') await mailCode({ purpose: 'create', email, password: asked.password, next })
    else await mailCode({ purpose: 'sign-in', email, next })
    redirect('/sign-in/code')
  },
  '/sign-in',
)

/** Mails a code that lets somebody choose a new password. */
export const askReset = action(
  z.object({ email, next }),
  async ({ email, next }) => {
    await mailCode({ purpose: 'reset', email, next })
    redirect('/sign-in/code')
  },
  '/sign-in/reset',
)

/** Sends the code once more. */
export const sendAgain = action(
  z.object({}),
  async () => {
    const { until: _, ...asked } = await requirePending()
    await mailCode(asked)
    refresh()
    return 'We send a new code. Earlier codes no longer work.'
  },
  '/sign-in/code',
)

/** Signs in with the code. A new account gets the password that was chosen for it. */
export const enterCode = action(
  z.object({ code }),
  async ({ code }) => {
    const { email, password, next } = await requirePending()
    const db = await openSession()
    const hasPassword = await guess('code', email, () => shop.enterCode(db, email, code))
    // An account that has a password keeps it: the code only signs in.
    if (password && !hasPassword) await shop.setPassword(db, password)
    return completeSignIn(db, next)
  },
  '/sign-in/code',
)

/** Signs in with the code, and sets the new password. */
export const reset = action(
  z.object({ code, password: newPassword }),
  async ({ code, password }) => {
    const { email, next } = await requirePending()
    const db = await openSession()
    await guess('code', email, () => shop.enterCode(db, email, code))
    await shop.setPassword(db, password)
    return completeSignIn(db, next)
  },
  '/sign-in/code',
)

/** Opens the admin of a demo, read-only: with an account and a session that only this visitor has, for some hours. */
export const visit = action(
  z.object({}),
  async () => {
    if (env().DEMO_VISITS !== 'on') throw new ShopError('not_found', 'This store has no visits.')
    await limitShopping('visit')
    const db = await openSession()
    await admitVisitor(asRole(env(), 'gatekeeper'), await shop.openVisit(db))
    ;(await cookies()).set('signed-in', '1', cookieOptions(env().SITE_URL))
    redirect('/admin')
  },
  '/sign-in',
)

/** Mails a code to every address alike, so the answer reveals no account. */
async function mailCode(asked: Omit<Pending, 'until'>): Promise<void> {
  await limit('mail', asked.email)
  await mailNow(asked.email, (isRepeated) => shop.mailCode(anonymous(env()), asked.email, isRepeated))
  await keepPending(asked)
}

async function requirePending(): Promise<Pending> {
  const pending = await readPending()
  if (!pending) throw new ShopError('not_found', 'This code has expired. Request a new one.')
  return pending
}
