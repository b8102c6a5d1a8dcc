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
  await sql`insert into photographs (id, product_id, role, alt, original_path) values (${image}, ${lamp.productId}, 'on', 'A lamp', 'moth.png')`
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
  transaction`insert into photograph_sizes values (${image}, 'webp', 160, 120, 9, 'small.webp')`

const addDispute = (transaction: TransactionSql, status: string) =>
  transaction`insert into disputes (id, order_id, capture_id, amount, currency, reason, status, created_at, heard_at)
    select 'du_1', order_id, id, amount, currency, 'fraudulent', ${status}, now(), now() - interval '1 minute' from payments
    where order_id = ${paid.id}`

/** Adds the report of a past day, with no sales unless given. */
const addReport = (transaction: TransactionSql, kind: string, daysAgo: number, sums: object = {}) => {
  const figures = transaction.json({ orders: 0, revenue: 0, refunded: 0, ...sums } as never)
  return transaction`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
    select ${kind}, d, d, ${figures}, 'none.csv', 'none.pdf' from (select private.day_of(now()) - ${daysAgo}::integer as d) x`
}

type Plant = (transaction: TransactionSql) => Promise<unknown>
/** Ways in which a bug may break an invariant, each with its title. */
const plants: [invariant: string, name: string, plant: Plant][] = [
  [
    'I8',
    'a job that nothing starts',
    (tx) => tx`update jobs set run_at = now() - interval '61 minutes' where name = 'process-order'`,
  ],
  [
    'I8',
    'a job that stays dead',
    (tx) =>
      tx`update jobs set status = 'failed', finished_at = now() - interval '25 hours' where name = 'process-order'`,
  ],
  ['I1', 'another currency, and nobody looks', (tx) => addPayment(tx, paid, { currency: 'usd' })],
  [
    'I1',
    'a refund in another currency than its payment',
    async (tx) => {
      const [capture] = await tx`select id from payments where order_id = ${paid.id}`
      await addPayment(tx, paid, { currency: 'usd', kind: 'refund', amount: 1, capture_id: capture?.id })
    },
  ],
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
  ['I5', 'forgotten', (tx) => tx`update orders set deadline_at = now() - interval '21 minutes' where id = ${paid.id}`],
  ['I5', 'without a deadline', (tx) => setOrder(tx, pending, { deadline_at: null })],
  ['I5', 'attention without a reason', (tx) => setOrder(tx, paid, { needs_attention: '' })],
  ['I6', 'a move that left no trace', (tx) => setOrder(tx, paid, { status: 'delivered' })],
  [
    'I6',
    'a forbidden change of state',
    async (tx) => {
      await setOrder(tx, cancelled, { status: 'packed' })
      await tx`insert into order_events (order_id, status, note) values (${cancelled.id}, 'packed', '')`
    },
  ],
  ['I7', 'refunded too much', (tx) => addPayment(tx, paid, { kind: 'refund', amount: paid.total + 1 })],
  ['I7', 'refunded without a payment', (tx) => addPayment(tx, pending, { kind: 'refund', amount: 1 })],
  ['I10', 'paid, given up, and no refund asked for', (tx) => addPayment(tx, cancelled)],
  ['I12', 'an original nobody works on', (tx) => tx`update jobs set status = 'done' where name = 'make-thumbnail'`],
  [
    'I12',
    'an unknown original that no clean-up removed',
    async (tx) => {
      await tx`delete from photographs`
      await tx`update storage.objects set created_at = now() - interval '9 days'`
    },
  ],
  [
    'I9',
    'an order paid an hour ago without a receipt',
    async (tx) => {
      await tx`update payments set created_at = now() - interval '61 minutes' where order_id = ${paid.id}`
      await tx`update jobs set status = 'failed' where key = ${`process-order.${paid.id}`}`
    },
  ],
  [
    'I11',
    'a flagged order that reserves lamps for ever',
    (tx) => setOrder(tx, pending, { deadline_at: new Date(Date.now() - 61 * 60_000), needs_attention: 'odd' }),
  ],
  [
    'I13',
    'a day without a report',
    async (tx) => {
      await addReport(tx, 'day', 4)
      await addReport(tx, 'day', 2)
    },
  ],
  ['I14', 'a report of money that never came', (tx) => addReport(tx, 'day', 2, { revenue: 1 })],
  [
    'I14',
    'a payment outside the day of its report',
    async (tx) => {
      await tx`update payments set created_at = private.start_of(private.day_of(now()) - 1) - interval '1 millisecond'`
      await addReport(tx, 'day', 1, { orders: 1, revenue: paid.total })
    },
  ],
  [
    'I14',
    'a week that differs from the sum of its days',
    (tx) => tx`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
      values ('week', '2026-01-05', '2026-01-11', '{"orders": 1, "revenue": 1, "refunded": 0}', '', '')`,
  ],
  ['I15', 'called refunded, though nothing went back', (tx) => setOrder(tx, paid, { status: 'refunded' })],
  ['I15', 'everything went back, and it still goes on', (tx) => addPayment(tx, paid, { kind: 'refund' })],
  ['I15', 'a total that is not that of its lines', (tx) => tx`delete from order_lines where order_id = ${paid.id}`],
  ['I17', 'a size without its file', (tx) => addSize(tx)],
  ['I17', 'a report without its files', (tx) => addReport(tx, 'day', 1)],
  [
    'I10',
    'a refund that the bank returned, on an order without a flag',
    async (tx) => {
      await setOrder(tx, paid, { status: 'refunded' })
      for (const kind of ['refund', 'refund_failed']) await addPayment(tx, paid, { kind })
    },
  ],
  [
    'I18',
    'an order shipped during a dispute',
    async (tx) => {
      await addDispute(tx, 'needs_response')
      await tx`insert into order_events (order_id, status, note) values (${paid.id}, 'packed', '')`
    },
  ],
  ['I18', 'lost, and not in the ledger', (tx) => addDispute(tx, 'lost')],
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
    'a photograph that is complete too early',
    async (tx) => {
      await addSize(tx)
      await tx`update photographs set status = 'ready', width = 1, height = 1, thumbhash = 'x', completed_at = now()`
    },
  ],
  [
    'I12',
    'a ready photograph without a file',
    (tx) => tx`update photographs set status = 'ready', width = 1, height = 1, thumbhash = 'x'`,
  ],
]

class Undo extends Error {}

test.each(plants)('%s finds: %s', async (invariant, _name, plant) => {
  const attempt = database.sql.begin(async (transaction) => {
    // Turns off triggers and foreign keys, which would prevent the breach, so that only the query can find it.
    await transaction`set local session_replication_role = replica`
    await plant(transaction)
    const breaches = await findBreaches(transaction)
    expect(breaches.map((breach) => breach.invariant)).toContain(invariant)
    throw new Undo()
  })
  await expect(attempt).rejects.toBeInstanceOf(Undo)
})

test('this test breaks exactly the invariants that the database knows', async () => {
  const rows = await database.sql<{ id: string }[]>`select id from invariants`
  const planted = new Set(plants.map(([invariant]) => invariant))
  expect(rows.map(({ id }) => id).toSorted()).toEqual([...planted].toSorted())
})

test('one invariant can be checked alone', async () => {
  const attempt = database.sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await setOrder(transaction, paid, { status: 'delivered', needs_attention: '' })
    const ask = async (only: string) =>
      (await transaction`select distinct invariant from find_breaches(${only})`).map((row) => row.invariant)
    expect([await ask('I5'), await ask('I6'), await ask('I1')]).toEqual([['I5'], ['I6'], []])
    throw new Undo()
  })
  await expect(attempt).rejects.toBeInstanceOf(Undo)
})

test('a store without faults breaks no invariant', async () => {
  expect(await findBreaches(database.sql)).toEqual([])
})
