'use server'

import * as z from 'zod'
import { email } from '#app/(shop)/(personal)/sign-in/fields.ts'
import { limit, limitShopping } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { action } from '#app/action.ts'
import { openSession, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createQueue } from '#lib/queue.ts'
import { activeTraceparent } from '#lib/span.ts'
import { asRole } from '#lib/supabase.ts'
import { continueTrace } from '#lib/trace.ts'
import * as questions from '#shop/assistant/human.ts'
import * as returns from '#shop/orders/returns.ts'

// The assistant prepares these actions; the shopper's click runs them.

const key = z.string().regex(/^[\w-]{0,100}$/)
const reason = z.string().trim().max(200, 'Use at most 200 characters.').default('')

/** Requests the return of an order: the caller's own, or one whose key the caller has. */
export const requestReturn = action(z.object({ orderId: z.uuid(), key, reason }), async (input) => {
  await limitShopping('return', [input.orderId])
  const db = await openSession()
  const job = await returns.requestReturn(db, input.orderId, input.key || null, input.reason)
  await createQueue(env()).ring(job)
  return 'Return registered. We mail you what to do next.'
})

const message = z.string().trim().min(1, 'Enter your question.').max(1000, 'Use at most 1000 characters.')

/** Sends a question to the staff. The page makes `id`, so that two clicks send one question. */
export const askHuman = action(z.object({ id: z.uuid(), email, message }), async ({ id, email, message }) => {
  await limit('question', email)
  const settings = env()
  const question = {
    id,
    email,
    message,
    userId: (await signedIn())?.user.id ?? null,
    trace: activeTraceparent() ?? continueTrace(null),
  }
  await createQueue(settings).ring(await questions.askHuman(asRole(settings, 'gatekeeper'), question))
  return `Question sent. We answer to ${email}.`
})
