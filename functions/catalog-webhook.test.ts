import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { sweep } from '#functions/sweep.ts'
import { listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
const open: { close(): Promise<void> | void }[] = []
let messages = 0
let refresh = async (_tags: string[]): Promise<void> => {}
const environment = testEnvironment({})
const onChange = serve(catalogWebhook, { refresh: (tags) => refresh(tags) })
const onMinute = serve(sweep)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  const queue = await listen(() => {
    messages += 1
    return Response.json({ messageId: 'msg_1' })
  })
  const stripe = await startFakeStripe()
  open.push(queue, stripe, database)
  const addresses = { SUPABASE_URL: database.url, QSTASH_URL: queue.url, STRIPE_API_URL: stripe.url }
  for (const [name, value] of Object.entries({ ...environment, ...addresses })) vi.stubEnv(name, value)
  const settings = { site_url: environment.SITE_URL, webhook_secret: environment.STORAGE_WEBHOOK_SECRET }
  await sql`select configure(${sql.json(settings)})`
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
})
afterAll(async () => {
  for (const service of open) await service.close()
})
beforeEach(async () => {
  messages = 0
  refresh = async () => {}
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await sql`delete from private.page_changes`
  await sql`truncate net.http_request_queue`
})

/** The calls that the database has queued, with the exact bytes and headers that it signed. */
async function takeCalls(): Promise<Request[]> {
  const rows = await sql<{ headers: Record<string, string>; body: Buffer }[]>`
    delete from net.http_request_queue where url = ${`${environment.SITE_URL}/api/catalog-webhook`} returning headers, body`
  return rows.map(({ headers, body }) => callOf('catalog-webhook', { headers, body: new Uint8Array(body) }))
}

async function runSweep(): Promise<unknown> {
  const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
  const response = await onMinute(callOf('sweep', { method: 'GET', headers }))
  expect(response.status).toBe(200)
  return response.json()
}

const marks = () => sql`select tags from private.page_changes`
const waitAMinute = () => sql`update private.page_changes set called_at = called_at - interval '1 minute'`

test('a change whose call was lost is found by the sweep, and expires the pages without a message of the queue', async () => {
  await sql`update products set tagline = 'Lost' where slug = 'moth'`
  expect(await takeCalls()).toHaveLength(1)
  expect(await runSweep()).toMatchObject({ found: 0 })
  await waitAMinute()
  expect(await runSweep()).toMatchObject({ found: 1 })
  const expired: string[] = []
  refresh = async (tags) => void expired.push(...tags)
  const [again] = await takeCalls()
  expect(again && (await onChange(again)).status).toBe(200)
  expect(expired).toEqual(['catalog', 'product:moth'])
  expect(await marks()).toEqual([])
  await waitAMinute()
  expect(await runSweep()).toMatchObject({ found: 0 })
  expect(messages).toBe(0)
})

test('a change stays marked when its pages could not be expired', async () => {
  await sql`update products set tagline = 'Kept' where slug = 'moth'`
  refresh = () => Promise.reject(new Error('no cache'))
  const [call] = await takeCalls()
  expect(call && (await onChange(call)).status).toBe(500)
  expect(await marks()).toHaveLength(1)
  refresh = async () => {}
  await waitAMinute()
  await runSweep()
  const [again] = await takeCalls()
  expect(again && (await onChange(again)).status).toBe(200)
  expect(await marks()).toEqual([])
})

test('a call that comes twice does no harm', async () => {
  await sql`update products set tagline = 'Twice' where slug = 'moth'`
  const [call] = await takeCalls()
  const copy = call?.clone()
  for (const one of [call, copy]) expect(one && (await onChange(one)).status).toBe(200)
})
