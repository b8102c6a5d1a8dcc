import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startPayments } from '#local/payments/server.ts'
import { startQueue } from '#local/queue/server.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let mail: Listening
let stops: (() => Promise<void>)[] = []
const environment = testEnvironment({})
let addresses: Record<string, string> = {}
const nobody = 'http://127.0.0.1:9'

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  const { QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = environment
  const queue = await startQueue({
    port: 0,
    file: ':memory:',
    token: QSTASH_TOKEN,
    currentKey: QSTASH_CURRENT_SIGNING_KEY,
    nextKey: QSTASH_NEXT_SIGNING_KEY,
  })
  const webhook = { url: nobody, secret: environment.STRIPE_WEBHOOK_SECRET }
  const payments = await startPayments({ port: 0, file: ':memory:', secretKey: environment.STRIPE_SECRET_KEY, webhook })
  mail = await listen(() => Response.json({ data: [] }))
  stops = [() => queue.close(), () => payments.close(), () => mail.close(), () => database.close()]
  addresses = {
    SUPABASE_URL: database.url,
    QSTASH_URL: queue.url,
    STRIPE_API_URL: payments.url,
    RESEND_BASE_URL: mail.url,
  }
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
})
afterAll(async () => {
  for (const stop of stops) await stop()
})
beforeEach(async () => {
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await sql`update products set status = 'active'`
  await sql`insert into variants (product_id, slug, name, hex, sku, price_amount, stock)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 1, 3 from products on conflict (sku) do update set stock = 3`
})

/** Calls a fresh health function, whose environment has some addresses without a server. */
async function look(...down: string[]) {
  vi.resetModules()
  const unanswered = Object.fromEntries(down.map((name) => [name, nobody]))
  for (const [name, value] of Object.entries({ ...environment, ...addresses, ...unanswered })) vi.stubEnv(name, value)
  const [{ serve }, { health }] = [await import('#functions/runtime/serve.ts'), await import('#functions/health.ts')]
  const ask = serve(health)
  const response = await ask(callOf('health', { method: 'GET' }))
  return { status: response.status, cache: response.headers.get('cache-control'), report: await response.json(), ask }
}

const up = { database: 'up', payments: 'up', storage: 'up', queue: 'up', mail: 'up' }

test('all services are up', async () => {
  const { status, cache, report } = await look()
  expect([status, cache]).toEqual([200, 'no-store'])
  expect(report).toEqual({ status: 'ok', parts: up, checkedAt: expect.any(String) })
})

test.each([
  ['QSTASH_URL', 'queue'],
  ['RESEND_BASE_URL', 'mail'],
])('without %s the store can still sell', async (name, part) => {
  const { status, report } = await look(name)
  expect(status).toBe(200)
  expect(report).toMatchObject({ status: 'degraded', parts: { ...up, [part]: 'down' } })
})

test('without payments or without the database the store cannot sell', async () => {
  const payments = await look('STRIPE_API_URL')
  expect([payments.status, payments.report]).toMatchObject([
    503,
    { status: 'down', parts: { ...up, payments: 'down' } },
  ])
  const supabase = await look('SUPABASE_URL')
  expect([supabase.status, supabase.report.parts]).toMatchObject([503, { database: 'down', storage: 'down' }])
})

test.each([
  ['no lamp is left', () => sql`update variants set stock = 0`],
  ['no lamp is for sale', () => sql`update products set status = 'draft'`],
  ['there is no finish yet', () => sql`delete from variants`],
])('when %s the store is up, and the answer is cached', async (_name, change) => {
  await change()
  const { status, report, ask } = await look()
  expect([status, report]).toMatchObject([200, { status: 'ok', parts: up }])
  expect((await ask(callOf('health', { method: 'GET' }))).headers.get('age')).toMatch(/^[0-5]$/)
})

test('a good result is cached for five seconds, a bad one is not', async () => {
  await sql`truncate function_runs`
  const good = await look()
  await sql`alter table variants rename to variants_gone`
  const remembered = await good.ask(callOf('health', { method: 'GET' }))
  expect([remembered.status, remembered.headers.get('age')]).toEqual([200, expect.stringMatching(/^[0-5]$/)])
  expect(await sql`select status from function_runs`).toEqual([{ status: 200 }])
  const bad = await look()
  expect(bad.report).toMatchObject({ status: 'down', parts: { ...up, database: 'down' } })
  await sql`alter table variants_gone rename to variants`
  // The database may plan its queries anew first. An answer that is remembered would stay for five seconds.
  const status = async () => (await bad.ask(callOf('health', { method: 'GET' }))).status
  await expect.poll(status, { timeout: 3_000 }).toBe(200)
})
