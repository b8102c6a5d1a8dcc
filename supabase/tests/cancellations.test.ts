import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, payOrder, stockOf, tally } from '#supabase/tests/catalogue.ts'
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

describe('stock', () => {
  test('returns with the refund, once, and only when staff request it', async () => {
    const before = await stockOf(sql, lamp)
    const order = await staff.paidOrder([lamp, 3])
    await staff.ask(order, { lines: [[lamp, 1]], stock: true })
    expect(await stockOf(sql, lamp)).toBe(before - 3)
    await staff.settle(order)
    await staff.settle(order)
    expect(await stockOf(sql, lamp)).toBe(before - 2)
    await staff.ask(order, { lines: [[lamp, 1]] })
    await staff.settle(order)
    expect(await stockOf(sql, lamp)).toBe(before - 2)
  })

  test('does not return twice for an order that was paid after it was cancelled', async () => {
    const before = await stockOf(sql, lamp)
    const order = await orderOf(sql, lamp, 2)
    await sql`select cancel_order(${order.id})`
    await payOrder(sql, order)
    expect(await staff.orderNow(order)).toEqual({ status: 'cancelled', needs_attention: 'paid after it was cancelled' })
    expect(await staff.ask(order, { stock: true })).toBe('NLCON')
    await staff.settle(order)
    expect(await stockOf(sql, lamp)).toBe(before)
    expect(await staff.orderNow(order)).toEqual({ status: 'cancelled', needs_attention: null })
  })

  test('returns when a payment of another amount is refunded, and the order ends', async () => {
    const before = await stockOf(sql, lamp)
    const order = await orderOf(sql, lamp, 2)
    await payOrder(sql, order, { amount: order.total - 1 })
    expect(await staff.orderNow(order)).toMatchObject({ status: 'pending', needs_attention: 'paid another amount' })
    await staff.ask(order, { stock: true })
    await staff.settle(order)
    expect(await staff.orderNow(order)).toEqual({ status: 'cancelled', needs_attention: null })
    expect(await stockOf(sql, lamp)).toBe(before)
  })
})

describe('cancelling', () => {
  test('refunds everything and returns stock once, however often staff press it', async () => {
    const before = await stockOf(sql, lamp)
    const order = await staff.paidOrder([lamp, 2])
    const id = randomUUID()
    expect(tally(await Promise.all(Array.from({ length: 10 }, () => staff.cancel(order, id))))).toEqual({ done: 10 })
    expect(await staff.cancel(order)).toBe('NLCON')
    await staff.settle(order)
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
    expect(await stockOf(sql, lamp)).toBe(before)
    expect(await staff.cancel(order, id)).toBe('done')
    expect(await staff.cancel(order)).toBe('NLCON')
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: order.total })
  })

  test('is refused after the parcel was shipped', async () => {
    const order = await staff.paidOrder([lamp, 2])
    await staff.move('pack_order', order)
    await staff.move('ship_order', order)
    expect(await staff.cancel(order)).toBe('NLCON')
    expect(await staff.refundsOf(order)).toEqual([])
  })

  test.each([false, true])('stops the parcel meanwhile (partly refunded before: %s)', async (partly) => {
    const order = await staff.paidOrder([lamp, 2])
    if (partly) {
      await staff.ask(order, { lines: [[lamp, 1]] })
      await staff.settle(order)
    }
    await staff.move('pack_order', order)
    expect(await staff.cancel(order)).toBe('done')
    await staff.move('ship_order', order)
    const shipped = await editor.db.rpc('staff_ship_order', { order_id: order.id, tracking_number: 'NLP 1234' })
    expect(shipped.error?.code).toBe('NLCON')
    expect(await staff.orderNow(order)).toMatchObject({ status: 'packed' })
    await staff.settle(order)
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
  })
})

describe('a refund that Stripe refuses', () => {
  test('flags the order, does not count as refunded, and can be requested again', async () => {
    const order = await staff.paidOrder([lamp, 2])
    const id = randomUUID()
    await staff.ask(order, { id })
    await staff.fail(id)
    expect(await staff.orderNow(order)).toEqual({
      status: 'paid',
      needs_attention: 'a refund failed: The card is gone.',
    })
    expect(await staff.refundsOf(order)).toMatchObject([{ status: 'failed' }])
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: 0 })
    expect(await staff.ask(order)).toBe('done')
    await staff.settle(order)
    expect(await staff.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
  })

  test('does not undo one that was paid', async () => {
    const order = await staff.paidOrder([lamp, 2])
    const id = randomUUID()
    await staff.ask(order, { id })
    await staff.settle(order)
    await staff.fail(id)
    expect(await staff.refundsOf(order)).toMatchObject([{ status: 'done' }])
    expect(await staff.orderNow(order)).toMatchObject({ needs_attention: null })
  })
})

test('the ledger refuses a refund above the captured amount', async () => {
  const order = await staff.paidOrder([lamp, 2])
  const row = { order_id: order.id, kind: 'refund', amount: order.total + 1, currency: 'eur', stripe_id: randomUUID() }
  await expect(sql`insert into payments ${sql(row)}`).rejects.toMatchObject({ code: '23514' })
})

test('afterwards no invariant of refunds is broken', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
