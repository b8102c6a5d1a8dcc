import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, tally } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'
import { openRefundDesk } from '#supabase/tests/refund-desk.ts'

let database: TestDatabase
let sql: Sql
let owner: Person
let editor: Person
let lamp: Lamp
let other: Lamp
let desk: ReturnType<typeof openRefundDesk>
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  owner = await addPerson(database, 'owner')
  editor = await addPerson(database, 'editor')
  lamp = await addLamp(sql, { price: 10_000, stock: 1000 })
  other = await addLamp(sql, { price: 4_000, stock: 1000 })
  desk = openRefundDesk(database, editor)
})
afterAll(() => database.close())

describe('asking for all that is left', () => {
  test('twenty at once, each with an id of its own, are one refund', async () => {
    const order = await desk.paidOrder([lamp, 2])
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => desk.ask(order, { person: index % 2 ? owner : editor })),
    )
    expect(tally(answers)).toEqual({ done: 1, NLCON: 19 })
    expect(await desk.refundsOf(order)).toMatchObject([{ amount: order.total, status: 'requested' }])
    await desk.settle(order)
    expect(await desk.ledgerOf(order)).toEqual({ captured: order.total, refunded: order.total })
    expect(await desk.ask(order)).toBe('NLCON')
    expect(await desk.orderNow(order)).toMatchObject({ status: 'refunded' })
  })

  test('twenty at once with one id are one refund and one job', async () => {
    const order = await desk.paidOrder([lamp, 2])
    const id = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.ask(order, { id })))
    expect(tally(answers)).toEqual({ done: 20 })
    expect(await desk.refundsOf(order)).toHaveLength(1)
    expect(await sql`select from jobs where key = ${`refund-order.${id}`}`).toHaveLength(1)
    await desk.settle(order)
    await desk.settle(order)
    expect(await desk.ask(order, { id })).toBe('done')
    expect(await desk.ledgerOf(order)).toMatchObject({ refunded: order.total })
  })

  test('an id of another order is refused', async () => {
    const [first, second] = [await desk.paidOrder([lamp, 2]), await desk.paidOrder([lamp, 2])]
    const id = randomUUID()
    expect(await desk.ask(first, { id })).toBe('done')
    expect(await desk.ask(second, { id })).toBe('NLCON')
    expect(await desk.refundsOf(second)).toEqual([])
  })

  test('an order that is not paid, or does not exist, has nothing to give back', async () => {
    const pending = await orderOf(sql, lamp)
    expect(await desk.ask(pending)).toBe('NLCON')
    expect(await desk.ask({ ...pending, id: randomUUID() })).toBe('NLNOT')
    expect(await desk.ask(await desk.paidOrder([lamp, 2]), { reason: '  ' })).toBe('NLINV')
  })
})

describe('asking by line', () => {
  test('never gives back more than there is of a line', async () => {
    const order = await desk.paidOrder([lamp, 3], [other, 1])
    for (const quantity of [4, 0, -1]) expect(await desk.ask(order, { lines: [[lamp, quantity]] })).toBe('NLINV')
    expect(await desk.ask(order, { lines: [] })).toBe('NLINV')
    expect(await desk.ask(order, { lines: [[await addLamp(sql), 1]] })).toBe('NLINV')
    expect(await desk.ask(order, { lines: [[lamp, 2]] })).toBe('done')
    expect(await desk.ask(order, { lines: [[lamp, 2]] })).toBe('NLINV')
    expect(
      await desk.ask(order, {
        lines: [
          [other, 1],
          [lamp, 2],
        ],
      }),
    ).toBe('NLINV')
    expect(await desk.refundsOf(order)).toMatchObject([{ amount: 20_000 }])
  })

  test('naming a line twice is refused in words', async () => {
    const order = await desk.paidOrder([lamp, 3])
    expect(
      await desk.ask(order, {
        lines: [
          [lamp, 2],
          [lamp, 2],
        ],
      }),
    ).toBe('NLINV')
    expect(await desk.refundsOf(order)).toEqual([])
  })

  test('twenty at once of one lamp each never exceed what was ordered', async () => {
    const order = await desk.paidOrder([lamp, 5])
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.ask(order, { lines: [[lamp, 1]] })))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(5)
    await desk.settle(order)
    expect(await desk.ledgerOf(order)).toMatchObject({ refunded: 50_000 })
  })

  test('then the rest, delivery included, is what was not given back', async () => {
    const order = await desk.paidOrder([other, 2])
    expect(order.shipping).toBeGreaterThan(0)
    await desk.ask(order, { lines: [[other, 1]] })
    await desk.settle(order)
    expect(await desk.orderNow(order)).toMatchObject({ status: 'paid' })
    expect(await desk.ask(order)).toBe('done')
    await desk.settle(order)
    expect((await desk.refundsOf(order)).map(({ amount }) => amount)).toEqual([4_000, order.total - 4_000])
    expect(await desk.ledgerOf(order)).toEqual({ captured: order.total, refunded: order.total })
    expect(await desk.orderNow(order)).toMatchObject({ status: 'refunded' })
  })
})

test('afterwards no invariant of refunds is broken', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
