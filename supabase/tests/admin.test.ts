import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, orderOf, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let order: PlacedOrder
let owner: Person
let editor: Person
let viewer: Person
let shopper: Person
beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  sql = database.sql
  order = await orderOf(sql, await addLamp(sql))
  await payOrder(sql, order)
  owner = await addPerson(database, 'owner')
  editor = await addPerson(database, 'editor')
  viewer = await addPerson(database, 'viewer')
  shopper = await addPerson(database)
})
afterAll(() => database.close())

const views: [name: string, input: () => Record<string, unknown>][] = [
  ['dashboard', () => ({})],
  ['list_staff', () => ({})],
  ['list_orders', () => ({})],
  ['admin_order', () => ({ order_id: order.id })],
  ['list_runs', () => ({ trace: '0'.repeat(32) })],
  ['function_overview', () => ({})],
  ['run_costs', () => ({ days: 30 })],
  ['list_admin_products', () => ({})],
  ['list_audit', () => ({})],
  ['admin_counts', () => ({})],
  ['admin_search', () => ({ query: 'nl' })],
]

test.each(views)('%s answers staff; shoppers and strangers are refused', async (name, input) => {
  for (const { db } of [owner, editor, viewer]) {
    const { data, error } = await db.rpc(name, input())
    expect([error, data]).toEqual([null, expect.anything()])
  }
  expect((await shopper.db.rpc(name, input())).error).toMatchObject({ code: 'NLFOR' })
  expect((await database.signIn('anon').rpc(name, input())).error).toMatchObject({ code: '42501' })
})

test('read_trace answers staff only', async () => {
  const input = { trace: '0'.repeat(32) }
  expect(await viewer.db.rpc('read_trace', input)).toMatchObject({ error: null, data: null })
  expect((await shopper.db.rpc('read_trace', input)).error).toMatchObject({ code: 'NLFOR' })
  expect((await database.signIn('anon').rpc('read_trace', input)).error).toMatchObject({ code: '42501' })
})

test('an editor finds an order by part of its number, mail address and name; a viewer by its number', async () => {
  const address = { name: "Sheila O'Neil", line1: 'x', line2: null, postalCode: '1', city: 'Cork', country: 'IE' }
  await sql`update orders set email = 's.o_neil%@example.com', address = ${sql.json(address)} where id = ${order.id}`
  const find = async (db: SupabaseClient, query: string) => (await db.rpc('list_orders', { query })).data.total
  const said = [
    order.number.toLowerCase(),
    'O_NEIL%@',
    "o'neil",
    'O’Neil',
    'oneil',
    '  neil   sheila ',
    'Shéila O’Neil s.o_neil',
  ]
  for (const query of said) expect(await find(editor.db, query), query).toBe(1)
  for (const query of ['oXneil', 'o%neil', '__neil', 'o\\_neil', 'sheila ada', '%%', '_neil%%'])
    expect(await find(editor.db, query), query).toBe(0)
  expect(await find(viewer.db, order.number)).toBe(1)
  for (const query of ['o_neil', "o'neil"]) expect(await find(viewer.db, query), query).toBe(0)
  await sql`update orders set email = 'ada@example.com', address = '{}' where id = ${order.id}`
})

test('nobody reads orders, jobs, runs and the log past these functions', async () => {
  const tables = ['refunds', 'refund_lines', 'disputes', 'returns', 'jobs', 'function_runs', 'spans', 'audit_log']
  for (const { db } of [owner, viewer, shopper]) {
    for (const table of tables) expect((await db.from(table).select()).error, table).toMatchObject({ code: '42501' })
    expect((await db.from('orders').select('id')).data).toEqual([])
  }
  expect((await shopper.db.from('stock_movements').select('id')).data).toEqual([])
  expect((await shopper.db.from('staff').select('user_id')).data).toEqual([])
})

test('nobody can read the keys of orders, nor what only staff write there', async () => {
  for (const column of ['access_key', 'stripe_session_id', 'cart_id', 'needs_attention', 'receipt_error', 'trace']) {
    expect((await owner.db.from('orders').select(column)).error).toMatchObject({ code: '42501' })
  }
})

test('a shopper sees a refund, but not its reason, nor who made it', async () => {
  const { db, id } = await addPerson(database)
  await sql`update orders set user_id = ${id} where id = ${order.id}`
  const [capture] = await sql`select id from payments where order_id = ${order.id}`
  const refund = {
    id: randomUUID(),
    order_id: order.id,
    capture_id: capture?.id,
    amount: 1,
    currency: 'eur',
    reason: 'suspects fraud',
    returns_stock: false,
    requested_by: editor.id,
  }
  await sql`insert into refunds ${sql(refund)}`
  expect((await db.from('orders').select('id')).data).toHaveLength(1)
  expect((await db.from('refunds').select('reason, error, requested_by')).data ?? []).toEqual([])
  expect(JSON.stringify((await db.rpc('get_order', { order_id: order.id })).data)).not.toMatch(
    /suspects fraud|requested_by/,
  )
  await sql`delete from refunds where id = ${refund.id}`
})

describe('the search of the admin', () => {
  const find = async (db: SupabaseClient, query: string) => (await db.rpc('admin_search', { query })).data

  test('finds an order by its number, its digits, its trace and, for editors, its customer', async () => {
    const address = { name: 'Zoë Quill', line1: 'x', line2: null, postalCode: '1', city: 'Cork', country: 'IE' }
    await sql`update orders set email = 'z.quill@example.com', address = ${sql.json(address)} where id = ${order.id}`
    const [row] = await sql`select split_part(trace, '-', 2) as trace from orders where id = ${order.id}`
    const digits = order.number.replace(/\D/g, '')
    const said = [order.number.toLowerCase(), digits, row?.trace, 'z.quill@', 'zoe', 'quill zoë']
    for (const query of said) {
      expect((await find(editor.db, query)).orders, query).toMatchObject([
        { id: order.id, email: 'z.quill@example.com' },
      ])
    }
    for (const query of ['zoe%', 'nobody', '%%', 'z']) expect((await find(editor.db, query)).orders ?? []).toEqual([])
    expect((await find(viewer.db, digits)).orders).toMatchObject([{ id: order.id, email: 'z…@…' }])
    for (const query of ['z.quill@', 'zoe']) expect((await find(viewer.db, query)).orders).toEqual([])
    await sql`update orders set email = 'ada@example.com', address = '{}' where id = ${order.id}`
  })

  test('finds lamps, jobs, and for editors people', async () => {
    const [lamp] = await sql`select name, sku from products limit 1`
    expect((await find(viewer.db, lamp?.sku)).products).toMatchObject([{ name: lamp?.name }])
    const [job] = await sql`select key from jobs limit 1`
    expect((await find(viewer.db, job?.key)).jobs).toMatchObject([{ key: job?.key }])
    const [person] = await sql`select name from staff where role = 'owner' limit 1`
    expect((await find(editor.db, person?.name)).staff).not.toEqual([])
    expect((await find(viewer.db, person?.name)).staff).toEqual([])
  })
})

test.each([
  ['creme', ['creme']],
  ['BRULEE crème', ['creme']],
  ["o'neil", ['oneil']],
  ['100%', ['oneil']],
  ['onei_', ['oneil']],
  ['luk', ['luk']],
  ['nl-crem', ['creme']],
  ['creme nl-crem-02', ['creme']],
  ['creme luk', []],
])('staff who search lamps for %j find %j', async (query, slugs) => {
  const [known] = await sql`select category_id, collection_id, light from products limit 1`
  await sql`insert into products ${sql(
    [
      ['Crème brûlée', 'creme', 'NL-CREM-01'],
      ['O’Neil 100%', 'oneil', 'NL-ONEI_02'],
      ['Łuk', 'luk', 'NL-LUK-03'],
    ].map(([name, slug, sku]) => ({ ...known, name, slug, sku, weight_grams: 900, year: 2026, status: 'draft' })),
  )} on conflict do nothing`
  await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'raw', 'Raw', '#112233', 'NL-CREM-02', 100 from products where slug = 'creme' on conflict do nothing`
  const { data } = await viewer.db.rpc('list_admin_products', { query })
  const found = await sql`select slug from products where id = any (${data.ids})`
  expect(found.map(({ slug }) => slug)).toEqual(slugs)
  expect(data.total).toBe(slugs.length)
})
