import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

// Staff page through 1,200 orders, lamps, runs and changes. Many have the same sort columns, and rows are added meanwhile.

const count = 1_200
let database: TestDatabase
let staff: Person
let explained: postgres.Sql
const plans: string[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  const { sql } = database
  staff = await addPerson(database, 'owner')
  await insertCatalogue(sql)
  await addManyLamps(sql, count - 30)
  // No trigger runs: the rows are as they would be after a long time.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update products p set position = x.n % 5, name = 'Lamp_' || x.n % 9, from_amount = nullif(x.n % 7 * 1000, 0),
      updated_at = '2026-01-01'::timestamptz + x.n / 25 * interval '1.000001 hours'
      from (select id, row_number() over (order by id) as n from products) x where x.id = p.id`
    await tx`update variants set stock = (random() * 4)::integer`
    await tx`insert into orders (number, status, needs_attention, subtotal_amount, shipping_amount, tax_amount, total_amount, email, address, trace, created_at)
      select 'NL-' || 100000 + n, 'delivered', case when n % 10 = 0 then 'late: ' || n end, 1, 0, 0, 1, 'ada@example.com', '{}', '',
        '2026-01-01'::timestamptz + n / 7 * interval '1.000001 minutes' from generate_series(1, ${count}::integer) n`
    await tx`insert into function_runs (id, function, trigger, trace, started_at, ms, cold, status)
      select gen_random_uuid(), 'sweep', 'cron', md5(n::text), '2026-01-01'::timestamptz + n / 8 * interval '1.000001 minutes', 1, false, 200
      from generate_series(1, ${count}::integer) n`
    await tx`truncate audit_log`
    await tx`insert into audit_log (id, actor, actor_name, action, subject, subject_id) overriding system value
      select n * 10, ${staff.id}, 'Ada', 'update', (array['products', 'jobs'])[1 + n % 2], n from generate_series(1, ${count}::integer) n`
  })
  await sql`analyze`
  explained = postgres(database.databaseUrl, { max: 1, onnotice: ({ message }) => plans.push(message ?? '') })
  await explained.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_timing = off; set auto_explain.log_nested_statements = on; set auto_explain.log_level = 'notice'; set enable_seqscan = off;
    set role authenticated; set request.jwt.claims = '{"sub": "${staff.id}", "role": "authenticated"}'`)
}, 120_000)
afterAll(async () => {
  await explained?.end()
  await database?.close()
})

type List = {
  name: string
  call: string
  input: Record<string, unknown>
  table: string
  /** what of a row differs in a copy of it */
  copy: string
  /** serves a page; null when a page adds up the whole table */
  index: string | null
}
const uuid = `jsonb_build_object('id', gen_random_uuid())`
const lamp = `jsonb_build_object('id', gen_random_uuid(), 'slug', 'x-' || gen_random_uuid(), 'sku', gen_random_uuid())`
const lamps = (sort: string, index: string | null, more = {}): List => ({
  name: `lamps by ${sort}`,
  call: 'list_admin_products',
  input: { sort, ...more },
  ...{ table: 'products', copy: lamp, index },
})
const lists: List[] = [
  {
    ...{ name: 'orders', call: 'list_orders', input: {}, table: 'orders', index: 'orders_listed' },
    copy: `jsonb_build_object('id', gen_random_uuid(), 'number', 'NL-' || 500000 + (random() * 400000)::integer)`,
  },
  { name: 'runs', call: 'list_runs', input: {}, table: 'function_runs', copy: uuid, index: 'function_runs_started' },
  {
    ...{ name: 'changes', call: 'list_audit', input: {}, table: 'audit_log', index: 'audit_log_pkey' },
    copy: `jsonb_build_object('id', t.id + 5)`,
  },
  lamps('shop', 'products_order'),
  lamps('name', 'products_by_name'),
  lamps('price', 'products_by_price'),
  lamps('updated', 'products_by_update'),
  lamps('stock', null),
]

type Page = { ids: string[]; previous: unknown[] | null; next: unknown[] | null }

async function read({ call, input }: List, place: object = {}): Promise<Page> {
  const { data, error } = await staff.db.rpc(call, { ...input, ...place })
  expect(error).toBeNull()
  const rows = data.orders ?? data.runs ?? data.entries
  return { ids: data.ids ?? rows.map(({ id }: { id: string }) => String(id)), previous: data.previous, next: data.next }
}

async function readIds({ table }: List): Promise<string[]> {
  return (await database.sql`select id from ${database.sql(table)}`).map(({ id }) => String(id))
}

/** Adds a row with the same sort columns as another one. */
async function addLike({ table, copy }: List, id: string): Promise<void> {
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(
      `insert into ${table} overriding system value select (jsonb_populate_record(t, ${copy})).* from ${table} t where t.id::text = '${id}'`,
    )
  })
}

test.each(lists)(
  '$name: every row is on one page, forwards and backwards, also when others are added',
  async (list) => {
    const before = await readIds(list)
    let page = await read(list)
    expect(page.previous).toBeNull()
    const seen = [...page.ids]
    while (page.next) {
      page = await read(list, { after: page.next })
      seen.push(...page.ids)
      if (seen.length !== 300) continue
      // On a page that was read, on the last one read, and on one that comes.
      const [coming = ''] = (await read(list, { after: page.next })).ids.slice(25)
      for (const id of [seen[20] ?? '', seen[299] ?? '', coming]) await addLike(list, id)
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])

    const all = await readIds(list)
    expect(all).toHaveLength(before.length + 3)
    const back = [...page.ids]
    while (page.previous) {
      page = await read(list, { before: page.previous })
      expect(page.ids).toHaveLength(50)
      back.unshift(...page.ids)
    }
    // The first page is a whole one, though fewer rows are before the second.
    expect(page).toEqual(await read(list))
    expect(new Set(back)).toEqual(new Set(all))
    expect(back.filter((id) => before.includes(id)).length).toBeGreaterThanOrEqual(before.length)
  },
)

test.each(lists.filter(({ index }) => index))(
  '$name: a page reads its own rows of an index, wherever it is',
  async (list) => {
    const { call, index } = list
    let page = await read(list)
    for (let number = 2; number < 20; number += 1) page = await read(list, { after: page.next })
    const sort = list.input.sort ? `, sort => '${list.input.sort}'` : ''
    for (const place of ['after', 'before'] as const) {
      plans.length = 0
      const edge = JSON.stringify(place === 'after' ? page.next : page.previous)
      await explained.unsafe(`select ${call}(${place} => '${edge.replaceAll("'", "''")}'${sort})`)
      const rows = plans
        .join('\n')
        .split('\n')
        .flatMap((line) =>
          line.includes(`using ${index} on`) ? (/ rows=(\d+)/.exec(line.replace(/\(cost.*?\)/, ''))?.[1] ?? []) : [],
        )
      expect([50, 51]).toContain(Math.max(...rows.map(Number)))
    }
  },
)

test('a page behind the last row is empty and leads back', async () => {
  const [list] = lists as [List]
  const nobody = ['false', '2001-01-01T00:00:00Z', '00000000-0000-4000-8000-000000000000']
  expect(await read(list, { after: nobody })).toEqual({ ids: [], previous: null, next: null })
  const last = await read(list, { before: nobody })
  expect([last.ids.length, last.next?.at(-1)]).toEqual([50, last.ids.at(-1)])
  expect((await read(list, { after: last.next })).ids).toEqual([])
})

test('a filter and an order stay with the pages', async () => {
  const [category] =
    await database.sql`select c.slug, count(*)::integer as lamps from categories c join products p on p.category_id = c.id
    group by 1 order by 2 desc limit 1`
  const list = lamps('name', null, { category: category?.slug, query: 'copy' })
  const wanted = await database.sql`select p.id from products p join categories c on c.id = p.category_id
    where c.slug = ${category?.slug} and p.id = any (private.find_products('copy')) order by lower(p.name), p.id`
  expect(wanted.length).toBeGreaterThan(100)
  const seen: string[] = []
  for (let page = await read(list); ; page = await read(list, { after: page.next })) {
    seen.push(...page.ids)
    if (!page.next) break
  }
  expect(seen).toEqual(wanted.map(({ id }) => id))
})
