import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { fieldWords, writeChanges } from '#shop/accounts/audit-fields.ts'
import { type AuditRow, writeAudit, writers } from '#shop/accounts/audit-sentences.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

const entry: AuditRow = {
  id: 1,
  at: '2026-11-30T10:00:00Z',
  actor_name: 'Wren',
  action: 'update',
  subject: 'orders',
  subject_id: '5d1f0b8a-0000-4000-8000-000000000000',
  before: null,
  after: null,
  about: {},
}
const write = (row: Partial<AuditRow>) =>
  writeAudit({ ...entry, ...row })
    .map((part) => (typeof part === 'string' ? part : `[${part.text}](${part.href})`))
    .join('')

const porch = { product_id: 'p', product: 'Porch' }
const sold = { order_id: 'o', number: 'NL-10080', currency: 'eur' }

test.each<[string, Partial<AuditRow>]>([
  [
    'refunded €138 of [NL-10080](/admin/orders/o): changed their mind',
    {
      subject: 'refunds',
      action: 'insert',
      after: { reason: 'changed their mind' },
      about: { ...sold, amount: 13_800 },
    },
  ],
  [
    'shipped [NL-10080](/admin/orders/o) with tracking number POST 1',
    { before: { status: 'packed' }, after: { status: 'shipped', tracking_number: 'POST 1' }, about: sold },
  ],
  [
    'changed the price of [Porch, Moss](/admin/products/p) from €229 to €239',
    {
      subject: 'variants',
      before: { price_amount: 22_900 },
      after: { price_amount: 23_900 },
      about: { ...porch, finish: 'Moss', currency: 'eur' },
    },
  ],
  [
    'put [Porch](/admin/products/p) into the shop',
    { subject: 'products', before: { status: 'draft' }, after: { status: 'active' }, about: porch },
  ],
  [
    'changed the name and the lead time in days of [Porch](/admin/products/p)',
    { subject: 'products', before: { name: 'P', lead_days: 1 }, after: { name: 'Porch', lead_days: 2 }, about: porch },
  ],
  [
    'counted [Porch, Moss](/admin/products/p): 3 fewer',
    {
      subject: 'stock_movements',
      action: 'insert',
      after: { reason: 'counted', quantity: -3 },
      about: { ...porch, finish: 'Moss' },
    },
  ],
  [
    'made Ada an editor, before: viewer',
    { subject: 'staff', before: { role: 'viewer' }, after: { role: 'editor' }, about: { person: 'Ada' } },
  ],
  [
    'replayed the job process-order.1',
    { subject: 'jobs', subject_id: 'process-order.1', before: { status: 'failed' }, after: { status: 'waiting' } },
  ],
  [
    'gave up the job a.1: its order is gone',
    {
      subject: 'jobs',
      subject_id: 'a.1',
      before: { status: 'failed' },
      after: { status: 'discarded', reason: 'its order is gone' },
    },
  ],
  [
    'called sales-report by hand',
    { subject: 'jobs', action: 'insert', subject_id: 'sales-report', after: { called: true } },
  ],
])('%s', (sentence, row) => {
  expect(write(row)).toBe(sentence)
})

test('a change of an object is one of its fields, and money, lists and ids are words', () => {
  const before = { light: { watts: 8, kelvin: 2700 }, price_amount: 22_900, tags: ['a'], category_id: 'c' }
  const after = { light: { watts: 9, kelvin: 2700 }, price_amount: 23_900, tags: ['a', 'b'], category_id: 'd' }
  expect(writeChanges(before, after, { currency: 'eur', names: { c: 'Table', d: 'Wall' } })).toEqual([
    { field: 'category', before: 'Table', after: 'Wall' },
    { field: 'light: watts', before: '8', after: '9' },
    { field: 'price', before: '€229', after: '€239' },
    { field: 'tags', before: 'a', after: 'a, b' },
  ])
})

test('every change that the database writes into the log has a sentence, without ids and raw values', async () => {
  const audited = await database.sql<{ table: string; action: string; columns: string[] }[]>`
    select event_object_table as table, lower(event_manipulation) as action,
      (select array_agg(c.column_name::text) from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = event_object_table) as columns
    from information_schema.triggers where action_statement like '%write_audit%'`
  expect(audited.length).toBeGreaterThanOrEqual(21)
  for (const { table, action, columns } of audited) {
    expect(Object.keys(writers), `${table} ${action}`).toContain(`${table} ${action}`)
    for (const column of columns.filter(
      (name) => !/^(search|from_amount|updated_at|email|cart_id|network|access_key|receipt_error)$/.test(name),
    )) {
      expect(Object.keys(fieldWords), `${table}.${column}`).toContain(column)
      const [before, after] = [{ [column]: 'x' }, { [column]: 'y' }]
      expect(write({ subject: table, action, before, after }), `${table}.${column}`).not.toMatch(
        /[{}_[\]]|5d1f0b8a|undefined|null/,
      )
    }
  }
})

test('every note about a job has a sentence', () => {
  const folder = new URL('../../supabase/migrations/', import.meta.url)
  const sql = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const actions = sql.flatMap((text) =>
    [...text.matchAll(/perform private\.note_job\('(\w+)'/g)].map(([, action]) => action),
  )
  expect(actions.length).toBeGreaterThanOrEqual(4)
  for (const action of actions) expect(Object.keys(writers)).toContain(`jobs ${action}`)
  // Nothing else writes into the log.
  const writes = sql.flatMap((text) => text.match(/insert into public\.audit_log/g) ?? [])
  expect(writes).toHaveLength(2)
})
