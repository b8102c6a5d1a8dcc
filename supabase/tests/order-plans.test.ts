import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, type Lamp, orderOf, outcome, trace } from '#supabase/tests/catalogue.ts'

// Placing an order finds each row by an index, however many orders wait for their payment. Times depend on the machine; the shapes of the
// plans do not, and neither does what is counted here. bench/orders.ts measures the time beside a plain function.

let database: TestDatabase
let explained: postgres.Sql
let lamps: Lamp[]
const plans: string[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  const { sql } = database
  lamps = [
    await addLamp(sql, { stock: 5000 }),
    await addLamp(sql, { stock: 5000 }),
    await addLamp(sql, { stock: 5000 }),
  ]
  await orderOf(sql, lamps[0] as Lamp)
  // Thousands of orders that wait, each of its own cart and network.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`insert into orders (cart_id, network, trace, subtotal_amount, shipping_amount, tax_rate, tax_amount, total_amount)
      select gen_random_uuid(), md5(n::text), ${trace}, 10000, 900, 21, 1892, 10900 from generate_series(1, 3000) n`
    await tx`insert into order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
      select o.id, ${lamps[0]?.variantId ?? ''}, 'Moth', 'Brass', 'brass', 10000, 1 from orders o where o.network is not null`
  })
  explained = postgres(database.databaseUrl, { max: 1, onnotice: ({ message }) => plans.push(message ?? '') })
  await explained.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_nested_statements = on; set auto_explain.log_triggers = on; set auto_explain.log_level = 'notice'`)
}, 120_000)
afterAll(async () => {
  await explained?.end()
  await database?.close()
})

/** Places an order of all three lamps, and returns the plans of every statement. */
async function explainPlacing(network: string | null): Promise<string> {
  const cart = await fillCart(database.sql, ...lamps.map((lamp) => [lamp, 1] as [Lamp, number]))
  plans.length = 0
  await explained`select place_order(${cart}, ${trace}, null, ${network}, 30000)`
  return plans.join('\n')
}

test.each([
  ['that nobody counts', null],
  ['of a network', 'office'],
])('an order %s reads no table as a whole, and no row that it does not need', async (_what, network) => {
  const plan = await explainPlacing(network)
  expect(plan).toContain('orders_one_pending_per_cart')
  if (network) expect(plan).toContain('orders_pending_by_network')
  const large = /Seq Scan on (orders|order_lines|order_events|stock_movements|variants|products|cart_lines|carts)\b/
  expect(plan.split('\n').filter((line) => large.test(line))).toEqual([])
  expect(plan.split('\n').filter((line) => /Rows Removed by Filter: [1-9]\d/.test(line))).toEqual([])
})

test('the lines of an order are written by one statement, and so is the stock that they take', async () => {
  const plan = await explainPlacing(null)
  const statements = (pattern: RegExp) => plan.split('\n').filter((line) => pattern.test(line)).length
  expect(statements(/^Query Text: insert into public\.order_lines/)).toBe(1)
  expect(statements(/^\s+insert into public\.stock_movements/)).toBe(1)
  expect(statements(/^\s+update public\.variants/)).toBe(1)
})

test('an order of three lamps takes 17 statements, 15 checks of keys and 6 triggers', async () => {
  const plan = await explainPlacing(null)
  const [checks, statements] = [
    /^Query Text: SELECT 1 FROM ONLY/gm,
    /^Query Text: (?!SELECT 1 FROM ONLY|select place_order)/gm,
  ].map((pattern) => plan.match(pattern)?.length)
  const triggers = [...plan.matchAll(/^Trigger (\w+)(?: on \w+)?: .*calls=(\d+)$/gm)].map(([, name, calls]) => [
    name,
    calls,
  ])
  // The sixth, orders_total_is_sum, runs when the transaction ends.
  expect(Object.fromEntries(triggers)).toEqual({
    order_lines_total_is_sum: '1',
    orders_broadcast_to_staff: '1',
    orders_move: '1',
    orders_note_move: '1',
    variants_announce_update: '1',
  })
  expect(plan).toContain('o.subtotal_amount from public.orders o where o.id = new.id')
  expect({ statements, checks }).toEqual({ statements: 17, checks: 15 })
})

test.each(['I2', 'I6', 'I15'])('%s adds up whole tables, and asks nothing for each order', async (invariant) => {
  await database.sql`analyze orders, order_lines, order_events, stock_movements, payments, refunds, refund_lines`
  plans.length = 0
  await explained`select count(*) from find_breaches(${invariant})`
  const plan = plans.join('\n')
  expect(plan).toMatch(/Seq Scan on orders|Index Only Scan using orders/)
  expect(plan.split('\n').filter((line) => /loops=\d{4}/.test(line))).toEqual([])
})

test('jobs are found by the beginning of their keys, whatever the collation of the database', async () => {
  const { sql } = database
  await sql`insert into jobs (key, name, input, status) select 'make-thumbnail.' || gen_random_uuid() || '.webp', 'make-thumbnail', '{}', 'done'
    from generate_series(1, 3000)`
  const [photograph] =
    await sql`insert into photographs (product_id, role, alt, original_path, status, reason, position)
    values (${lamps[0]?.productId ?? ''}, 'on', '', 'uploads/one.png', 'failed', 'broken', 1) returning id`
  const kept = `make-thumbnail.${photograph?.id}`
  await sql`insert into jobs (key, name, input, status)
    select ${kept} || ending, 'make-thumbnail', '{}', 'failed' from unnest(array['.webp', '.avif', 'x.webp']) ending`
  await sql`analyze jobs`
  plans.length = 0
  await explained`select mark_uploaded('uploads/one.png')`
  const plan = plans.join('\n')
  expect(plan).toContain('jobs_key')
  expect(plan).not.toMatch(/Seq Scan on jobs/)
  const left = await sql`select key, status from jobs where key like ${`${kept}%`} order by key`
  expect(left).toEqual([
    { key: `${kept}.webp`, status: 'waiting' },
    { key: `${kept}x.webp`, status: 'failed' },
  ])
})

test('nobody of staff is there, so no trigger writes the audit log', async () => {
  expect(await explainPlacing(null)).not.toMatch(/write_audit|audited/)
})

test('lines that do not fit the total are refused, also when they come one by one', async () => {
  const { sql } = database
  const [order] = await sql`select id from orders where network is not null limit 1`
  const add = sql`insert into order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
    values (${order?.id}, ${lamps[1]?.variantId ?? ''}, 'Moth', 'Brass', 'brass', 10000, 1)`
  expect(await outcome(add)).toBe('23514')
})
