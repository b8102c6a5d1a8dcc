import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, outcome, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

let database: TestDatabase
let sql: Sql
let lamp: Lamp
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  lamp = await addLamp(sql, { stock: 1000 })
})
afterAll(() => database.close())

const statuses = ['pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded']
const steps = ['pack_order', 'ship_order', 'deliver_order']
const allowed = new Set([
  'pending paid',
  'pending cancelled',
  'paid packed',
  'packed shipped',
  'shipped delivered',
  'paid refunded',
  'packed refunded',
  'shipped refunded',
  'delivered refunded',
])
const pairs = statuses.flatMap((from) => statuses.filter((to) => to !== from).map((to) => [from, to] as const))

const call = async (step: string, order: PlacedOrder) =>
  (await sql`select ${sql(step)}(${order.id}) as job`)[0]?.job ?? null
const statusOf = async (order: PlacedOrder) => (await sql`select status from orders where id = ${order.id}`)[0]?.status
/** Changes the state as the functions do: a refunded order also gets a refund in the ledger. */
async function moveTo(order: PlacedOrder, status: string): Promise<void> {
  await sql`update orders set status = ${status} where id = ${order.id}`
  if (status !== 'refunded') return
  await sql`insert into payments (order_id, kind, amount, currency, stripe_id)
    values (${order.id}, 'refund', ${order.total}, 'eur', ${`re_${order.id}`})`
}

async function orderAt(status: string): Promise<PlacedOrder> {
  const order = await orderOf(sql, lamp)
  if (status === 'pending') return order
  if (status === 'cancelled') await sql`select cancel_order(${order.id})`
  else await payOrder(sql, order)
  for (const step of steps.slice(0, Math.max(0, ['paid', 'packed', 'shipped', 'delivered'].indexOf(status)))) {
    await call(step, order)
  }
  if (status === 'refunded') await moveTo(order, 'refunded')
  expect(await statusOf(order)).toBe(status)
  return order
}

test('orders change state only along the graph', async () => {
  const moved: string[] = []
  for (const [from, to] of pairs) {
    // These two also move money and stock: other tests cover them.
    if (from === 'pending' && (to === 'paid' || to === 'cancelled')) continue
    const order = await orderAt(from)
    const result = await outcome(moveTo(order, to))
    expect(await statusOf(order)).toBe(result === 'done' ? to : from)
    if (result === 'done') moved.push(`${from} ${to}`)
    else expect(result).toBe('23514')
  }
  expect(new Set([...moved, 'pending paid', 'pending cancelled'])).toEqual(allowed)
})

test('no order is paid without its full payment, and every order starts as pending', async () => {
  const order = await orderAt('pending')
  expect(await outcome(moveTo(order, 'paid'))).toBe('23514')
  await sql`insert into payments (order_id, kind, amount, currency, stripe_id)
    values (${order.id}, 'capture', ${order.total - 1}, 'eur', ${`pi_${order.id}`})`
  expect(await outcome(moveTo(order, 'paid'))).toBe('23514')
  await sql`update orders set needs_attention = 'too little' where id = ${order.id}`
  const begun = sql`insert into orders (status, trace, subtotal_amount, shipping_amount, tax_amount, total_amount)
    values ('paid', 'x', 1, 0, 0, 1)`
  expect(await outcome(begun)).toBe('23514')
})

test('a paid order is packed, shipped and delivered, each once, with a job for the next step', async () => {
  await sql`select configure('{"parcel_step_seconds": 60}')`
  const order = await orderAt('paid')
  const pack = await call('pack_order', order)
  expect(pack).toMatchObject({ name: 'ship-order', key: `ship-order.${order.id}`, input: { orderId: order.id } })
  expect(await call('pack_order', order)).toEqual(pack)
  const ship = await call('ship_order', order)
  expect(ship).toMatchObject({ name: 'deliver-order', key: `deliver-order.${order.id}` })
  const [shipped] = await sql`select tracking_number from orders where id = ${order.id}`
  expect(shipped?.tracking_number).toMatch(/^NLP\d{10}$/)
  expect(await call('ship_order', order)).toEqual(ship)
  expect(await call('pack_order', order)).toBeNull()
  await call('deliver_order', order)
  await call('deliver_order', order)
  expect(await call('ship_order', order)).toBeNull()

  const [jobs] = await sql`
    select extract(epoch from s.run_at - s.created_at)::integer as ship, extract(epoch from d.run_at - d.created_at)::integer as deliver
    from jobs s, jobs d where s.key = ${pack.key} and d.key = ${ship.key}`
  expect(jobs).toEqual({ ship: 60, deliver: 120 })
  const [seen] = await sql`select get_order(${order.id}, ${order.access_key}) as order`
  expect(seen?.order.tracking_number).toBe(shipped?.tracking_number)
  expect(seen?.order.events.map((event: { note: string }) => event.note)).toEqual([
    'The order was placed.',
    'The payment has arrived.',
    'The lamp is wrapped and waits for the carrier.',
    'The parcel is on its way.',
    'The parcel has arrived.',
  ])
})

test('a step that comes too early or too late changes nothing', async () => {
  const order = await orderAt('pending')
  for (const step of steps) expect(await call(step, order)).toBeFalsy()
  expect(await statusOf(order)).toBe('pending')
  await payOrder(sql, order)
  for (const step of ['ship_order', 'deliver_order']) await call(step, order)
  expect(await statusOf(order)).toBe('paid')
  const refunded = await orderAt('refunded')
  for (const step of steps) await call(step, refunded)
  expect(await statusOf(refunded)).toBe('refunded')
})

test('twenty deliveries of one step at once change the state once', async () => {
  const order = await orderAt('paid')
  await Promise.all(Array.from({ length: 20 }, () => call('pack_order', order)))
  expect(await sql`select from order_events where order_id = ${order.id} and status = 'packed'`).toHaveLength(1)
  expect(await sql`select from jobs where name = 'ship-order' and input ->> 'orderId' = ${order.id}`).toHaveLength(1)
})

test('every state except the last has a deadline', async () => {
  const rows = await sql`select status from order_statuses where is_last <> (deadline is null)`
  expect(rows).toHaveLength(0)
  const order = await orderAt('packed')
  const [row] =
    await sql`select deadline_at - now() between interval '2 days' and interval '3 days' as fits from orders where id = ${order.id}`
  expect(row?.fits).toBe(true)
})

test('afterwards every invariant holds', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
