import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import {
  addLamp,
  fillCart,
  type Lamp,
  orderOf,
  outcome,
  type PlacedOrder,
  payOrder,
  placeOrder,
  tally,
  trace,
} from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

let database: TestDatabase
let sql: Sql
let crowd: Sql
let lamp: Lamp
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  crowd = postgres(database.databaseUrl, { max: 50, onnotice: () => {} })
  lamp = await addLamp(sql, { stock: 1000 })
})
afterAll(async () => {
  await crowd.end()
  await database.close()
})

const ledgerOf = (order: PlacedOrder) =>
  sql`select kind, amount, currency, stripe_id from payments where order_id = ${order.id} order by created_at`
const stateOf = async (order: PlacedOrder) =>
  (await sql`select status, needs_attention, stripe_session_id, email from orders where id = ${order.id}`)[0]

describe('a payment', () => {
  test('reported twenty times at once makes one capture, one job and one event', async () => {
    const order = await orderOf(sql, lamp)
    const [cart] = await sql`select cart_id from orders where id = ${order.id}`
    const jobs = await Promise.all(Array.from({ length: 20 }, () => payOrder(crowd, order)))
    expect(tally(jobs.map((job) => job?.key ?? 'none'))).toEqual({ [`process-order.${order.id}`]: 20 })
    expect(jobs[0]).toMatchObject({ name: 'process-order', input: { orderId: order.id }, trace })
    expect(await ledgerOf(order)).toMatchObject([{ kind: 'capture', amount: order.total, stripe_id: `pi_${order.id}` }])
    expect(await sql`select key from jobs where input ->> 'orderId' = ${order.id}`).toHaveLength(1)
    const [seen] = await sql`select get_order(${order.id}, ${order.access_key}) as order`
    expect(seen?.order.events).toMatchObject([
      { status: 'pending', note: 'The order was placed.' },
      { status: 'paid', note: 'The payment has arrived.' },
    ])
    expect(await stateOf(order)).toMatchObject({ status: 'paid', needs_attention: null, email: 'ada@example.com' })
    expect(await sql`select from cart_lines where cart_id = ${cart?.cart_id}`).toHaveLength(0)
  })

  test('that is already processed returns no job', async () => {
    const order = await orderOf(sql, lamp)
    const job = await payOrder(sql, order)
    await sql`update jobs set status = 'done' where key = ${job?.key ?? ''}`
    expect(await payOrder(sql, order)).toBeNull()
  })

  test.each([
    ['another amount', { amount: 1 }, 'paid another amount', 1],
    ['more', { amount: 99_999 }, 'paid another amount', 1],
    ['another currency', { currency: 'usd' }, 'paid in another currency', 1],
    ['another session', { session: 'cs_stranger' }, 'paid through another session', 1],
  ])('of %s leaves the order pending and flags it', async (_name, payment, reason, captures) => {
    const order = await orderOf(sql, lamp)
    await sql`select attach_session(${order.id}, ${`cs_${order.id}`})`
    expect(await payOrder(sql, order, payment)).toBeNull()
    expect(await payOrder(sql, order, payment)).toBeNull()
    expect(await stateOf(order)).toMatchObject({ status: 'pending', needs_attention: reason })
    expect(await ledgerOf(order)).toHaveLength(captures)
    expect(await sql`select from jobs where input ->> 'orderId' = ${order.id}`).toHaveLength(0)
  })

  test.each([
    ['another amount', { amount: 1 }],
    ['another currency', { currency: 'usd' }],
    ['another session', { session: 'cs_other' }],
  ])('that matches pays the order also after one of %s, and each is refunded separately', async (_name, wrong) => {
    const order = await orderOf(sql, lamp)
    await sql`select attach_session(${order.id}, ${`cs_${order.id}`})`
    const intent = `pi_wrong_${order.id}`
    await payOrder(sql, order, { ...wrong, ...('session' in wrong ? { session: `cs_other_${order.id}` } : {}), intent })
    expect(await payOrder(sql, order)).toMatchObject({ key: `process-order.${order.id}` })
    expect(await stateOf(order)).toMatchObject({ status: 'paid', needs_attention: expect.stringMatching(/^paid /) })
    expect((await ledgerOf(order)).map((row) => row.stripe_id)).toEqual([intent, `pi_${order.id}`])
    const refunds =
      await sql`select p.stripe_id, c.leftover, c.currency from private.captures(${order.id}) c join payments p using (id)`
    expect(refunds).toMatchObject([{ stripe_id: intent }, { stripe_id: `pi_${order.id}`, leftover: order.total }])
  })

  test('that does not match is refunded when the order is cancelled, in its own currency', async () => {
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order, { currency: 'usd', intent: `pi_usd_${order.id}` })
    await payOrder(sql, order, { amount: 7, intent: `pi_seven_${order.id}` })
    await sql`select cancel_order(${order.id})`
    const refunds =
      await sql`select r.amount, r.currency, p.stripe_id from refunds r join payments p on p.id = r.capture_id
      where r.order_id = ${order.id} order by r.currency`
    expect(refunds).toEqual([
      { amount: 7, currency: 'eur', stripe_id: `pi_seven_${order.id}` },
      { amount: order.total, currency: 'usd', stripe_id: `pi_usd_${order.id}` },
    ])
  })

  test('removes only the bought lamps from the cart', async () => {
    const [other, more] = [await addLamp(sql), await addLamp(sql)]
    const cart = await fillCart(sql, [lamp, 1], [more, 1])
    const order = await placeOrder(sql, cart)
    await sql`select add_to_cart(${cart}, ${other.variantId}, 2)`
    await sql`select add_to_cart(${cart}, ${more.variantId}, 2)`
    await payOrder(sql, order)
    const left =
      await sql`select variant_id, quantity from cart_lines where cart_id = ${cart} order by quantity, variant_id`
    const expected = [other, more].map(({ variantId }) => ({ variant_id: variantId, quantity: 2 }))
    expect(left).toEqual(expected.toSorted((a, b) => a.variant_id.localeCompare(b.variant_id)))
  })

  test.each(['name', 'line1', 'city', 'country'])(
    'without %s in its address waits for staff, who may pack it',
    async (part) => {
      const order = await orderOf(sql, lamp)
      const whole = { name: 'Ada', line1: 'Kade 1', line2: null, postalCode: '', city: 'Ghent', country: 'BE' }
      expect(await payOrder(sql, order, { address: { ...whole, [part]: ' ' } })).not.toBeNull()
      expect(await stateOf(order)).toMatchObject({ status: 'paid', needs_attention: 'paid without a complete address' })
      expect((await sql`select pack_order(${order.id}) as job`)[0]?.job).toBeNull()
      expect(await stateOf(order)).toMatchObject({ status: 'paid' })
    },
  )

  test('of a cancelled order is in the ledger and is refunded, once', async () => {
    const order = await orderOf(sql, lamp)
    await sql`select cancel_order(${order.id})`
    const job = await payOrder(sql, order)
    expect(await payOrder(sql, order)).toBeNull()
    expect(await stateOf(order)).toMatchObject({ status: 'cancelled', needs_attention: 'paid after it was cancelled' })
    expect(await ledgerOf(order)).toHaveLength(1)
    const refunds = await sql`select id, amount, returns_stock, status from refunds where order_id = ${order.id}`
    expect(refunds).toMatchObject([{ amount: order.total, returns_stock: false, status: 'requested' }])
    expect(job).toMatchObject({ name: 'refund-order', input: { refundId: refunds[0]?.id } })
    await sql`select take_refund(${`re_${order.id}`}, ${`pi_${order.id}`}, ${order.total}, 'done', ${refunds[0]?.id}, null)`
    expect(await stateOf(order)).toMatchObject({ status: 'cancelled', needs_attention: null })
    expect(await payOrder(sql, order)).toBeNull()
    expect(await sql`select from jobs where name = 'process-order' and input ->> 'orderId' = ${order.id}`).toEqual([])
  })

  test('that is the second of an order is stored, and flags the order', async () => {
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order)
    expect(await payOrder(sql, order, { intent: `pi_second_${order.id}` })).toBeNull()
    expect(await stateOf(order)).toMatchObject({ status: 'paid', needs_attention: 'paid after it was paid' })
    expect(await ledgerOf(order)).toHaveLength(2)
  })

  test('and a cancellation at the same time: one of them wins, and the other is noticed', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, () => orderOf(crowd, lamp)))
    await Promise.all(
      orders.flatMap((order) => [payOrder(crowd, order), crowd`select cancel_order(${order.id})`.then(() => null)]),
    )
    const states = await Promise.all(orders.map(stateOf))
    for (const state of states) {
      expect(['paid null', 'cancelled paid after it was cancelled']).toContain(
        `${state?.status} ${state?.needs_attention}`,
      )
    }
  })

  test('of an unknown order is refused', async () => {
    const nobody = { ...(await orderOf(sql, lamp)), id: '0198c0de-0000-4000-8000-000000000000' }
    await expect(payOrder(sql, nobody)).rejects.toMatchObject({ code: 'NLNOT' })
  })

  test('the sweep settles flagged orders too, and orders that cannot be settled come last', async () => {
    const [stuck, late] = [await orderOf(sql, lamp), await orderOf(sql, lamp)]
    await payOrder(sql, stuck, { amount: 1 })
    await sql`update orders set deadline_at = now() - interval '1 minute' where id in ${sql([stuck.id, late.id])}`
    const take = async (most: number) =>
      (await sql`select take_expired_orders(${most}) as expired`).map((row) => row.expired.id as string)
    const taken = [...(await take(1)), ...(await take(100))]
    expect(taken.toSorted()).toEqual([stuck.id, late.id].toSorted())
    expect(await take(100)).toEqual([])
    await sql`select cancel_order(${late.id})`
  })
})

describe('the ledger', () => {
  const refund = (query: Sql, order: PlacedOrder, amount: number, currency = 'eur') =>
    outcome(query`insert into payments (order_id, kind, amount, currency, stripe_id)
      values (${order.id}, 'refund', ${amount}, ${currency}, gen_random_uuid()::text)`)

  test('never refunds more than was captured, also fifty at once', async () => {
    const order = await orderOf(sql, lamp)
    expect(await refund(sql, order, 1)).toBe('23514')
    await payOrder(sql, order)
    expect(await refund(sql, order, order.total + 1)).toBe('23514')
    const half = Math.floor(order.total / 2)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => refund(crowd, order, half)))
    expect(tally(outcomes)).toEqual({ done: 2, 23514: 48 })
    const [seen] = await sql`select get_order(${order.id}, ${order.access_key}) as order`
    expect(seen?.order.refunded).toBe(half * 2)
    await sql`update orders set status = 'refunded' where id = ${order.id}`
  })

  test('accepts one currency per order, and positive whole amounts', async () => {
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order)
    expect(await refund(sql, order, 1, 'usd')).toBe('23514')
    expect(await refund(sql, order, 0)).toBe('23514')
    expect(await refund(sql, order, -1)).toBe('23514')
  })

  test('is only added to', async () => {
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order)
    expect(await outcome(sql`update payments set amount = 1 where order_id = ${order.id}`)).toBe('23514')
    expect(await outcome(sql`delete from payments where order_id = ${order.id}`)).toBe('23514')
    expect(await outcome(sql`truncate payments cascade`)).toBe('23514')
    expect(await ledgerOf(order)).toMatchObject([{ amount: order.total }])
  })
})

test('afterwards every invariant holds', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
