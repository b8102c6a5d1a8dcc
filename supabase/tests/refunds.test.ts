import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, tally } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'
import { openStaffRefunds } from '#supabase/tests/staff-refunds.ts'

let database: TestDatabase
let sql: Sql
let owner: Person
let editor: Person
let lamp: Lamp
let other: Lamp
let staff: ReturnType<typeof openStaffRefunds>
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  owner = await addPerson(database, 'owner')
  editor = await addPerson(database, 'editor')
  lamp = await addLamp(sql, { price: 10_000, stock: 1000 })
  other = await addLamp(sql, { price: 4_000, stock: 1000 })
  staff = openStaffRefunds(database, editor)
})
afterAll(() => database.close())

describe('requesting everything that is left', () => {
  test('twenty requests at once, each with its own id, make one refund', async () => {
    const order = await staff.paidOrder([lamp, 2])
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => staff.ask(order, { person: index % 2 ? owner : editor })),
    )
    expect(tally(answers)).toEqual({ done: 1, NLCON: 19 })
    expect(await staff.refundsOf(order)).toMatchObject([{ amount: order.total, status: 'requested' }])
    await staff.settle(order)
    expect(await staff.ledgerOf(order)).toEqual({ captured: order.total, refunded: order.total })
    expect(await staff.ask(order)).toBe('NLCON')
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
  })

  test('twenty requests at once with one id make one refund and one job', async () => {
    const order = await staff.paidOrder([lamp, 2])
    const id = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => staff.ask(order, { id })))
    expect(tally(answers)).toEqual({ done: 20 })
    expect(await staff.refundsOf(order)).toHaveLength(1)
    expect(await sql`select from jobs where key = ${`refund-order.${id}`}`).toHaveLength(1)
    await staff.settle(order)
    await staff.settle(order)
    expect(await staff.ask(order, { id })).toBe('done')
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: order.total })
  })

  test('the refund id of another order is refused', async () => {
    const [first, second] = [await staff.paidOrder([lamp, 2]), await staff.paidOrder([lamp, 2])]
    const id = randomUUID()
    expect(await staff.ask(first, { id })).toBe('done')
    expect(await staff.ask(second, { id })).toBe('NLCON')
    expect(await staff.refundsOf(second)).toEqual([])
  })

  test('an order that is unpaid or does not exist has nothing to refund', async () => {
    const pending = await orderOf(sql, lamp)
    expect(await staff.ask(pending)).toBe('NLCON')
    expect(await staff.ask({ ...pending, id: randomUUID() })).toBe('NLNOT')
    expect(await staff.ask(await staff.paidOrder([lamp, 2]), { reason: '  ' })).toBe('NLINV')
  })
})

describe('requesting by line', () => {
  test('never refunds more than the quantity of a line', async () => {
    const order = await staff.paidOrder([lamp, 3], [other, 1])
    for (const quantity of [4, 0, -1]) expect(await staff.ask(order, { lines: [[lamp, quantity]] })).toBe('NLINV')
    expect(await staff.ask(order, { lines: [] })).toBe('NLINV')
    expect(await staff.ask(order, { lines: [[await addLamp(sql), 1]] })).toBe('NLINV')
    expect(await staff.ask(order, { lines: [[lamp, 2]] })).toBe('done')
    expect(await staff.ask(order, { lines: [[lamp, 2]] })).toBe('NLINV')
    expect(
      await staff.ask(order, {
        lines: [
          [other, 1],
          [lamp, 2],
        ],
      }),
    ).toBe('NLINV')
    expect(await staff.refundsOf(order)).toMatchObject([{ amount: 20_000 }])
  })

  test('naming a line twice is refused with an error message', async () => {
    const order = await staff.paidOrder([lamp, 3])
    expect(
      await staff.ask(order, {
        lines: [
          [lamp, 2],
          [lamp, 2],
        ],
      }),
    ).toBe('NLINV')
    expect(await staff.refundsOf(order)).toEqual([])
  })

  test('twenty requests at once of one lamp each never exceed the ordered quantity', async () => {
    const order = await staff.paidOrder([lamp, 5])
    const answers = await Promise.all(Array.from({ length: 20 }, () => staff.ask(order, { lines: [[lamp, 1]] })))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(5)
    await staff.settle(order)
    expect(await staff.ledgerOf(order)).toMatchObject({ refunded: 50_000 })
  })

  test('then the rest, delivery included, is everything not yet refunded', async () => {
    const order = await staff.paidOrder([other, 2])
    expect(order.shipping).toBeGreaterThan(0)
    await staff.ask(order, { lines: [[other, 1]] })
    await staff.settle(order)
    expect(await staff.orderNow(order)).toMatchObject({ status: 'paid' })
    expect(await staff.ask(order)).toBe('done')
    await staff.settle(order)
    expect((await staff.refundsOf(order)).map(({ amount }) => amount)).toEqual([4_000, order.total - 4_000])
    expect(await staff.ledgerOf(order)).toEqual({ captured: order.total, refunded: order.total })
    expect(await staff.orderNow(order)).toMatchObject({ status: 'refunded' })
  })
})

test('afterwards no invariant of refunds is broken', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
