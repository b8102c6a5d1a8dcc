import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { type CheckoutSession, type StripeEvent, verifyStripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { markPaid } from '#shop/orders/orders.ts'

const event = z.custom<StripeEvent>(
  (value) => z.object({ id: z.string(), type: z.string(), created: z.number() }).safeParse(value).success,
)

const traced = z.object({ data: z.object({ object: z.object({ metadata: z.object({ traceparent: z.string() }) }) }) })

/** Handles what Stripe reports about a payment. Each event has one effect, however often and in whatever order it arrives. */
export const stripeWebhook = defineFunction({
  name: 'stripe-webhook',
  trigger: {
    kind: 'webhook',
    verify: (request, body, env) => verifyStripe(env, request.headers.get('stripe-signature') ?? '', body),
    // Put there at checkout, so that one trace leads from the click to the parcel.
    trace: (payload) => traced.safeParse(payload).data?.data.object.metadata.traceparent,
  },
  input: event,
  async run(event, { db, queue, log }) {
    const created = new Date(event.created * 1000).toISOString()
    const isNew = unwrap(await db.rpc('keep_stripe_event', { id: event.id, type: event.type, created_at: created }))
    if (!isNew) return { event: event.id, state: 'already handled' }
    if (event.type === 'checkout.session.completed' || event.type === 'checkout.session.async_payment_succeeded') {
      const session = event.data.object
      log.info('a session is complete', {
        event: event.id,
        paid: session.payment_status,
        order: session.client_reference_id,
      })
      if (session.payment_status === 'paid') await queue.ring(await markPaid(db, session))
    } else if (event.type === 'checkout.session.expired' || event.type === 'checkout.session.async_payment_failed') {
      await giveUp(db, event.data.object)
    }
    // `payment_intent.payment_failed` needs nothing but to be kept: the shopper may try again, and reports count it.
    unwrap(await db.rpc('stripe_event_handled', { id: event.id }))
    return { event: event.id, state: 'handled' }
  },
})

async function giveUp(db: Db, session: CheckoutSession): Promise<void> {
  const orderId = z.uuid().safeParse(session.client_reference_id)
  if (orderId.success) unwrap(await db.rpc('cancel_order', { order_id: orderId.data }))
}
