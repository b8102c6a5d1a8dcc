import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Env } from '#lib/env.ts'
import type { Db } from '#lib/supabase.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import { callSchedule, findFacts, nextCall, scheduleOf } from '#shop/runs/schedules.ts'

const noted: unknown[] = []
const db = {
  rpc: async (...call: unknown[]) => {
    noted.push(call)
    return { data: null, error: null }
  },
} as unknown as Db
const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`

const closing: (() => unknown)[] = []
afterEach(() => {
  noted.length = 0
  for (const close of closing.splice(0)) close()
})

async function listen(status: number): Promise<{ env: Env; calls: string[] }> {
  const calls: string[] = []
  const server = createServer(({ method, url, headers }, answer) => {
    calls.push(`${method} ${url} ${headers.authorization} ${headers.traceparent}`)
    answer.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { env: { SITE_URL: address, FUNCTIONS_URL: address, CRON_SECRET: 'the secret of crons' } as Env, calls }
}

test('the next call follows the schedule and the pace, in UTC', () => {
  const sweep = findFacts('sweep')
  expect(sweep).not.toBeNull()
  const schedule = scheduleOf(sweep as never, { PACE_MINUTES: 15 })
  expect(nextCall(schedule, new Date('2026-11-29T10:01:00Z'))).toEqual(new Date('2026-11-29T10:15:00Z'))
  expect(nextCall(scheduleOf(findFacts('chat') as never, { PACE_MINUTES: 1 }), new Date())).toBeNull()
})

test('every scheduled function has a next call at every pace, and no other has', () => {
  for (const facts of functionFacts)
    for (const PACE_MINUTES of [1, 5, 15] as const)
      expect(nextCall(scheduleOf(facts, { PACE_MINUTES }), new Date()) !== null).toBe(facts.trigger === 'cron')
})

test('a call is noted, and made as the scheduler makes it', async () => {
  const { env, calls } = await listen(200)
  expect(await callSchedule(db, env, 'sweep', trace)).toBe(200)
  expect(noted).toEqual([['note_schedule_call', { function: 'sweep' }]])
  expect(calls).toEqual([`GET /api/sweep Bearer the secret of crons ${trace}`])
})

test('a function without a schedule is not called', async () => {
  const { env, calls } = await listen(200)
  for (const name of ['chat', 'process-order', 'nothing'])
    await expect(callSchedule(db, env, name, trace)).rejects.toMatchObject({ code: 'not_found' })
  expect([...calls, ...noted]).toEqual([])
})

test('a function that does not answer is said', async () => {
  const { env } = await listen(200)
  const gone = { ...env, FUNCTIONS_URL: 'http://127.0.0.1:1' }
  await expect(callSchedule(db, gone, 'sweep', trace)).rejects.toMatchObject({ code: 'conflict' })
})
