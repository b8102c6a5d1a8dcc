import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, type PlacedOrder } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'
import { openStaffRefunds } from '#supabase/tests/staff-refunds.ts'

let database: TestDatabase
let sql: Sql
let editor: Person
let lamp: Lamp
let staff: ReturnType<typeof openStaffRefunds>
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  editor = await addPerson(database, 'editor')
  lamp = await addLamp(sql, { price: 10_000, stock: 1000 })
  staff = openStaffRefunds(database, editor)
})
afterAll(() => database.close())

/** Reports a dispute of an order as Stripe does. Returns the jobs for the queue. */
async function tell(
  order: PlacedOrder,
  status: string,
  amount = order.total,
): Promise<{ name: string; input: unknown }[]> {
  const answer = await database.signIn('stripe_webhook').rpc('take_dispute', {
    ...{
      dispute_id: `du_${order.number}`,
      payment_intent: `pi_${order.id}`,
      amount,
      reason: 'product_not_received',
      status,
    },
    ...{ due_at: '2026-12-08T00:00:00Z', created_at: '2026-11-29T00:00:00Z' },
  })
  expect(answer.error).toBeNull()
  return answer.data
}
const names = (jobs: { name: string }[]) => jobs.map(({ name }) => name).toSorted()

test.each([
  ['needs_response', 'paid'],
  ['warning_needs_response', 'paid'],
  ['under_review', 'packed'],
  ['a word of next year', 'packed'],
])('%s holds an order that is %s, flags it, and tells the owner once', async (status, at) => {
  const order = await staff.paidOrder([lamp, 1])
  if (at === 'packed') await staff.move('pack_order', order)
  expect([await tell(order, status), await tell(order, status)].map(names)).toEqual([['tell-owner'], []])
  for (const step of ['pack_order', 'ship_order']) await staff.move(step, order)
  const pressed = await editor.db.rpc('staff_ship_order', { order_id: order.id, tracking_number: 'NLP 1234' })
  expect(pressed.error).toMatchObject({ code: 'NLCON', message: expect.stringContaining('bank') })
  expect(await staff.orderNow(order)).toEqual({ status: at, needs_attention: 'disputed: product not received' })
  await editor.db.rpc('settle_attention', { order_id: order.id })
  await staff.move('pack_order', order)
  expect(await staff.orderNow(order)).toMatchObject({ status: at })
})

test.each([
  ['won', 'paid', 'process-order'],
  ['warning_closed', 'packed', 'ship-order'],
])('%s lets an order that is %s continue', async (status, at, job) => {
  const order = await staff.paidOrder([lamp, 1])
  if (at === 'packed') await staff.move('pack_order', order)
  await tell(order, 'needs_response')
  expect(await tell(order, 'under_review')).toEqual([])
  expect(names(await tell(order, status))).toEqual([job, 'tell-owner'])
  expect(await staff.orderNow(order)).toEqual({ status: at, needs_attention: null })
  for (const step of ['pack_order', 'ship_order']) await staff.move(step, order)
  expect(await staff.orderNow(order)).toMatchObject({ status: 'shipped' })
})

test('a lost dispute is in the ledger once, and leaves nothing to refund', async () => {
  const order = await staff.paidOrder([lamp, 1])
  await tell(order, 'needs_response')
  expect(
    [await tell(order, 'lost'), await tell(order, 'lost'), await tell(order, 'needs_response')].map(names),
  ).toEqual([['tell-owner'], [], []])
  expect(await sql`select amount from payments where kind = 'dispute' and order_id = ${order.id}`).toEqual([
    { amount: order.total },
  ])
  expect(await staff.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
  expect(await staff.ask(order)).toBe('NLCON')
})

test('a dispute lost after a partial refund never takes more than was paid', async () => {
  const order = await staff.paidOrder([lamp, 2])
  await staff.tell(order, { amount: 5_000 })
  await tell(order, 'lost', order.total)
  expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
  const [seen] = await sql`select get_order(${order.id}, ${order.access_key}) as order`
  expect(seen?.order.refunded).toBe(order.total)
})

test('a dispute does not stop the delivery of a shipped parcel', async () => {
  const order = await staff.paidOrder([lamp, 1])
  for (const step of ['pack_order', 'ship_order']) await staff.move(step, order)
  await tell(order, 'needs_response')
  await staff.move('deliver_order', order)
  expect(await staff.orderNow(order)).toMatchObject({
    status: 'delivered',
    needs_attention: 'disputed: product not received',
  })
})

test('afterwards no invariant is broken', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
