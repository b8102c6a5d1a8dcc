import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, payOrder, stockOf } from '#supabase/tests/catalogue.ts'
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

describe('a refund that was made in the dashboard', () => {
  test('of the whole order changes ledger and state once, stops the parcel, and the shopper gets a mail', async () => {
    const order = await staff.paidOrder([lamp, 2])
    const told = [
      await staff.tell(order, { id: `re_d_${order.id}` }),
      await staff.tell(order, { id: `re_d_${order.id}` }),
    ]
    expect(told.map((jobs) => jobs.map(({ name }) => name))).toEqual([['refund-order'], []])
    expect(await staff.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
    expect(await staff.ledgerOf(order)).toEqual({ captured: order.total, refunded: order.total })
    await staff.move('pack_order', order)
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
    expect(await staff.ask(order)).toBe('NLCON')
  })

  test('of a part leaves the rest for staff to refund', async () => {
    const order = await staff.paidOrder([lamp, 2])
    await staff.tell(order, { amount: 6_000 })
    expect(await staff.orderNow(order)).toMatchObject({ status: 'paid' })
    expect(await staff.ask(order)).toBe('done')
    expect((await staff.refundsOf(order)).map(({ amount }) => amount)).toEqual([6_000, order.total - 6_000])
    await staff.settle(order)
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
  })

  test('by line never requests more than is left', async () => {
    const order = await staff.paidOrder([lamp, 2])
    await staff.tell(order, { amount: order.total - 1_000 })
    expect(await staff.ask(order, { lines: [[lamp, 1]] })).toBe('done')
    expect((await staff.refundsOf(order)).at(-1)).toMatchObject({ amount: 1_000, status: 'requested' })
  })

  test.each([
    ['in part', 5_000, { amount: 15_000, status: 'requested' }],
    ['in full', 20_000, { status: 'failed' }],
  ])('reduces a requested refund %s', async (_name, amount, expected) => {
    const order = await staff.paidOrder([lamp, 2])
    const id = randomUUID()
    await staff.ask(order, { id })
    await staff.tell(order, { amount })
    expect((await staff.refundsOf(order)).find((refund) => refund.id === id)).toMatchObject(expected)
    await staff.settle(order)
    expect(await staff.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
  })
})

describe('a refund that waits for the bank', () => {
  test('is not done, and cannot be requested again', async () => {
    const [before, order] = [await stockOf(sql, lamp), await staff.paidOrder([lamp, 2])]
    const id = randomUUID()
    await staff.ask(order, { id, stock: true })
    expect(await staff.tell(order, { id: `re_${id}`, refundId: id, status: 'pending' })).toEqual([])
    expect(await staff.orderNow(order)).toMatchObject({ status: 'paid' })
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: 0 })
    expect(await staff.ask(order)).toBe('NLCON')
    expect(await stockOf(sql, lamp)).toBe(before - 2)
    const [job] = await staff.tell(order, { id: `re_${id}`, status: 'done' })
    expect(job).toMatchObject({ name: 'refund-order', key: `refund-order.${id}.done` })
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
    expect(await stockOf(sql, lamp)).toBe(before)
    // A delayed, older answer of Stripe.
    await staff.tell(order, { id: `re_${id}`, status: 'pending' })
    expect(await staff.refundsOf(order)).toMatchObject([{ status: 'done' }])
  })
})

describe('a refund that the bank returns', () => {
  test('after days flags the order, tells the owner, and can be refunded again', async () => {
    const order = await staff.paidOrder([lamp, 2])
    const id = randomUUID()
    await staff.ask(order, { id })
    await staff.settle(order)
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
    const failure = { id: `re_${id}`, status: 'failed', error: 'The bank refused it: lost_or_stolen_card.' }
    const jobs = [...(await staff.tell(order, failure)), ...(await staff.tell(order, failure))]
    expect(jobs).toMatchObject([{ name: 'tell-owner', input: { about: 'refund', id } }])
    expect(await staff.orderNow(order)).toEqual({
      status: 'refunded',
      needs_attention: 'a refund failed: The bank refused it: lost_or_stolen_card.',
    })
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: 0 })
    const settled = await editor.db.rpc('settle_attention', { order_id: order.id })
    expect(settled.error?.code).toBe('NLCON')
    expect(await findBreaches(sql)).toEqual([])
    // A late event from the time when the refund had succeeded.
    await staff.tell(order, { id: `re_${id}`, status: 'done' })
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: 0 })
    expect(await staff.ask(order)).toBe('done')
    await staff.settle(order)
    expect(await staff.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: order.total })
  })
})

test('each payment of an order is refunded separately, in its currency', async () => {
  const order = await staff.paidOrder([lamp, 2])
  await payOrder(sql, order, { intent: `pi_second_${order.id}` })
  await payOrder(sql, order, { intent: `pi_usd_${order.id}`, amount: 500, currency: 'usd' })
  expect(await staff.ask(order)).toBe('done')
  const rows =
    await sql`select p.stripe_id as payment, r.amount, r.currency, r.id from refunds r join payments p on p.id = r.capture_id
    where r.order_id = ${order.id}`
  const byPayment = Object.fromEntries(rows.map((row) => [row.payment, `${row.amount} ${row.currency}`]))
  expect(byPayment).toEqual({
    [`pi_${order.id}`]: `${order.total} eur`,
    [`pi_second_${order.id}`]: `${order.total} eur`,
    [`pi_usd_${order.id}`]: '500 usd',
  })
  for (const { payment, id, amount } of rows) await staff.tell(order, { payment, refundId: id, amount })
  expect(await staff.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
})

test('a refund of a payment that the shop does not know changes nothing', async () => {
  const order = await staff.paidOrder([lamp, 1])
  expect(await staff.tell(order, { payment: 'pi_of_somebody_else' })).toEqual([])
  expect(await staff.refundsOf(order)).toEqual([])
})

test('afterwards no invariant of refunds is broken', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
