import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { cleanUp } from '#functions/clean-up.ts'
import { doCleanUp } from '#functions/do-clean-up.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, testEnvironment } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import type { Leftovers } from '#shop/health/clean-up.ts'
import { addFinishes, type Finish, withoutTriggers } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let finish: Finish
const environment = testEnvironment({})
const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
const tables = [
  'carts',
  'cart_lines',
  'orders',
  'photographs',
  'photograph_sizes',
  'function_runs',
  'stripe_events',
  'jobs',
  'job_steps',
  'questions',
]

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(() => Response.json({ messageId: 'msg_1' }))
  const addresses = { database: database.url, queue: queue.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
  finish = (await addFinishes(sql, [4900], 1000))[0] as Finish
})
afterAll(async () => {
  await queue.close()
  await database.close()
})
beforeEach(async () => {
  const files = await sql`select bucket_id, name from storage.objects`
  for (const { bucket_id, name } of files) await database.signIn('service_role').storage.from(bucket_id).remove([name])
  const all = [
    ...tables.map((name) => `public.${name}`),
    'public.spans',
    'public.function_days',
    'public.clean_ups',
    'private.turns',
  ]
  await withoutTriggers(sql, (tx) => tx.unsafe(`truncate ${all.join(', ')} cascade`))
  await sql`delete from auth.users`
})

const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
const plan = (query: string) => serve(cleanUp)(callOf(`clean-up${query}`, { method: 'GET', headers }))
const dryRun = async () => ((await (await plan('?dry=1')).json()) as { leftovers: Leftovers }).leftovers
async function clean(day = '2025-11-23', handler = serve(doCleanUp)): Promise<Response> {
  await plan(`?at=${day}`)
  return handler(deliveryOf('do-clean-up', `do-clean-up.${day}`, { day }))
}

async function addCart(age: number, ordered = false): Promise<string> {
  const [cart] = await sql`select add_to_cart(null, ${finish.variantId}, 1) as id`
  if (ordered) await sql`select place_order(${cart?.id}, 'none')`
  await sql`update carts set updated_at = ${ago(age)} where id = ${cart?.id}`
  return cart?.id
}
async function addImage(age: number, status: string, file: boolean): Promise<string> {
  const id = randomUUID()
  const path = `uploads/${id}.png`
  const [width, hash] = status === 'ready' ? [10, 'x'] : [null, null]
  const reason = status === 'failed' ? 'broken' : null
  await sql`insert into photographs (id, product_id, role, alt, original_path, status, reason, width, height, thumbhash, created_at)
    select ${id}, p.id, 'on', '', ${path}, ${status}, ${reason}, ${width}, ${width}, ${hash}, ${ago(age)} from products p`
  if (file) await addFile('originals', path, age)
  return id
}
async function addFile(bucket: string, name: string, age: number): Promise<string> {
  const contentType = bucket === 'originals' ? 'image/png' : 'image/webp'
  const { error } = await database.signIn('service_role').storage.from(bucket).upload(name, 'x', { contentType })
  expect(error).toBeNull()
  await sql.begin((tx) => [
    // Else a trigger of the storage server sets `updated_at` to now.
    tx`set local session_replication_role = replica`,
    tx`update storage.objects set created_at = ${ago(age)}, updated_at = ${ago(age)} where bucket_id = ${bucket} and name = ${name}`,
  ])
  return name
}
async function addSize(photographId: string, age: number): Promise<string> {
  const path = await addFile('photographs', `${photographId}/160.webp`, age)
  await sql`insert into photograph_sizes values (${photographId}, 'webp', 160, 120, 1, ${path})`
  return path
}
async function addRun(age: number, values: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID()
  const row = {
    id,
    function: 'sweep',
    trigger: 'cron',
    trace: 'none',
    started_at: ago(age),
    ms: 10,
    cold: false,
    memory_mb: 100,
    status: 200,
  }
  await sql`insert into function_runs ${sql({ ...row, ...values })}`
  return id
}
async function addSpan(age: number): Promise<string> {
  const [trace, id] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
  await sql`insert into spans (trace, id, name, kind, function, started_at, duration_us, status, attributes, events)
    values (${trace}, ${id}, 'run sweep', 'server', 'sweep', ${ago(age)}, 10, 'unset', '{}', '[]')`
  return `${trace}.${id}`
}
async function addEvent(id: string, age: number, handled: boolean): Promise<string> {
  await sql`insert into stripe_events values (${id}, 'x', ${ago(age)}, ${ago(age)}, ${handled ? ago(age) : null})`
  return id
}
async function addJob(key: string, age: number, status: string): Promise<string> {
  await sql`insert into jobs (key, name, input, status, finished_at) values (${key}, 'make-sales-report', '{}', ${status}, ${ago(age)})`
  await sql`insert into job_steps (job_key, step) values (${key}, 'one'), (${key}, 'two')`
  return key
}
async function addQuestion(age: number | null): Promise<string> {
  const id = randomUUID()
  await sql`insert into questions (id, email, message, trace, created_at, sent_at)
    values (${id}, 'ada@example.com', 'Is it loud?', 'none', ${ago(age ?? 200)}, ${age === null ? null : ago(age)})`
  return id
}
const addTurn = async (key: string, age: number) => {
  await sql`insert into private.turns (key, window_started_at) values (${key}, ${ago(age)})`
  return key
}

/** Rows and files that are in use but look like leftovers, and real leftovers beside them. */
async function addVisitor(days: number): Promise<string> {
  const id = randomUUID()
  await sql`insert into auth.users (id, is_anonymous, created_at) values (${id}, true, now() - ${days} * interval '1 day')`
  return id
}

async function setScene() {
  await addCart(29)
  await addCart(40, true)
  await addImage(0.9, 'waiting', false)
  await addImage(3, 'waiting', true)
  await addImage(50, 'uploaded', true)
  await addImage(50, 'failed', true)
  const shown = await addImage(50, 'ready', true)
  await addSize(shown, 50)
  await addFile('originals', 'uploads/fresh.png', 0.9)
  await addFile('photographs', 'fresh/160.webp', 0.9)
  await addRun(29)
  await addSpan(29)
  await addEvent('evt_unhandled', 200, false)
  await addEvent('evt_recent', 89, true)
  await addJob('done-recently', 29, 'done')
  await addJob('dead', 90, 'failed')
  await addQuestion(89)
  await addQuestion(null)
  await addTurn('turn-today', 0.9)
  await addVisitor(0.9)
  return {
    carts: [await addCart(31), await addCart(300)],
    uploads: [await addImage(1.1, 'waiting', false)],
    runs: [await addRun(32), await addRun(40, { ms: 30, status: 500, memory_mb: 200 }), await addRun(40)],
    spans: [await addSpan(31)],
    events: [await addEvent('evt_old', 91, true)],
    steps: [await addJob('done-long-ago', 31, 'done')],
    questions: [await addQuestion(91)],
    turns: [await addTurn('turn-yesterday', 1.1)],
    visitors: [await addVisitor(1.1)],
    originals: [await addFile('originals', 'uploads/removed.png', 1.1)],
    sizes: [await addFile('photographs', `${shown}/orphan.webp`, 2)],
  }
}

/** The names of all rows and files. */
async function everything(): Promise<Set<string>> {
  const rows = await Promise.all(
    tables.map((name) => sql.unsafe(`select '${name} ' || t::text as row from public.${name} t`)),
  )
  const others =
    await sql`select 'turn ' || key as row from private.turns union all select bucket_id || ' ' || name from storage.objects
      union all select 'visitor ' || id from auth.users
      union all select 'span ' || trace || '.' || id from spans where function not in ('clean-up', 'do-clean-up')`
  const all = [...rows.flat(), ...others].map(({ row }) => row as string)
  // The functions under test store runs of their own, which this test must not count.
  return new Set(all.filter((row) => !/,(clean-up|do-clean-up),/.test(row)))
}

const sorted = (leftovers: Leftovers) =>
  Object.fromEntries(
    Object.entries(leftovers).map(([kind, { count, names }]) => [kind, { count, names: names.toSorted() }]),
  )

test('a dry run lists the leftovers and removes nothing', async () => {
  const leftovers = await setScene()
  const before = await everything()
  const listed = await dryRun()
  expect(sorted(listed)).toEqual(
    Object.fromEntries(
      Object.entries(leftovers).map(([kind, names]) => [kind, { count: names.length, names: names.toSorted() }]),
    ),
  )
  expect(await everything()).toEqual(before)
  expect(await sql`select from jobs where name = 'do-clean-up'`).toHaveLength(0)
})

test('the clean-up removes what the dry run listed, and nothing that is in use', async () => {
  const leftovers = await setScene()
  const before = await everything()
  const listed = await dryRun()
  const response = await clean()
  const counts = Object.fromEntries(Object.entries(leftovers).map(([kind, names]) => [kind, names.length]))
  expect(await response.json()).toEqual({ day: '2025-11-23', removed: counts })
  const after = await everything()
  const gone = [...before].filter((row) => !after.has(row))
  // Two carts with a line each, two steps of one job.
  expect(gone).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count, 0) + 2 + 1)
  for (const name of Object.values(leftovers).flat())
    expect(
      gone.some((row) => row.includes(name)),
      name,
    ).toBe(true)
  const [kept] = await sql`select removed from clean_ups`
  expect(sorted(kept?.removed)).toEqual(sorted(listed))
  for (const found of Object.values(await dryRun())) expect(found).toEqual({ count: 0, names: [] })
})

test('old runs are replaced by sums of each day', async () => {
  await setScene()
  await sql`delete from function_runs where started_at > now() - interval '35 days'`
  await clean()
  const rows = await sql`select function, runs, errors, ms, memory, slowest_ms from function_days`
  expect(rows).toEqual([{ function: 'sweep', runs: '2', errors: '1', ms: '40', memory: '7000', slowest_ms: 30 }])
  await addRun(40, { ms: 50 })
  await clean('2025-11-30')
  expect(await sql`select runs, ms, slowest_ms from function_days`).toEqual([{ runs: '3', ms: '90', slowest_ms: 50 }])
})

test('many leftovers are removed in batches, and a pause between batches changes nothing', async () => {
  await sql`insert into function_runs (id, function, trigger, trace, started_at, ms, cold, memory_mb, status, error)
    select gen_random_uuid(), 'sweep', 'cron', 'none', now() - interval '40 days', 5, false, 100, 200, null
    from generate_series(1, 2500)`
  const hurried = serve({ ...doCleanUp, limits: { seconds: 0 } })
  let response = await clean('2025-11-23', hurried)
  let runs = 1
  for (; response.status === 202; runs++) response = await clean('2025-11-23', hurried)
  expect(await response.json()).toMatchObject({ removed: { runs: 2500 } })
  // Three batches of runs, one batch of each other kind, and the step that stores the result.
  expect(runs).toBe(3 + 10 + 1)
  expect(await sql`select runs from function_days`).toEqual([{ runs: '2500' }])
  expect((await sql`select removed -> 'runs' -> 'names' as names from clean_ups`)[0]?.names).toHaveLength(200)
})

test('ten calls at once plan one clean-up', async () => {
  await Promise.all(Array.from({ length: 10 }, () => plan('?at=2025-11-16')))
  expect(await sql`select key from jobs where name = 'do-clean-up'`).toEqual([{ key: 'do-clean-up.2025-11-16' }])
})

test('a call on Wednesday is for Sunday: the answer says that it was done, and nothing is removed', async () => {
  const answer = async (at: string) => (await plan(`?at=${at}`)).json()
  expect(await answer('2025-11-23')).toEqual({
    day: '2025-11-23',
    status: 'waiting',
    planned: 'do-clean-up.2025-11-23',
  })
  await clean()
  await addCart(31)
  expect(await answer('2025-11-26')).toEqual({ day: '2025-11-23', status: 'done', planned: null })
  expect(await sql`select from jobs where name = 'do-clean-up'`).toHaveLength(1)
  expect((await dryRun()).carts?.count).toBe(1)
})

test('the function can reach only leftovers in storage', async () => {
  await setScene()
  const before = await sql`select name from storage.objects order by name`
  const buckets = database.signIn('do_clean_up').storage
  for (const bucket of ['originals', 'photographs', 'reports']) {
    const names = before.map(({ name }) => name as string).filter((name) => !/removed|orphan/.test(name))
    expect((await buckets.from(bucket).remove(names)).data ?? []).toEqual([])
  }
  expect(await sql`select name from storage.objects order by name`).toEqual(before)
})

test.each(['?dry=yes', '?dry='])(
  '%s is refused, so that a mistyped dry run does not start a real one',
  async (query) => {
    expect((await plan(query)).status).toBe(400)
    expect(await sql`select from jobs where name = 'do-clean-up'`).toHaveLength(0)
  },
)
