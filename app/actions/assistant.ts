'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { email } from '#app/(personal)/sign-in/fields.ts'
import { limit } from '#app/(personal)/sign-in/limits.ts'
import { action } from '#app/action.ts'
import { openSession, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createQueue } from '#lib/queue.ts'
import { asRole } from '#lib/supabase.ts'
import { continueTrace } from '#lib/trace.ts'
import * as questions from '#shop/assistant/human.ts'
import * as returns from '#shop/orders/returns.ts'

// What the assistant prepares, and the shopper's own click does.

const key = z.string().regex(/^[\w-]{0,100}$/)
const reason = z.string().trim().max(200, 'In at most 200 characters, please.').default('')

/** Asks for the return of an order: one's own, or one whose key came with its link. */
export const requestReturn = action(z.object({ orderId: z.uuid(), key, reason }), async (input) => {
  const db = await openSession()
  const job = await returns.requestReturn(db, input.orderId, input.key || null, input.reason)
  await createQueue(env()).ring(job)
  return 'Your return is on its way into our hands. The mail about it says where to send the parcel.'
})

const message = z
  .string()
  .trim()
  .min(1, 'Write what you want to know.')
  .max(1000, 'In at most 1000 characters, please.')

/** Sends a question to the people of the shop. `id` is made by the page, so that pressing twice is one question. */
export const askHuman = action(z.object({ id: z.uuid(), email, message }), async ({ id, email, message }) => {
  await limit('question', email)
  const settings = env()
  const question = {
    id,
    email,
    message,
    userId: (await signedIn())?.user.id ?? null,
    trace: continueTrace((await headers()).get('traceparent')),
  }
  await createQueue(settings).ring(await questions.askHuman(asRole(settings, 'gatekeeper'), question))
  return `Your question is with us. The answer comes to ${email}.`
})
