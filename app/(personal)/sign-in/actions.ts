'use server'

import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { z } from 'zod'
import { completeSignIn } from '#app/(personal)/sign-in/complete.ts'
import * as fields from '#app/(personal)/sign-in/fields.ts'
import { limit, mailedRecently, refuseLate, rememberRefusal } from '#app/(personal)/sign-in/limits.ts'
import { keepPending, type Pending, readPending } from '#app/(personal)/sign-in/pending.ts'
import { action } from '#app/action.ts'
import { openSession } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { anonymous } from '#lib/supabase.ts'
import * as shop from '#shop/accounts/sign-in.ts'

const log = createLog({ scope: 'sign-in' })
const { email, next, code, newPassword, givenPassword } = fields

const signInForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('password'), email, password: givenPassword, next }),
  z.object({ intent: z.literal('code'), email, next }),
  z.object({ intent: z.literal('create'), email, password: newPassword, next }),
])

/**
 * Handles the form of the sign-in page. The pressed button decides: sign in with the password, or mail a code. A new
 * account needs a code too: it gets its password only after its address is confirmed.
 */
export const enter = action(
  signInForm,
  async (asked) => {
    const { intent, email, next } = asked
    if (intent === 'password') {
      await limit('password', email)
      const db = await openSession()
      await refuseLate(shop.signInWithPassword(db, email, asked.password))
      return completeSignIn(db, next)
    }
    if (intent === 'create') await mailCode({ purpose: 'create', email, password: asked.password, next })
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
    return 'We send a new code. Earlier codes no longer work.'
  },
  '/sign-in/code',
)

/** Signs in with the code. A new account gets the password that was chosen for it. */
export const enterCode = action(
  z.object({ code }),
  async ({ code }) => {
    const { purpose, email, password, next } = await requirePending()
    await limit('code', email)
    const db = await openSession()
    const hasPassword = await shop.enterCode(db, purpose, email, code)
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
    await limit('code', email)
    const db = await openSession()
    await shop.enterCode(db, 'reset', email, code)
    await shop.setPassword(db, password)
    return completeSignIn(db, next)
  },
  '/sign-in/code',
)

/** Signs in as the demo's viewer, who can see the admin and change nothing. */
export const visit = action(z.object({}), async () => {
  const { DEMO_VISITOR_EMAIL, DEMO_VISITOR_PASSWORD } = env()
  if (!DEMO_VISITOR_EMAIL || !DEMO_VISITOR_PASSWORD)
    throw new ShopError('not_found', 'This store has no visitor account.')
  const db = await openSession()
  await shop.signInWithPassword(db, DEMO_VISITOR_EMAIL, DEMO_VISITOR_PASSWORD)
  return completeSignIn(db, '/admin')
})

/** Mails a code after the answer is sent, so neither the answer nor its time reveals whether there is an account. */
async function mailCode(asked: Omit<Pending, 'until'>): Promise<void> {
  await limit('mail', asked.email)
  const isRepeated = await mailedRecently(asked.email)
  after(async () => {
    try {
      await shop.mailCode(anonymous(env()), asked.purpose, asked.email, isRepeated)
    } catch (error) {
      rememberRefusal(error)
      log.error('a code was not mailed', { error })
    }
  })
  await keepPending(asked)
}

async function requirePending(): Promise<Pending> {
  const pending = await readPending()
  if (!pending) throw new ShopError('not_found', 'This code has expired. Request a new one.')
  return pending
}
