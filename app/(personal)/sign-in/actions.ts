'use server'

import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { z } from 'zod'
import { begin } from '#app/(personal)/sign-in/begin.ts'
import * as fields from '#app/(personal)/sign-in/fields.ts'
import { justAsked, limit, refuseLate, rememberRefusal } from '#app/(personal)/sign-in/limits.ts'
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

const wish = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('password'), email, password: givenPassword, next }),
  z.object({ intent: z.literal('code'), email, next }),
  z.object({ intent: z.literal('create'), email, password: newPassword, next }),
])

/**
 * The form of the sign-in page, by the button that was pressed: signs in with the password, or mails a code. An account
 * begins with a code too: the address is confirmed first, and only then is there a password.
 */
export const enter = action(
  wish,
  async (asked) => {
    const { intent, email, next } = asked
    if (intent === 'password') {
      await limit('password', email)
      const db = await openSession()
      await refuseLate(shop.signInWithPassword(db, email, asked.password))
      return begin(db, next)
    }
    if (intent === 'create') await mailCode({ purpose: 'create', email, password: asked.password, next })
    else await mailCode({ purpose: 'sign-in', email, next })
    redirect('/sign-in/code')
  },
  '/sign-in',
)

/** Mails a code to choose a new password with. */
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
    return 'A new code is on its way. Only the newest one works.'
  },
  '/sign-in/code',
)

/** Signs in with the code. An account that is new gets the password that was chosen for it. */
export const enterCode = action(
  z.object({ code }),
  async ({ code }) => {
    const { purpose, email, password, next } = await requirePending()
    await limit('code', email)
    const db = await openSession()
    const hasPassword = await shop.enterCode(db, purpose, email, code)
    // The owner of an account that exists is let in, and the password stays what it was.
    if (password && !hasPassword) await shop.setPassword(db, password)
    return begin(db, next)
  },
  '/sign-in/code',
)

/** Signs in with the code, and keeps the new password. */
export const reset = action(
  z.object({ code, password: newPassword }),
  async ({ code, password }) => {
    const { email, next } = await requirePending()
    await limit('code', email)
    const db = await openSession()
    await shop.enterCode(db, 'reset', email, code)
    await shop.setPassword(db, password)
    return begin(db, next)
  },
  '/sign-in/code',
)

/** Signs in as the demo's viewer, who may look at everything and change nothing. */
export const visit = action(z.object({}), async () => {
  const { DEMO_VISITOR_EMAIL, DEMO_VISITOR_PASSWORD } = env()
  if (!DEMO_VISITOR_EMAIL || !DEMO_VISITOR_PASSWORD) throw new ShopError('not_found', 'This store takes no visitors.')
  const db = await openSession()
  await shop.signInWithPassword(db, DEMO_VISITOR_EMAIL, DEMO_VISITOR_PASSWORD)
  return begin(db, '/admin')
})

/**
 * The answer comes before the mail is sent, so neither its words nor its time tell whether there is an account.
 */
async function mailCode(asked: Omit<Pending, 'until'>): Promise<void> {
  await limit('mail', asked.email)
  const isRepeated = await justAsked(asked.email)
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
  if (!pending)
    throw new ShopError('not_found', 'That was a while ago, and the code is too old by now. Ask for a new one.')
  return pending
}
