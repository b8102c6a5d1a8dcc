import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'
import { functionRoles } from '#supabase/tests/rights.ts'

let database: TestDatabase
let viewer: Person
let shopper: Person

/** Inserts a row into every table in which the shop stores its own health. */
const rows: Record<string, string> = {
  findings: "insert into findings (invariant, detail) values ('I4', 'order 1')",
  function_days: "insert into function_days values ('2026-01-01', 'sweep', 1, 0, 1, 1, 1)",
  clean_ups: "insert into clean_ups (day, removed) values ('2026-01-04', '{}')",
  health_checks: "insert into health_checks values (now(), 'mail', false, 1, 'why')",
  health_days: "insert into health_days values ('mail', '2026-01-01', 1, 1, false)",
  incidents: "insert into incidents (part, note, began_at, noticed_at) values ('mail', 'why', now(), now())",
  stock_reports: "insert into stock_reports (day, lines) values ('2026-01-05', '[]')",
}
/** The admin reads these through functions, which decide by the role what to show. */
const hidden = ['findings', 'function_days', 'health_checks', 'health_days', 'invariants']
const tables = Object.keys(rows).filter((table) => !hidden.includes(table))

beforeAll(async () => {
  database = await startTestDatabase()
  for (const row of Object.values(rows)) await database.sql.unsafe(row)
  viewer = await addPerson(database, 'viewer')
  shopper = await addPerson(database)
})
afterAll(() => database.close())

test.each(tables)('only staff can read %s', async (table) => {
  const seen = async (db: Person['db']) => (await db.from(table).select('*')).data ?? []
  expect((await seen(viewer.db)).length).toBeGreaterThan(0)
  for (const db of [shopper.db, database.signIn('anon'), ...functionRoles.map((role) => database.signIn(role))]) {
    expect(await seen(db)).toEqual([])
  }
})

test.each(hidden)('nobody reads %s directly', async (table) => {
  for (const db of [viewer.db, shopper.db, database.signIn('anon')]) {
    expect((await db.from(table).select('*')).data ?? []).toEqual([])
  }
})

test('only editors can change the delivery time of lamps', async () => {
  const { sql } = database
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const editor = await addPerson(database, 'editor')
  const change = async ({ db }: Person, days: number) =>
    (await db.from('products').update({ lead_days: days }).eq('slug', 'moth').select('lead_days')).data ?? []
  expect(await change(viewer, 7)).toEqual([])
  expect(await change(shopper, 7)).toEqual([])
  expect(await change(editor, 7)).toEqual([{ lead_days: 7 }])
  expect(await change(editor, 0)).toEqual([])
  expect((await sql`select lead_days from products`)[0]?.lead_days).toBe(7)
})
