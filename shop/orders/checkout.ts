import * as z from 'zod'
import { cut } from '#lib/cut.ts'
import { ShopError } from '#lib/errors.ts'
import { type Queue, ringAll } from '#lib/queue.ts'
import { checkoutLocale, type DeliveryCountry, refusedParameter, type Stripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import { findOrder, orderRow } from '#shop/orders/orders.ts'
import { markPaid, reconcile } from '#shop/orders/payments.ts'
import type { Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

export type Checkout = { db: Db; stripe: Stripe; queue: Queue; siteUrl: string; trace: Traceparent }

/** A pending order, as far as it must be known to have it paid. */
const placedRow = orderRow
  .pick({ id: true, number: true, access_key: true, session_id: true, currency: true, shipping: true, trace: true })
  .extend({
    placed_at: z.string(),
    lines: z.array(
      orderRow.shape.lines.element.pick({ name: true, finish: true, sku: true, unit_amount: true, quantity: true }),
    ),
  })
type PlacedOrder = z.infer<typeof placedRow>
/** `unchanged`: of an order that the cart had already, whether it still has the same lines, prices and shopper. */
const answerRow = placedRow.extend({ unchanged: z.boolean().optional() })
const pendingRow = z.object({ order: placedRow, variants: z.array(z.uuid()) })

export type Shopper = {
  userId?: string | null
  /** of the account; the payment page then has it filled in */
  email?: string | undefined
  /** a hash of the caller's network, for rate limits */
  network?: string | null
  /** the total that the cart page showed, in minor units; without it, checkout refuses a cart with an unavailable line */
  expected?: number | null
}

/**
 * Turns a cart into a pending order and returns the URL of its payment page.
 * A second call for the same cart returns the same payment page. If the cart has changed, the earlier order is cancelled first,
 * so that a shopper never waits for lamps that their own order reserves.
 * @param db signed in as `checkout`
 * @throws ShopError invalid (empty cart, too many lamps), sold_out, not_found, conflict (the sum has changed), too_many
 */
export async function startCheckout(
  checkout: Checkout,
  cartId: string,
  { userId = null, email, network = null, expected = null }: Shopper = {},
): Promise<{ url: string }> {
  const { db, stripe, queue, siteUrl, trace } = checkout
  const input = {
    ...{ cart_id: cartId, trace },
    ...(userId ? { user_id: userId } : {}),
    ...(network ? { network } : {}),
    ...(expected === null ? {} : { expected }),
  }
  const place = async () => answerRow.parse(unwrap(await db.rpc('place_order', input)))
  let order = await place()
  const { unchanged } = order
  if (unchanged !== undefined) {
    const session = order.session_id ? await stripe.checkout.sessions.retrieve(order.session_id) : null
    if (session?.status === 'open' && unchanged && session.url) return { url: session.url }
    // After a double click, the first call is still creating the session: both calls then request the same one.
    const underWay = !session && unchanged && Date.now() - Date.parse(order.placed_at) < 60_000
    if (!underWay) {
      await ringAll(queue, await reconcile(db, stripe, order.id, order.session_id ?? null))
      if (session?.payment_status === 'paid') return { url: thankYouUrl(siteUrl, order) }
      order = await place()
    }
  }
  const session = await openSession(stripe, order.id, sessionFor(order, siteUrl, trace), email)
  unwrap(await db.rpc('attach_session', { order_id: order.id, session_id: session.id }))
  if (!session.url) throw new ShopError('conflict', 'The payment page could not be opened. Please try again.')
  return { url: session.url }
}

/** Opens the payment page, with the address filled in if Stripe takes it: what only saves typing must not stop a sale. */
async function openSession(
  stripe: Stripe,
  orderId: string,
  params: Stripe.Checkout.SessionCreateParams,
  email: string | undefined,
): Promise<Stripe.Checkout.Session> {
  const create = (key: string, more: Stripe.Checkout.SessionCreateParams = {}) =>
    stripe.checkout.sessions.create({ ...params, ...more }, { idempotencyKey: key })
  if (!email) return create(`order-${orderId}`)
  // Stripe refuses a key that comes again with other parameters. An address itself does not belong into one.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email)))
  const address = [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  try {
    return await create(`order-${orderId}-${address}`, { customer_email: email })
  } catch (error) {
    if (refusedParameter(error) !== 'customer_email') throw error
    return create(`order-${orderId}`)
  }
}

/**
 * Closes the payment page of a cart's unpaid order and releases its stock: for a shopper who came back or changed the cart.
 * Does nothing when the cart has no unpaid order.
 * Returns true if it cancelled an order.
 * @param variantId if given, cancels the order only if it contains this variant
 */
export async function giveBack(
  { db, stripe, queue }: Pick<Checkout, 'db' | 'stripe' | 'queue'>,
  cartId: string,
  variantId?: string,
): Promise<boolean> {
  const pending = pendingRow.nullable().parse(unwrap(await db.rpc('find_pending_order', { cart_id: cartId })))
  if (!pending || (variantId !== undefined && !pending.variants.includes(variantId))) return false
  await ringAll(queue, await reconcile(db, stripe, pending.order.id, pending.order.session_id ?? null))
  return (await findOrder(db, pending.order.id, pending.order.access_key ?? null))?.status === 'cancelled'
}

/**
 * Returns the order of a thank-you page. If the webhook has not arrived yet, asks Stripe and marks the order as paid.
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

function thankYouUrl(siteUrl: string, order: PlacedOrder): string {
  return `${siteUrl}/orders/${order.id}/thank-you?key=${order.access_key}`
}

/** Stripe refuses a longer name of a product, and longer metadata: https://docs.stripe.com/api/metadata. */
const longestName = 250
const longestMetadata = 500

/** The parameters depend on the order alone, so a repeated call returns the same session (idempotency). */
function sessionFor(order: PlacedOrder, siteUrl: string, trace: Traceparent) {
  const metadata = { order_id: order.id, order_number: order.number, traceparent: order.trace || trace }
  return {
    mode: 'payment' as const,
    locale: checkoutLocale(shop.locale),
    // Cards pay at once. With other methods the money arrives days later or never, and the stock stays reserved.
    allowed_payment_method_types: ['card' as const],
    client_reference_id: order.id,
    line_items: order.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: order.currency,
        unit_amount: line.unit_amount,
        product_data: {
          name: cut(line.name, longestName),
          description: cut(line.finish, longestName),
          metadata: { sku: cut(line.sku, longestMetadata) },
        },
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
    // Half an hour is the shortest time that Stripe allows; the order's own deadline is a little later.
    expires_at: Math.floor(new Date(order.placed_at).getTime() / 1000) + 32 * 60,
    success_url: thankYouUrl(siteUrl, order),
    cancel_url: `${siteUrl}/cart/back`,
  }
}
