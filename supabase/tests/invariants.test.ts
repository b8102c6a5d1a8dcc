import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

let database: TestDatabase
let lamp: Lamp
let pending: PlacedOrder
let paid: PlacedOrder
let cancelled: PlacedOrder
const image = randomUUID()

beforeAll(async () => {
  database = await startTestDatabase()
  const { sql } = database
  lamp = await addLamp(sql)
  pending = await orderOf(sql, lamp)
  paid = await orderOf(sql, lamp, 2)
  cancelled = await orderOf(sql, lamp, 3)
  await payOrder(sql, paid)
  await sql`select cancel_order(${cancelled.id})`
  await sql`insert into images (id, product_id, role, alt, original_path) values (${image}, ${lamp.productId}, 'on', 'A lamp', 'moth.png')`
  await sql`insert into storage.objects (bucket_id, name) values ('originals', 'moth.png')`
  await sql`select mark_uploaded('moth.png')`
})
afterAll(() => database.close())

const setOrder = (transaction: TransactionSql, order: PlacedOrder, values: Record<string, unknown>) =>
  transaction`update orders set ${transaction(values)} where id = ${order.id}`
const addPayment = (transaction: TransactionSql, order: PlacedOrder, values: Record<string, unknown> = {}) => {
  const row = { order_id: order.id, kind: 'capture', amount: order.total, currency: 'eur', stripe_id: randomUUID() }
  return transaction`insert into payments ${transaction({ ...row, ...values })}`
}
const addSize = (transaction: TransactionSql) =>
  transaction`insert into image_sizes values (${image}, 'webp', 160, 120, 9, 'small.webp')`

type Plant = (transaction: TransactionSql) => Promise<unknown>
/** Each way to break an invariant that a bug might find, with the words that must name it. */
const plants: [invariant: string, name: string, plant: Plant][] = [
  ['I1', 'another currency', (tx) => addPayment(tx, paid, { currency: 'usd', kind: 'refund', amount: 1 })],
  ['I1', 'a payment without a name', (tx) => addPayment(tx, paid, { stripe_id: '', kind: 'refund', amount: 1 })],
  ['I2', 'stock without a movement', (tx) => tx`update variants set stock = stock + 1`],
  ['I2', 'an order that took nothing', (tx) => tx`delete from stock_movements where order_id = ${pending.id}`],
  [
    'I2',
    'stock returned twice',
    async (tx) => {
      await tx`insert into stock_movements (variant_id, quantity, reason, order_id)
        values (${lamp.variantId}, 3, 'returned', ${cancelled.id})`
      await tx`update variants set stock = stock + 3`
    },
  ],
  ['I3', 'paid but given up', (tx) => addPayment(tx, cancelled)],
  ['I3', 'paid but still pending', (tx) => addPayment(tx, pending)],
  ['I3', 'paid twice', (tx) => addPayment(tx, paid)],
  ['I4', 'paid without money', (tx) => setOrder(tx, pending, { status: 'paid' })],
  ['I4', 'paid another amount', (tx) => tx`update payments set amount = amount - 1 where order_id = ${paid.id}`],
  ['I5', 'forgotten', (tx) => tx`update orders set deadline_at = now() - interval '6 minutes' where id = ${paid.id}`],
  ['I5', 'without a deadline', (tx) => setOrder(tx, pending, { deadline_at: null })],
  ['I5', 'attention without a reason', (tx) => setOrder(tx, paid, { needs_attention: '' })],
  ['I6', 'a move that left no trace', (tx) => setOrder(tx, paid, { status: 'delivered' })],
  [
    'I6',
    'a forbidden move',
    async (tx) => {
      await setOrder(tx, cancelled, { status: 'packed' })
      await tx`insert into order_events (order_id, status, note) values (${cancelled.id}, 'packed', '')`
    },
  ],
  ['I7', 'refunded too much', (tx) => addPayment(tx, paid, { kind: 'refund', amount: paid.total + 1 })],
  ['I7', 'refunded without a payment', (tx) => addPayment(tx, pending, { kind: 'refund', amount: 1 })],
  ['I12', 'an original nobody works on', (tx) => tx`update jobs set status = 'done' where name = 'make-thumbnail'`],
  ['I12', 'an original nobody knows', (tx) => tx`delete from images`],
  [
    'I12',
    'a size without its original',
    async (tx) => {
      await addSize(tx)
      await tx`delete from storage.objects`
    },
  ],
  [
    'I12',
    'called complete too early',
    async (tx) => {
      await addSize(tx)
      await tx`update images set status = 'ready', width = 1, height = 1, thumbhash = 'x', completed_at = now()`
    },
  ],
  [
    'I12',
    'ready without a file',
    (tx) => tx`update images set status = 'ready', width = 1, height = 1, thumbhash = 'x'`,
  ],
]

class Undo extends Error {}

test.each(plants)('%s finds: %s', async (invariant, _name, plant) => {
  const attempt = database.sql.begin(async (transaction) => {
    // Without triggers and foreign keys: what holds an invariant is off, only the query is left to notice.
    await transaction`set local session_replication_role = replica`
    await plant(transaction)
    const breaches = await findBreaches(transaction)
    expect(breaches.map((breach) => breach.invariant)).toContain(invariant)
    throw new Undo()
  })
  await expect(attempt).rejects.toBeInstanceOf(Undo)
})

test('a store where nothing went wrong breaks none', async () => {
  expect(await findBreaches(database.sql)).toEqual([])
})
