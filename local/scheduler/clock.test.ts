import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '#local/listen.ts'
import { type ClockOptions, fireCron, startClock } from '#local/scheduler/clock.ts'

const secret = 'local-cron-secret'
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const nightly = { path: '/api/report', schedule: '0 5 * * *' }
const sweep = { path: '/api/sweep', schedule: '* * * * *' }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.UTC(2026, 0, 1, 4, 59, 30) })
})
afterEach(() => {
  vi.useRealTimers()
})

type Respond = () => Response | Promise<Response>

/** A store that records each call with its time, and a vercel.json with these crons. */
async function openStage(crons: unknown, answer: Respond = () => new Response('done')) {
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-cron-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'vercel.json')
  writeFileSync(file, typeof crons === 'string' ? crons : JSON.stringify({ crons }))
  const calls: { path: string; time: string; headers: Headers }[] = []
  const stage = { answer }
  // Counts a call before its request is sent. Tests that expect no call use this count, because `calls` is updated later.
  const fetched = vi.spyOn(globalThis, 'fetch')
  onTestFinished(() => fetched.mockRestore())
  const server = await listen(async ({ url, headers }) => {
    const { pathname, search } = new URL(url)
    calls.push({ path: pathname + search, time: new Date().toISOString().slice(0, 19), headers })
    return stage.answer()
  })
  onTestFinished(() => server.close())
  const target = { file, url: server.url, secret }
  const start = (options: Partial<ClockOptions> = {}) => {
    const clock = startClock({ ...target, stateFile: join(folder, 'cron.sqlite'), ...options })
    const close = vi.fn(clock.close)
    onTestFinished(async () => {
      if (close.mock.calls.length === 0) await close()
    })
    return { ...clock, close }
  }
  return { stage, calls, fetched, target, start, write: (text: string) => writeFileSync(file, text) }
}

/** The parsed lines of the log, which is not printed. */
function watchLog() {
  const lines: Record<string, unknown>[] = []
  const spy = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(JSON.parse(line)))
  onTestFinished(() => spy.mockRestore())
  return lines
}

const calledAt = (calls: { time: string }[], times: string[]) =>
  expect.poll(() => calls.map(({ time }) => time)).toEqual(times)

test('a cron is called at each due time, with the headers of Vercel', async () => {
  const { calls, fetched, start } = await openStage([nightly])
  const clock = start()
  expect(clock.list()).toEqual([{ ...nightly, next: Date.UTC(2026, 0, 1, 5), last: null }])
  vi.advanceTimersByTime(29 * second)
  expect(fetched).not.toHaveBeenCalled()
  vi.advanceTimersByTime(second)
  await calledAt(calls, ['2026-01-01T05:00:00'])
  expect(calls[0]?.path).toBe('/api/report')
  expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${secret}`)
  expect(calls[0]?.headers.get('user-agent')).toBe('vercel-cron/1.0')
  const [next, last] = [Date.UTC(2026, 0, 2, 5), Date.UTC(2026, 0, 1, 5)]
  await expect.poll(() => clock.list()).toEqual([{ ...nightly, next, last }])
  vi.advanceTimersByTime(24 * hour)
  await calledAt(calls, ['2026-01-01T05:00:00', '2026-01-02T05:00:00'])
})

test('a missed run is called once at the next start, and not again', async () => {
  const { calls, fetched, start } = await openStage([nightly])
  await start().close()
  vi.setSystemTime('2026-01-04T09:00:00Z')
  const second = start()
  vi.advanceTimersByTime(0)
  await calledAt(calls, ['2026-01-04T09:00:00'])
  await expect.poll(() => second.list()[0]?.last).toBe(Date.UTC(2026, 0, 4, 9))
  await second.close()
  vi.setSystemTime('2026-01-04T10:00:00Z')
  start()
  vi.advanceTimersByTime(2 * minute)
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('a missed run is not called for an hourly cron, nor for a new or changed one', async () => {
  const { fetched, start, write } = await openStage([{ path: '/api/hourly', schedule: '30 * * * *' }])
  await start().close()
  vi.setSystemTime('2026-01-04T09:00:00Z')
  write(JSON.stringify({ crons: [{ path: '/api/hourly', schedule: '30 * * * *' }, nightly] }))
  await start().close()
  write(JSON.stringify({ crons: [{ ...nightly, schedule: '0 6 * * *' }] }))
  start()
  vi.advanceTimersByTime(2 * minute)
  expect(fetched).not.toHaveBeenCalled()
})

test('a call for a missed run that fails is logged and repeated every minute until it succeeds', async () => {
  const lines = watchLog()
  const { calls, fetched, start, stage } = await openStage([nightly], () => new Response('', { status: 500 }))
  await start().close()
  vi.setSystemTime('2026-01-04T09:00:00Z')
  const clock = start()
  vi.advanceTimersByTime(0)
  await expect.poll(() => lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ level: 'error', message: 'cron failed', ...nightly, status: 500 })
  stage.answer = () => new Response('done')
  vi.advanceTimersByTime(59 * second)
  expect(fetched).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(second)
  await calledAt(calls, ['2026-01-04T09:00:00', '2026-01-04T09:01:00'])
  await expect.poll(() => clock.list()[0]?.last).toBe(Date.UTC(2026, 0, 4, 9, 1))
  vi.advanceTimersByTime(5 * minute)
  expect(fetched).toHaveBeenCalledTimes(2)
})

test('a call that fails is logged, and the cron is called again at its next time', async () => {
  const lines = watchLog()
  const { calls, start, stage } = await openStage([sweep], () => new Response('', { status: 307 }))
  start()
  vi.advanceTimersByTime(30 * second)
  await expect.poll(() => lines).toEqual([expect.objectContaining({ path: '/api/sweep', status: 307 })])
  stage.answer = () => new Response('done')
  vi.advanceTimersByTime(minute)
  await calledAt(calls, ['2026-01-01T05:00:00', '2026-01-01T05:01:00'])
})

test('an unreachable store counts as a failed call', async () => {
  const lines = watchLog()
  const { start } = await openStage([sweep])
  start({ url: 'http://127.0.0.1:1' })
  vi.advanceTimersByTime(30 * second)
  await expect.poll(() => lines).toEqual([expect.objectContaining({ error: expect.stringContaining('fetch failed') })])
})

test('calls of the same path never overlap', async () => {
  const lines = watchLog()
  let finish = (_: Response) => {}
  const { calls, fetched, start, stage } = await openStage([sweep], () => new Promise((resolve) => (finish = resolve)))
  const clock = start()
  vi.advanceTimersByTime(30 * second)
  await expect.poll(() => calls).toHaveLength(1)
  vi.advanceTimersByTime(minute)
  await expect.poll(() => lines).toEqual([expect.objectContaining({ error: 'its last call still runs' })])
  const joined = clock.fire('/api/sweep')
  finish(new Response('done', { status: 202 }))
  expect((await joined).status).toBe(202)
  expect(fetched).toHaveBeenCalledTimes(1)
  stage.answer = () => new Response('done')
  expect((await clock.fire('/api/sweep')).status).toBe(200)
  vi.advanceTimersByTime(minute)
  await expect.poll(() => calls).toHaveLength(3)
})

test('a call that the stop aborts counts as missed', async () => {
  const { calls, start, stage } = await openStage([nightly], () => new Promise(() => {}))
  const first = start()
  vi.advanceTimersByTime(30 * second)
  await expect.poll(() => calls).toHaveLength(1)
  await first.close()
  stage.answer = () => new Response('done')
  start()
  vi.advanceTimersByTime(0)
  await expect.poll(() => calls).toHaveLength(2)
})

test('after the machine slept, a missed cron is called once, within a minute', async () => {
  const { calls, fetched, start } = await openStage([{ ...nightly, schedule: '0 */2 * * *' }])
  let slept = 0
  start({ now: () => Date.now() + slept })
  slept = 7 * hour
  vi.advanceTimersByTime(minute)
  await expect.poll(() => calls).toHaveLength(1)
  vi.advanceTimersByTime(30 * minute)
  expect(fetched).toHaveBeenCalledTimes(1)
})

test.each([
  ['{', 'cannot be read'],
  ['{"crons":{}}', 'vercel.json: crons: '],
  ['{"crons":[{"path":"api","schedule":"* * * * *"}]}', 'vercel.json: crons[0].path: '],
  ['{"crons":[{"path":"/a"}]}', 'vercel.json: crons[0].schedule: '],
  ['{"schedules":{"report":{"path":"/a","schedule":"0 5 * * *","timezone":"Europe/Berlin"}}}', 'schedules.report'],
  ['{"schedules":{"report":{"path":"/a","schedule":"@daily"}}}', 'schedules.report (/a): "@daily" is not a cron'],
  [[sweep, { ...nightly, schedule: '0 25 * * *' }], 'crons[1] (/api/report): "0 25 * * *" is not a cron expression'],
  [[{ ...nightly, schedule: '0 5 * * MON' }], 'crons[0] (/api/report): "0 5 * * MON" is not a cron expression'],
  [[{ ...nightly, schedule: '@daily' }], 'crons[0] (/api/report): "@daily" is not a cron expression'],
  [[{ ...nightly, schedule: '0 0 1 * 1' }], 'crons[0] (/api/report): "0 0 1 * 1" sets day of month and day of week'],
])('a vercel.json of %j is refused at the start', async (crons, message) => {
  const { start } = await openStage(crons)
  expect(() => start()).toThrow(message)
})

test('schedules are called as cron jobs are', async () => {
  const schedules = { report: { ...nightly, requestMethod: 'GET' }, sweep }
  const { calls, start } = await openStage(JSON.stringify({ schedules }))
  expect(
    start()
      .list()
      .map(({ path, schedule }) => ({ path, schedule })),
  ).toEqual([nightly, sweep])
  vi.advanceTimersByTime(30 * second)
  await expect.poll(() => calls.map(({ path }) => path).toSorted()).toEqual(['/api/report', '/api/sweep'])
})

test('a vercel.json that is missing is refused, and one without crons calls nothing', async () => {
  const { start } = await openStage('{}')
  expect(start().list()).toEqual([])
  expect(() => start({ file: '/nowhere/vercel.json' })).toThrow('/nowhere/vercel.json cannot be read')
})

test('a cron can be called by its name at any time', async () => {
  const { calls, target } = await openStage([sweep, { ...nightly, path: '/api/report?full=1' }])
  expect(await fireCron(target, 'report', { at: '2026-11-22' })).toMatchObject({ status: 200 })
  expect(await fireCron(target, '/api/sweep')).toMatchObject({ status: 200 })
  expect(calls.map(({ path }) => path)).toEqual(['/api/report?full=1&at=2026-11-22', '/api/sweep'])
  await expect(fireCron(target, 'weep')).rejects.toThrow('No cron "weep"; there are: /api/sweep, /api/report?full=1')
})
