import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Queue, ringAll } from '#lib/queue.ts'
import { checkoutLocale, type DeliveryCountry, type Stripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import { findOrder, type OrderRow, orderRow } from '#shop/orders/orders.ts'
import { markPaid, reconcile } from '#shop/orders/payments.ts'
import type { Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

export type Checkout = { db: Db; stripe: Stripe; queue: Queue; siteUrl: string; trace: Traceparent }

const pendingRow = z.object({ order: orderRow, variants: z.array(z.uuid()), unchanged: z.boolean() })

export type Shopper = {
  userId?: string | null
  /** a hash of the network that they come from, for limits */
  network?: string | null
  /** the total that the cart's page showed, in minor units; without it, a line that cannot be had stops the order */
  expected?: number | null
}

/**
 * Turns a cart into a pending order and gives the address of the page where it is paid.
 * Calling it again for the same cart leads to the same payment; for a changed cart the earlier order is given up first,
 * so that a shopper never waits for lamps they hold themselves.
 * @param db signed in as `checkout`
 * @throws ShopError invalid (empty cart, too many lamps), sold_out, not_found, conflict (the sum has changed), too_many
 */
export async function startCheckout(
  checkout: Checkout,
  cartId: string,
  { userId = null, network = null, expected = null }: Shopper = {},
): Promise<{ url: string }> {
  const { db, stripe, queue, siteUrl, trace } = checkout
  const pending = await findPending(db, cartId, userId)
  if (pending) {
    const { order, unchanged } = pending
    const session = order.session_id ? await stripe.checkout.sessions.retrieve(order.session_id) : null
    if (session?.status === 'open' && unchanged && session.url) return { url: session.url }
    // A double click meets an order whose session is just being made: both then ask for the same one.
    const underWay = !session && unchanged && Date.now() - Date.parse(order.placed_at) < 60_000
    if (!underWay) {
      await ringAll(queue, await reconcile(db, stripe, order.id, order.session_id ?? null))
      if (session?.payment_status === 'paid') return { url: thankYouUrl(siteUrl, order) }
    }
  }
  const input = {
    ...{ cart_id: cartId, trace },
    ...(userId ? { user_id: userId } : {}),
    ...(network ? { network } : {}),
    ...(expected === null ? {} : { expected }),
  }
  const order = orderRow.parse(unwrap(await db.rpc('place_order', input)))
  const session = await stripe.checkout.sessions.create(sessionFor(order, siteUrl, trace), {
    idempotencyKey: `order-${order.id}`,
  })
  unwrap(await db.rpc('attach_session', { order_id: order.id, session_id: session.id }))
  if (!session.url) throw new ShopError('conflict', 'The payment page could not be opened. Please try again.')
  return { url: session.url }
}

async function findPending(db: Db, cartId: string, userId: string | null) {
  const input = { cart_id: cartId, ...(userId ? { user_id: userId } : {}) }
  return pendingRow.nullable().parse(unwrap(await db.rpc('find_pending_order', input)))
}

/**
 * Gives back what the unpaid order of a cart holds, after its payment page is closed: for a shopper who came back, or changed what
 * they were about to pay. Harmless when there is none.
 * Gives whether an order was given up.
 * @param variantId only when the order has this variant
 */
export async function giveBack(
  { db, stripe, queue }: Pick<Checkout, 'db' | 'stripe' | 'queue'>,
  cartId: string,
  variantId?: string,
): Promise<boolean> {
  const pending = await findPending(db, cartId, null)
  if (!pending || (variantId !== undefined && !pending.variants.includes(variantId))) return false
  await ringAll(queue, await reconcile(db, stripe, pending.order.id, pending.order.session_id ?? null))
  return (await findOrder(db, pending.order.id, pending.order.access_key ?? null))?.status === 'cancelled'
}

/**
 * The order of a thank-you page. When the webhook has not arrived yet, asks Stripe itself and marks the order as paid.
 * @param db signed in as `checkout`
 */
export async function confirmOrder(
  { db, stripe, queue }: Pick<Checkout, 'db' | 'stripe' | 'queue'>,
  orderId: string,
  accessKey: string,
): Promise<Order | null> {
  const order = await findOrder(db, orderId, accessKey)
  if (order?.status !== 'pending') return order
  const sessionId = unwrap(await db.rpc('get_session', { order_id: orderId, access_key: accessKey }))
  const session = sessionId ? await stripe.checkout.sessions.retrieve(sessionId) : null
  if (session?.payment_status !== 'paid') return order
  await ringAll(queue, await markPaid(db, session))
  return findOrder(db, orderId, accessKey)
}

function thankYouUrl(siteUrl: string, order: OrderRow): string {
  return `${siteUrl}/orders/${order.id}/thank-you?key=${order.access_key}`
}

/** The whole order is in the parameters, so the same order always asks for the same session (idempotency). */
function sessionFor(order: OrderRow, siteUrl: string, trace: Traceparent) {
  const metadata = { order_id: order.id, order_number: order.number, traceparent: order.trace || trace }
  return {
    mode: 'payment' as const,
    locale: checkoutLocale(shop.locale),
    // What is paid is paid at once: with other methods the money comes days later, or not, and the lamps would wait.
    allowed_payment_method_types: ['card' as const],
    client_reference_id: order.id,
    line_items: order.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: order.currency,
        unit_amount: line.unit_amount,
        product_data: { name: line.name, description: line.finish, metadata: { sku: line.sku } },
      },
    })),
    shipping_address_collection: { allowed_countries: shop.delivery.countries as DeliveryCountry[] },
    shipping_options: [
      {
        shipping_rate_data: {
          type: 'fixed_amount' as const,
          display_name: shop.delivery.service,
          fixed_amount: { amount: order.shipping, currency: order.currency },
        },
      },
    ],
    metadata,
    payment_intent_data: { metadata },
    // Half an hour is the shortest that Stripe allows; the order's own deadline is a little later.
    expires_at: Math.floor(new Date(order.placed_at).getTime() / 1000) + 32 * 60,
    success_url: thankYouUrl(siteUrl, order),
    cancel_url: `${siteUrl}/cart/back`,
  }
}
