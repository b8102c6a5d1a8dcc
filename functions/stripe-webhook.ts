import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { ringAll } from '#lib/queue.ts'
import { createStripe, type StripeEvent, verifyStripe } from '#lib/stripe.ts'
import { unwrap } from '#lib/supabase.ts'
import { orderIn, takeEvent } from '#shop/orders/stripe-events.ts'

const event = z.custom<StripeEvent>(
  (value) => z.object({ id: z.string(), type: z.string(), created: z.number() }).safeParse(value).success,
)

const kept = z.object({ new: z.boolean(), ours: z.boolean() })

const traced = z.object({ data: z.object({ object: z.object({ metadata: z.object({ traceparent: z.string() }) }) }) })

/** Handles the events of Stripe about payments, refunds and disputes. An event has one effect, however often and in whatever order events arrive. */
export const stripeWebhook = defineFunction({
  name: 'stripe-webhook',
  trigger: {
    kind: 'webhook',
    verify: (request, body, env) => verifyStripe(env, request.headers.get('stripe-signature') ?? '', body),
    // Checkout puts the trace into the metadata, so that one trace leads from the click to the parcel.
    trace: (payload) => traced.safeParse(payload).data?.data.object.metadata.traceparent,
  },
  input: event,
  async run(event, { db, env, queue, log }) {
    const created = new Date(event.created * 1000).toISOString()
    const { id, type } = event
    const orderId = orderIn(event)
    const input = { id, type, created_at: created, ...(orderId ? { order_id: orderId } : {}) }
    const { new: isNew, ours } = kept.parse(unwrap(await db.rpc('keep_stripe_event', input)))
    if (!isNew) return { event: id, state: 'already handled' }
    const jobs = await takeEvent({ db, stripe: createStripe(env) }, event, ours)
    const ignored = jobs === 'ignored'
    log.info('an event of Stripe', { event: id, type, ignored })
    if (!ignored) await ringAll(queue, jobs)
    unwrap(await db.rpc('stripe_event_handled', { id, ignored }))
    return { event: id, state: ignored ? 'ignored' : 'handled' }
  },
})
