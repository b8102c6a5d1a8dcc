import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'
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

const anybody = () => database.signIn('anon')
async function arrived(...steps: string[]): Promise<PlacedOrder> {
  const order = await staff.paidOrder([lamp, 1])
  for (const step of steps.length > 0 ? steps : ['pack_order', 'ship_order', 'deliver_order'])
    await staff.move(step, order)
  return order
}
const askBack = async (order: PlacedOrder, reason = 'too big', db = anybody()) =>
  (await db.rpc('request_return', { order_id: order.id, access_key: order.access_key, reason })).error?.code ?? 'done'
const returnsOf = (order: PlacedOrder) => sql`select reason from returns where order_id = ${order.id}`

describe('a return', () => {
  test('is requested once, makes one job, and flags the order', async () => {
    const order = await arrived()
    expect(await Promise.all(Array.from({ length: 10 }, () => askBack(order)))).toEqual(Array(10).fill('done'))
    expect(await returnsOf(order)).toEqual([{ reason: 'too big' }])
    expect(await staff.orderNow(order)).toEqual({
      status: 'delivered',
      needs_attention: 'a return was asked for: too big',
    })
    const jobs = await sql`select name, status from jobs where key = ${`confirm-return.${order.id}`}`
    expect(jobs).toEqual([{ name: 'confirm-return', status: 'waiting' }])
    expect(await findBreaches(sql)).toEqual([])
  })

  test('can be requested by the owner of the order and by anybody with its key, and by nobody else', async () => {
    const [owner, other] = [await addPerson(database), await addPerson(database)]
    const order = await arrived()
    await sql`update orders set user_id = ${owner.id} where id = ${order.id}`
    const withoutKey = async ({ db }: Person) =>
      (await db.rpc('request_return', { order_id: order.id })).error?.code ?? 'done'
    expect(await askBack({ ...order, access_key: 'a-wrong-key-of-some-length' })).toBe('NLNOT')
    expect(await withoutKey(other)).toBe('NLNOT')
    expect(await withoutKey(editor)).toBe('NLNOT')
    expect((await anybody().rpc('request_return', { order_id: order.id })).error?.code).toBe('NLNOT')
    expect(await returnsOf(order)).toEqual([])
    expect(await withoutKey(owner)).toBe('done')
    const seen = async ({ db }: Person) => (await db.rpc('admin_order', { order_id: order.id })).data?.returns
    expect(await seen(editor)).toMatchObject({ reason: '' })
    expect(await seen(owner)).toBeUndefined()
    expect((await owner.db.rpc('get_order', { order_id: order.id })).data).toMatchObject({
      return_requested_at: expect.any(String),
    })
  })

  test('is refused before the parcel is shipped, and after a full refund', async () => {
    expect(await askBack(await orderOf(sql, lamp, 1))).toBe('NLCON')
    expect(await askBack(await staff.paidOrder([lamp, 1]))).toBe('NLCON')
    const order = await arrived()
    await staff.ask(order)
    await staff.settle(order)
    expect(await askBack(order)).toBe('NLCON')
  })

  test('is possible for thirty days after delivery', async () => {
    const [early, late] = [await arrived(), await arrived()]
    const deliver = (order: PlacedOrder, days: number) =>
      sql`update order_events set at = now() - ${days} * interval '1 day' where order_id = ${order.id} and status = 'delivered'`
    await deliver(early, 29)
    await deliver(late, 31)
    expect(await askBack(early)).toBe('done')
    expect(await askBack(late)).toBe('NLCON')
  })

  test('keeps an earlier flag', async () => {
    const order = await arrived()
    await sql`update orders set needs_attention = 'stayed shipped too long' where id = ${order.id}`
    expect(await askBack(order)).toBe('done')
    expect((await staff.orderNow(order))?.needs_attention).toBe('stayed shipped too long')
  })
})

describe('a flag', () => {
  const settle = async (order: PlacedOrder, { db }: Person) =>
    (await db.rpc('settle_attention', { order_id: order.id })).error?.code ?? 'done'

  test('is removed by editors, and the audit log has an entry', async () => {
    const order = await arrived()
    await askBack(order)
    expect(await settle(order, await addPerson(database, 'viewer'))).toBe('NLFOR')
    expect(await settle(order, await addPerson(database))).toBe('NLFOR')
    expect(await settle(order, editor)).toBe('done')
    expect((await staff.orderNow(order))?.needs_attention).toBeNull()
    const log =
      await sql`select before, after from audit_log where subject = 'orders' and subject_id = ${order.id} and actor = ${editor.id}`
    expect(log).toContainEqual({
      before: { needs_attention: 'a return was asked for: too big' },
      after: { needs_attention: null },
    })
  })

  test('cannot be removed while the shop owes money', async () => {
    const order = await orderOf(sql, lamp, 1)
    await payOrder(sql, order, { amount: order.total - 1 })
    expect(await settle(order, editor)).toBe('NLCON')
    await staff.ask(order)
    expect(await settle(order, editor)).toBe('done')
  })
})
