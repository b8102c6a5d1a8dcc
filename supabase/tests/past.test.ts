import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { writePast } from '#supabase/seed/past.ts'
import { addLamp, orderOf, outcome, payOrder, trace } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let editor: Person
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  editor = await addPerson(database, 'editor')
  const lamps = Array.from({ length: 24 }, (_, place) => ({ stock: 6 + (place % 8) * 5, price: 4900 + 1900 * place }))
  for (const lamp of lamps) await addLamp(sql, lamp)
  expect(await writePast(sql)).toBe(true)
}, 90_000)
afterAll(() => database.close())

test('the invariants hold over it, and every row names rows that are there', async () => {
  expect(await findBreaches(sql)).toEqual([])
  const keys = await sql<{ child: string; columns: string[]; parent: string; keys: string[] }[]>`
    select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
      (select array_agg(a.attname order by k.n) from unnest(c.conkey) with ordinality k (id, n) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.id) as columns,
      (select array_agg(a.attname order by k.n) from unnest(c.confkey) with ordinality k (id, n) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.id) as keys
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`
  expect(keys.length).toBeGreaterThan(20)
  for (const { child, columns, parent, keys: named } of keys) {
    const pairs = columns.map((column, place) => `c."${column}" = p."${named[place]}"`).join(' and ')
    const orphans = await sql.unsafe(
      `select from ${child} c where ${columns.map((column) => `c."${column}" is not null`).join(' and ')} and not exists (select from ${parent} p where ${pairs})`,
    )
    expect(orphans, `${child} without ${parent}`).toHaveLength(0)
  }
})

test('every id is one that the shop reads', async () => {
  const columns = await sql<{ name: string; type: string }[]>`
    select format('%I.%I', c.relname, a.attname) as name, c.relname as type from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype`
  expect(columns.length).toBeGreaterThan(30)
  for (const { name, type } of columns) {
    const strange = await sql.unsafe(
      `select from public.${type} where ${name}::text !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' limit 1`,
    )
    expect(strange, name).toHaveLength(0)
  }
})

test('every table of the admin has something, and all of it is from before the store began', async () => {
  const tables = {
    ...{
      orders: 'created_at',
      payments: 'created_at',
      refunds: 'created_at',
      returns: 'created_at',
      disputes: 'created_at',
    },
    ...{
      jobs: 'finished_at',
      job_steps: 'finished_at',
      function_runs: 'started_at',
      spans: 'started_at',
      reports: 'made_at',
    },
    ...{
      stock_reports: 'made_at',
      questions: 'created_at',
      carts: 'updated_at',
      audit_log: 'at',
      incidents: 'ended_at',
    },
    ...{ health_checks: 'at', clean_ups: 'finished_at', stripe_events: 'handled_at', stock_movements: 'created_at' },
  }
  for (const [table, at] of Object.entries(tables)) {
    const [row] =
      await sql`select count(*)::integer as rows, count(*) filter (where ${sql(at)} is null or not private.is_generated(${sql(at)}))::integer as real from ${sql(table)}`
    expect(row?.rows, table).toBeGreaterThan(2)
    expect(row?.real, table).toBe(0)
  }
  const states = await sql`select distinct private.run_state(r) as state from function_runs r order by 1`
  expect(states.map(({ state }) => state)).toEqual(['continued', 'done', 'failed', 'killed', 'refused'])
  expect(await sql`select from incidents where ended_at is null`).toHaveLength(0)
  expect(await sql`select from function_runs where cold`).not.toHaveLength(0)
})

test('the sweep finds nothing to do, to compare or to make up', async () => {
  const [before] = await sql`select count(*) from jobs`
  for (const search of [
    sql`select take_overdue_jobs(100)`,
    sql`select take_orders_to_compare(100)`,
    sql`select take_expired_orders(100)`,
    sql`select private.plan_missed(now(), ${trace})`,
    sql`select from flag_late_orders() as late where late > 0`,
  ])
    expect(await search).toHaveLength(0)
  expect((await sql`select count(*) from jobs`)[0]).toEqual(before)
  const [{ work } = {}] = await sql`select work_figures() as work`
  expect(work).toMatchObject({ overdue: 0, dead: 0, unshown: 0, unhandled_seconds: null })
  expect(work.last_report >= work.report_due).toBe(true)
})

test('a day’s report has the sums, the runs and the lamps that are counted of its hours', async () => {
  const [{ report } = {}] =
    await sql`select to_jsonb(r) as report from reports r where kind = 'day' and first_day = private.day_of(now()) - 2`
  const [{ hours } = {}] = await sql<{ hours: Hour[] }[]>`
    select jsonb_agg(collect_hour(h) order by h) as hours
    from generate_series(private.start_of(private.day_of(now()) - 2), private.start_of(private.day_of(now()) - 1) - interval '1 hour', interval '1 hour') h`
  const names = ['begins', 'orders', 'revenue', 'tax', 'refunds', 'refunded', 'refundedTax'] as const
  expect(report.figures.parts).toEqual(
    hours?.map((hour) => Object.fromEntries(names.map((name) => [name, hour[name]]))),
  )
  const add = (pick: (hour: Hour) => number) => hours?.reduce((sum, hour) => sum + pick(hour), 0)
  expect(report.figures.orders).toBe(add(({ orders }) => orders))
  expect(report.figures.failedPayments).toBe(add(({ failedPayments }) => failedPayments))
  expect(report.figures.carts.amount).toBe(add(({ carts }) => carts.amount))
  const total = (of: 'sold' | 'functions', name: string, figures: readonly Hour[]) =>
    figures.flatMap((hour) => hour[of]).reduce((sum, one) => sum + (one[name] ?? 0), 0)
  for (const [of, name] of [
    ['sold', 'quantity'],
    ['sold', 'amount'],
    ['functions', 'runs'],
    ['functions', 'errors'],
    ['functions', 'ms'],
    ['functions', 'memory'],
  ] as const)
    expect(total(of, name, [report.figures]), name).toBe(total(of, name, hours ?? []))
  expect(total('functions', 'runs', hours ?? [])).toBeGreaterThan(100)
})

type Hour = Record<'orders' | 'failedPayments', number> & {
  carts: { amount: number }
  sold: Record<string, number>[]
  functions: Record<string, number>[]
} & Record<string, unknown>

test('nobody can work with what was generated: nothing is refunded, packed, mailed or run again', async () => {
  const [order] =
    await sql`select id, access_key from orders where status = 'delivered' and needs_attention is null order by number desc limit 1`
  const [job] = await sql`select key from jobs where name = 'process-order' order by finished_at desc limit 1`
  const calls: [name: string, input: object][] = [
    [
      'request_refund',
      { refund_id: randomUUID(), order_id: order?.id, lines: null, reason: 'why not', returns_stock: true },
    ],
    ['resend_receipt', { order_id: order?.id }],
    ['request_return', { order_id: order?.id, access_key: order?.access_key }],
    ['run_job_again', { key: job?.key }],
  ]
  for (const [name, input] of calls)
    expect((await editor.db.rpc(name, input)).error, name).toMatchObject({
      code: 'NLCON',
      message: expect.stringContaining('generated'),
    })
  expect(await outcome(sql`update orders set status = 'refunded' where id = ${order?.id}`)).toBe('NLCON')
  // Staff may say that they have looked.
  const [flagged] = await sql`select id from orders where needs_attention like 'a return%' limit 1`
  expect((await editor.db.rpc('settle_attention', { order_id: flagged?.id })).error).toBeNull()
})

test('what is real goes on beside it, and no store gets a past later', async () => {
  const order = await orderOf(sql, await addLamp(sql))
  expect(order.number).toBe(
    `NL-${10_001 + Number((await sql`select count(*) from orders where private.is_generated(created_at)`)[0]?.count)}`,
  )
  expect((await payOrder(sql, order))?.key).toBe(`process-order.${order.id}`)
  expect(
    (
      await sql`select is_generated from (select private.is_generated(created_at) as is_generated from orders where id = ${order.id}) x`
    )[0],
  ).toEqual({ is_generated: false })
  // With the rights of its function, which has none to ask whether something is generated.
  const worker = database.signIn('process_order')
  expect((await worker.rpc('start_job', { key: `process-order.${order.id}`, seconds: 60 })).data).toMatchObject({
    state: 'taken',
  })
  expect((await worker.rpc('finish_job', { key: `process-order.${order.id}`, run: 1 })).data).toBe(true)
  expect(await writePast(sql)).toBe(false)
  await sql`delete from private.settings where name = 'past_until'`
  expect(await writePast(sql)).toBe(false)
})

test('a database elsewhere gets no past', () => {
  const env = {
    NODE_ENV: 'test' as const,
    DATABASE_URL: 'postgres://postgres:word@db.project.supabase.co:5432/postgres',
  }
  const { status, stderr } = spawnSync(process.execPath, ['supabase/seed/past.ts'], { env, encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, 'The past was not written: A past is for a database on this machine.\n'])
})
