import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, payOrder, stockOf, tally } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'
import { openRefundDesk } from '#supabase/tests/refund-desk.ts'

let database: TestDatabase
let sql: Sql
let editor: Person
let lamp: Lamp
let desk: ReturnType<typeof openRefundDesk>
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  editor = await addPerson(database, 'editor')
  lamp = await addLamp(sql, { price: 10_000, stock: 1000 })
  desk = openRefundDesk(database, editor)
})
afterAll(() => database.close())

describe('stock', () => {
  test('comes back with the refund, once, and only when it was asked for', async () => {
    const before = await stockOf(sql, lamp)
    const order = await desk.paidOrder([lamp, 3])
    await desk.ask(order, { lines: [[lamp, 1]], stock: true })
    expect(await stockOf(sql, lamp)).toBe(before - 3)
    await desk.settle(order)
    await desk.settle(order)
    expect(await stockOf(sql, lamp)).toBe(before - 2)
    await desk.ask(order, { lines: [[lamp, 1]] })
    await desk.settle(order)
    expect(await stockOf(sql, lamp)).toBe(before - 2)
  })

  test('does not come back twice for an order that was paid after it had been given up', async () => {
    const before = await stockOf(sql, lamp)
    const order = await orderOf(sql, lamp, 2)
    await sql`select cancel_order(${order.id})`
    await payOrder(sql, order)
    expect(await desk.orderNow(order)).toEqual({ status: 'cancelled', needs_attention: 'paid after it was cancelled' })
    expect(await desk.ask(order, { stock: true })).toBe('NLCON')
    await desk.settle(order)
    expect(await stockOf(sql, lamp)).toBe(before)
    expect(await desk.orderNow(order)).toEqual({ status: 'cancelled', needs_attention: null })
  })

  test('comes back when a payment of another amount is refunded, and the order ends', async () => {
    const before = await stockOf(sql, lamp)
    const order = await orderOf(sql, lamp, 2)
    await payOrder(sql, order, { amount: order.total - 1 })
    expect(await desk.orderNow(order)).toMatchObject({ status: 'pending', needs_attention: 'paid another amount' })
    await desk.ask(order, { stock: true })
    await desk.settle(order)
    expect(await desk.orderNow(order)).toEqual({ status: 'cancelled', needs_attention: null })
    expect(await stockOf(sql, lamp)).toBe(before)
  })
})

describe('cancelling', () => {
  test('gives everything back and returns stock once, however often it is pressed', async () => {
    const before = await stockOf(sql, lamp)
    const order = await desk.paidOrder([lamp, 2])
    const id = randomUUID()
    expect(tally(await Promise.all(Array.from({ length: 10 }, () => desk.cancel(order, id))))).toEqual({ done: 10 })
    expect(await desk.cancel(order)).toBe('NLCON')
    await desk.settle(order)
    expect(await desk.orderNow(order)).toMatchObject({ status: 'refunded' })
    expect(await stockOf(sql, lamp)).toBe(before)
    expect(await desk.cancel(order, id)).toBe('done')
    expect(await desk.cancel(order)).toBe('NLCON')
    expect(await desk.ledgerOf(order)).toMatchObject({ refunded: order.total })
  })

  test('is too late once the parcel is on its way', async () => {
    const order = await desk.paidOrder([lamp, 2])
    await desk.move('pack_order', order)
    await desk.move('ship_order', order)
    expect(await desk.cancel(order)).toBe('NLCON')
    expect(await desk.refundsOf(order)).toEqual([])
  })

  test.each([false, true])('keeps the parcel in the house meanwhile (partly refunded before: %s)', async (partly) => {
    const order = await desk.paidOrder([lamp, 2])
    if (partly) {
      await desk.ask(order, { lines: [[lamp, 1]] })
      await desk.settle(order)
    }
    await desk.move('pack_order', order)
    expect(await desk.cancel(order)).toBe('done')
    await desk.move('ship_order', order)
    const shipped = await editor.db.rpc('staff_ship_order', { order_id: order.id, tracking_number: 'NLP 1234' })
    expect(shipped.error?.code).toBe('NLCON')
    expect(await desk.orderNow(order)).toMatchObject({ status: 'packed' })
    await desk.settle(order)
    expect(await desk.orderNow(order)).toMatchObject({ status: 'refunded' })
  })
})

describe('a refund that Stripe refuses', () => {
  test('asks for attention, counts as not given back, and can be asked for again', async () => {
    const order = await desk.paidOrder([lamp, 2])
    const id = randomUUID()
    await desk.ask(order, { id })
    await desk.fail(id)
    expect(await desk.orderNow(order)).toEqual({
      status: 'paid',
      needs_attention: 'a refund failed: The card is gone.',
    })
    expect(await desk.refundsOf(order)).toMatchObject([{ status: 'failed' }])
    expect(await desk.ledgerOf(order)).toMatchObject({ refunded: 0 })
    expect(await desk.ask(order)).toBe('done')
    await desk.settle(order)
    expect(await desk.orderNow(order)).toEqual({ status: 'refunded', needs_attention: null })
  })

  test('does not undo one that was paid', async () => {
    const order = await desk.paidOrder([lamp, 2])
    const id = randomUUID()
    await desk.ask(order, { id })
    await desk.settle(order)
    await desk.fail(id)
    expect(await desk.refundsOf(order)).toMatchObject([{ status: 'done' }])
    expect(await desk.orderNow(order)).toMatchObject({ needs_attention: null })
  })
})

test('the ledger itself takes no refund above what was captured', async () => {
  const order = await desk.paidOrder([lamp, 2])
  const row = { order_id: order.id, kind: 'refund', amount: order.total + 1, currency: 'eur', stripe_id: randomUUID() }
  await expect(sql`insert into payments ${sql(row)}`).rejects.toMatchObject({ code: '23514' })
})

test('afterwards no invariant of refunds is broken', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
