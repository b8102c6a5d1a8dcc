import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from '@upstash/qstash'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readLines, testEnvironment } from '#functions/runtime/testing.ts'
import { listen } from '#local/listen.ts'
import { startQueue } from '#local/queue/server.ts'

let queue: Awaited<ReturnType<typeof startQueue>>
let client: Client
const {
  QSTASH_TOKEN: token,
  QSTASH_CURRENT_SIGNING_KEY: currentKey,
  QSTASH_NEXT_SIGNING_KEY: nextKey,
} = testEnvironment({})
beforeAll(async () => {
  queue = await startQueue({ port: 0, file: ':memory:', token, currentKey, nextKey })
  client = new Client({ baseUrl: queue.url, token, retry: false, enableTelemetry: false })
})
afterAll(() => queue.close())

/** Runs the program as a deployment does, and returns its output. */
async function keep(values: Record<string, string> = {}) {
  const env = { ...testEnvironment({ queue: queue.url }), ...values }
  const program = join(import.meta.dirname, 'keep-schedules.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: env as never })
  return readLines([[stdout.trim()]])[0] as { kept: string[]; removed: string[] } | undefined
}
const list = async () => {
  const all = await client.schedules.list()
  return all.map(({ scheduleId, cron, destination, method, retries, header }) => ({
    scheduleId,
    cron,
    destination,
    method,
    retries,
    header,
  }))
}

test('each scheduled function gets a schedule of its name, with the secret; a second run changes nothing', async () => {
  const said = await keep()
  expect(said?.kept).toEqual(['check-health', 'clean-up', 'invariants', 'sales-report', 'stock-report', 'sweep'])
  const before = await list()
  expect(before).toHaveLength(6)
  expect(before.find(({ scheduleId }) => scheduleId === 'sales-report')).toMatchObject({
    cron: '15 23 * * *',
    destination: 'http://localhost:3000/api/sales-report',
    method: 'GET',
    retries: 3,
    header: { Authorization: [`Bearer ${testEnvironment({}).CRON_SECRET}`] },
  })
  expect((await keep())?.removed).toEqual([])
  expect(await list()).toEqual(before)
})

test('a changed schedule is corrected, one of a removed function is deleted, and those of others stay', async () => {
  await keep()
  await client.schedules.create({
    scheduleId: 'sweep',
    destination: 'http://localhost:3000/api/sweep',
    cron: '0 0 1 1 *',
  })
  await client.schedules.create({
    scheduleId: 'gone',
    destination: 'http://localhost:3000/api/gone',
    cron: '0 0 * * *',
  })
  await client.schedules.create({
    scheduleId: 'theirs',
    destination: 'http://example.com/api/theirs',
    cron: '0 0 * * *',
  })
  expect((await keep())?.removed).toEqual(['gone'])
  const after = await list()
  expect(after.find(({ scheduleId }) => scheduleId === 'sweep')?.cron).toBe('* * * * *')
  expect(after.map(({ scheduleId }) => scheduleId)).toContain('theirs')
  expect(after).toHaveLength(7)
})

test('sweep and check-health follow PACE_MINUTES without retries, because the next call comes soon', async () => {
  const paced = async (PACE_MINUTES: string) => {
    await keep({ PACE_MINUTES })
    const both = (await list()).filter(({ scheduleId }) => ['sweep', 'check-health'].includes(scheduleId))
    expect(both.map(({ retries }) => retries)).toEqual([0, 0])
    return Object.fromEntries(both.map(({ scheduleId, cron }) => [scheduleId, cron]))
  }
  expect(await paced('15')).toEqual({ sweep: '*/15 * * * *', 'check-health': '*/15 * * * *' })
  expect(await paced('5')).toEqual({ sweep: '*/5 * * * *', 'check-health': '*/5 * * * *' })
  expect(await paced('1')).toEqual({ sweep: '* * * * *', 'check-health': '*/5 * * * *' })
})

test('a schedule of the same name that calls another store is not taken over', async () => {
  await keep()
  const before = await list()
  const other = keep({ SITE_URL: 'http://127.0.0.1:4000' })
  await expect(other).rejects.toThrow('calls http://localhost:3000/api/check-health, which is another store')
  expect(await list()).toEqual(before)
})

test('a schedule calls its function as a scheduler does', async () => {
  const calls: string[] = []
  const store = await listen((request) => {
    const path = new URL(request.url).pathname
    calls.push(`${request.method} ${path} ${request.headers.get('authorization')}`)
    return new Response('fine')
  })
  const fast = await startQueue({ port: 0, file: ':memory:', token, currentKey, nextKey, speed: 1000 })
  await keep({ SITE_URL: store.url, QSTASH_URL: fast.url })
  const expected = `GET /api/sweep Bearer ${testEnvironment({}).CRON_SECRET}`
  await vi.waitFor(() => expect(calls).toContain(expected), { timeout: 8000 })
  await fast.close()
  await store.close()
})

test('when the functions run apart from the pages, those that refresh pages are called at the pages', async () => {
  const other = await startQueue({ port: 0, file: ':memory:', token, currentKey, nextKey })
  const apart = { FUNCTIONS_URL: 'http://localhost:4000', QSTASH_URL: other.url }
  await keep(apart)
  const schedules = await new Client({ baseUrl: other.url, token, enableTelemetry: false }).schedules.list()
  const destinations = schedules.map(({ scheduleId, destination }) => [scheduleId, destination])
  expect(Object.fromEntries(destinations)).toMatchObject({
    'check-health': 'http://localhost:3000/api/check-health',
    sweep: 'http://localhost:4000/api/sweep',
  })
  expect((await keep(apart))?.removed).toEqual([])
  await other.close()
})
