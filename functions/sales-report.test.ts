import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { salesReport } from '#functions/sales-report.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
/** The jobs that the queue got, by their deduplication id. */
const asked = new Set<string>()
const environment = testEnvironment({})
const handler = serve(salesReport)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen((request) => {
    asked.add(request.headers.get('upstash-deduplication-id') ?? 'none')
    return Response.json({ messageId: 'msg_1' })
  })
  const addresses = { database: database.url, queue: queue.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
})
afterAll(async () => {
  await queue.close()
  await database.close()
})
beforeEach(async () => {
  asked.clear()
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
  await sql`truncate jobs, job_steps, reports`
})

const call = (query = '', authorization = `Bearer ${environment.CRON_SECRET}`) =>
  handler(callOf(`sales-report${query}`, { method: 'GET', headers: { authorization } }))

test('ten calls at once have one effect', async () => {
  const responses = await Promise.all(Array.from({ length: 10 }, () => call('?at=2025-11-25')))
  expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(await sql`select key, input from jobs`).toEqual([
    { key: 'make-sales-report.day-2025-11-24', input: { kind: 'day', firstDay: '2025-11-24' } },
  ])
  expect(asked.size).toBe(1)
})

test('without `at` it plans the day that has just ended', async () => {
  const { planned } = (await (await call()).json()) as { planned: string[] }
  const yesterday = await sql`select ((now() at time zone 'Europe/Amsterdam')::date - 1)::text as day`
  expect(planned).toEqual([`make-sales-report.day-${yesterday[0]?.day}`])
})

test('missed days are planned later', async () => {
  await call('?at=2025-11-20')
  await sql`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
    values ('day', '2025-11-19', '2025-11-19', '{"orders": 0, "revenue": 0, "refunded": 0}', '', '')`
  const { planned } = (await (await call('?at=2025-11-23T23:15:00Z')).json()) as { planned: string[] }
  expect(planned).toEqual(['20', '21', '22', '23'].map((day) => `make-sales-report.day-2025-11-${day}`))
})

test('a planned job stays planned when the queue is down', async () => {
  vi.stubEnv('QSTASH_URL', 'http://127.0.0.1:9')
  vi.resetModules()
  const [{ serve: freshServe }, fresh] = [
    await import('#functions/runtime/serve.ts'),
    await import('#functions/sales-report.ts'),
  ]
  const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
  const response = await freshServe(fresh.salesReport)(callOf('sales-report?at=2025-11-25', { method: 'GET', headers }))
  vi.stubEnv('QSTASH_URL', queue.url)
  expect(response.status).toBe(200)
  expect(await sql`select from jobs`).toHaveLength(1)
})

test.each([
  ['?at=2999-01-01', 'at: must not be in the future'],
  ['?at=tomorrow', 'at: must be a day such as 2026-11-22, or an ISO time'],
  ['?at=', 'at: must be a day such as 2026-11-22, or an ISO time'],
])('%s is refused', async (query, error) => {
  const response = await call(query)
  expect([response.status, await response.json()]).toEqual([400, { error, code: 'invalid' }])
  expect(await sql`select from jobs`).toHaveLength(0)
})

test.each(['', 'Bearer wrong', environment.CRON_SECRET])('with the secret %j nothing is planned', async (secret) => {
  expect((await call('', secret)).status).toBe(401)
  expect(await sql`select from jobs`).toHaveLength(0)
})
