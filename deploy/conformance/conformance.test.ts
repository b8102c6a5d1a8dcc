import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Deployed } from '#deploy/conformance/platform.ts'
import { platforms } from '#deploy/conformance/platforms.ts'
import { probes } from '#deploy/conformance/probes.ts'
import { readLines, testEnvironment } from '#functions/runtime/testing.ts'
import { listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let environment: Record<string, string>
const trace = 'abcdefabcdefabcdefabcdefabcdefab'
const traceparent = `00-${trace}-1234567890abcdef-01`

beforeAll(async () => {
  database = await startTestDatabase()
  // A job that the probe may ring for. Functions plan jobs by SQL functions of their domain; this one is the probe's.
  await database.sql.unsafe(`
    create function public.probe_ring(id uuid) returns jsonb language sql security definer set search_path = '' as $$
      select private.add_job('deliver-order', 'deliver-order.' || id || '.rung', '{"does": "end"}', '${traceparent}') $$;
    grant execute on function public.probe_ring to deliver_order; notify pgrst, 'reload schema'`)
  environment = testEnvironment({ database: database.url })
})
afterAll(() => database.close())
beforeEach(() => {
  for (const name of ['log', 'warn', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})

type Does = 'end' | 'throw' | 'refuse' | 'ring'
async function planJob(does: Does = 'end', key = `deliver-order.${randomUUID()}`) {
  const input = { does, orderId: randomUUID() }
  await database.sql`insert into jobs (key, name, input) values (${key}, 'deliver-order', ${database.sql.json(input)})`
  return { key, text: JSON.stringify({ key, input, traceparent }) }
}
const stateOf = async (key: string) => {
  const [row] = await database.sql`select status, runs,
    (select count(*)::int from job_steps s where s.job_key = j.key) as effects from jobs j where key = ${key}`
  return row
}
const sign = (body: string, at = Date.now()) => {
  const time = Math.floor(at / 1000)
  const secret = testEnvironment({}).STORAGE_WEBHOOK_SECRET
  const digest = createHmac('sha256', secret).update(`${time}./api/storage-webhook.${body}`).digest('hex')
  return { 'content-type': 'application/json', 'x-nightlight-signature': `t=${time},v1=${digest}` }
}

describe.each(platforms)('$name', ({ deploy, without = [], traceHeader }) => {
  const has = (what: (typeof without)[number]) => !without.includes(what)
  const dead = has('dead letters') ? 'dead' : 'gone'
  let deployed: Deployed
  beforeAll(async () => {
    deployed = await deploy(probes, environment)
  }, 60_000)
  afterAll(() => deployed.stop())

  test('brings path, query and headers in, and two cookies and a repeated header out', async () => {
    const headers = { cookie: 'a=1; b=2', 'x-letters': 'A, b' }
    const response = await deployed.fetch('/api/health?q=1&q=%C3%A9+%2F', { headers })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ pathname: '/api/health', query: ['1', 'é /'], headers })
    expect(response.headers.getSetCookie()).toEqual([
      'first=1; Path=/; HttpOnly',
      'second=2; Expires=Wed, 09 Jun 2027 10:18:14 GMT',
    ])
    expect(response.headers.get('x-many')).toBe('one, two')
  })

  test('says what it ran in', async ({ task }) => {
    const { runtime } = (await (await deployed.fetch('/api/health')).json()) as { runtime: string }
    const { vendor, standIns } = deployed.ranIn
    for (const one of [runtime, ...vendor]) expect(one).toMatch(/^\S+ \d+\.\d+\.\d+/)
    // For docs/platforms.md: scripts/platform-suite.ts.
    Object.assign(task.meta, { ranIn: { vendor: [runtime, ...vendor], standIns } })
  })

  test('keeps every byte of an answer', async () => {
    const response = await deployed.fetch('/api/health?binary=1')
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(Array.from({ length: 256 }, (_, index) => index))
  })

  test.runIf(has('stream'))('streams: the second part leaves after the first has arrived', async () => {
    let open = () => {}
    const seen = new Promise<void>((resolve) => {
      open = resolve
    })
    const gate = await listen(async () => {
      await seen
      return new Response('open')
    })
    const body = JSON.stringify({ gate: gate.url })
    // OpenFaaS streams to those only who ask for it.
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
    const response = await deployed.fetch('/api/chat', { method: 'POST', headers, body })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('data: first\n\n')
    open()
    expect((await reader?.read())?.value).toBe('data: second\n\n')
    await gate.close()
  })

  test('verifies a webhook over its exact bytes', async () => {
    const body = '{ "path":"é\\u0041/\\n.png",\r\n"bucket" : "originals" }'
    const call = (headers: Record<string, string>, sent = body) =>
      deployed.fetch('/api/storage-webhook', { method: 'POST', headers, body: sent })
    expect(await (await call(sign(body))).json()).toMatchObject({ bucket: 'originals', path: 'éA/\n.png' })
    expect((await call(sign(body), JSON.stringify(JSON.parse(body)))).status).toBe(401)
    expect((await call(sign(body, Date.now() - 600_000))).status).toBe(401)
    expect((await call({ 'content-type': 'application/json' })).status).toBe(401)
  })

  test('refuses a body that is too large, and a delivery and a schedule that are not signed', async () => {
    const body = JSON.stringify({ path: 'x'.repeat(5_500_000), bucket: 'originals' })
    const large = await deployed.fetch('/api/storage-webhook', { method: 'POST', headers: sign(body), body })
    expect(large.status).toBe(413)
    const { text } = await planJob()
    const headers = { 'content-type': 'application/json' }
    // Where the platform wakes a function by itself, it has no address.
    const unsigned = await deployed.fetch('/api/deliver-order', { method: 'POST', headers, body: text })
    expect([unsigned.status, (await deployed.fetch('/api/invariants')).status].filter((one) => one !== 404)).toEqual(
      has('address') ? [401, 401] : [],
    )
  })

  test('continues the trace of the caller, and that of the platform', async () => {
    const traceOf = async (headers: Record<string, string>) =>
      ((await (await deployed.fetch('/api/health', { headers })).json()) as { trace: string }).trace
    expect(await traceOf({ traceparent })).toBe(trace)
    if (traceHeader) expect(await traceOf(Object.fromEntries([traceHeader(trace)]))).toBe(trace)
  })

  describe.runIf(has('queue'))('queue', () => {
    test('a message is done once, however often it is delivered, with its trace', async () => {
      const { key, text } = await planJob()
      expect(await deployed.deliver('deliver-order', [text])).toEqual([{ fate: 'gone' }])
      expect(await deployed.deliver('deliver-order', [text])).toEqual([{ fate: 'gone' }])
      expect(await stateOf(key)).toEqual({ status: 'done', runs: 1, effects: 1 })
      const [step] = await database.sql`select result from job_steps where job_key = ${key}`
      expect(step?.result).toEqual({ value: trace })
    })

    test('a failed message comes again, one that cannot succeed is kept as a dead letter', async () => {
      const failing = await planJob('throw')
      expect((await deployed.deliver('deliver-order', [failing.text]))[0]?.fate).toBe('again')
      const hopeless = await planJob('refuse')
      expect((await deployed.deliver('deliver-order', [hopeless.text]))[0]?.fate).toBe(dead)
      expect((await deployed.deliver('deliver-order', ['{"poison"']))[0]?.fate).toBe(dead)
      expect((await deployed.deliver('deliver-order', ['{"key": 1}']))[0]?.fate).toBe(dead)
    })

    test('a message whose job another run holds comes again when that run may be over', async () => {
      const { key, text } = await planJob()
      await database.sql`select start_job(${key}, 60)`
      const [result] = await deployed.deliver('deliver-order', [text])
      expect(result?.fate).toBe('again')
      if (result?.after) expect(result.after).toBe(15)
      expect(await stateOf(key)).toEqual({ status: 'running', runs: 1, effects: 0 })
    })

    test.runIf(has('batch'))('in a batch, only what failed comes again', async () => {
      const jobs = await Promise.all([planJob(), planJob('throw'), planJob(), planJob('refuse')])
      const results = await deployed.deliver(
        'deliver-order',
        jobs.map(({ text }) => text),
      )
      expect(results.map(({ fate }) => fate)).toEqual(['gone', 'again', 'gone', dead])
    })

    test('a job rings for the next one at the queue of the platform, in the same trace', async () => {
      const { text } = await planJob('ring')
      expect(await deployed.deliver('deliver-order', [text])).toEqual([{ fate: 'gone' }])
      const { line, text: sent } = deployed.sent().at(-1) ?? {}
      expect(line).toBe('deliver-order')
      expect(sent).toContain(trace)
      expect(JSON.parse(sent ?? '')).toMatchObject({ key: expect.stringContaining('.rung'), input: { does: 'end' } })
    })
  })

  test('a schedule calls with its secret and planned time, and a failure is the platform’s to see', async () => {
    expect(await deployed.schedule('invariants', new Date('2026-11-01T02:30:00Z'))).toBe(true)
    expect(await deployed.schedule('invariants', new Date('2000-01-01T02:30:00Z'))).toBe(false)
    const [run] = await database.sql`select status, trigger from function_runs
      where function = 'invariants' order by started_at desc limit 1`
    expect(run).toEqual({ status: 500, trigger: 'cron' })
  })

  test.runIf(has('uploads'))('an upload is told as the database tells it', async () => {
    expect(await deployed.upload?.('a b+é.png')).toBe(true)
    expect(await deployed.upload?.('a%20b.png')).toBe(false)
  })

  test.runIf(has('strangers'))('a call that only looks like one of the platform is refused', async () => {
    const refused = (await deployed.strangers?.()) ?? []
    expect(refused.length).toBeGreaterThan(2)
    expect(refused.filter((status) => status !== 401)).toEqual([])
  })

  test('only the first run of an instance is cold', async () => {
    const runs =
      await database.sql`select cold from function_runs where function = 'storage-webhook' order by started_at desc`
    expect(runs[0]?.cold).toBe(false)
  })
})

describe.each(platforms)('$name without a secret', ({ deploy }) => {
  test('says which one is missing', async () => {
    const { STORAGE_WEBHOOK_SECRET: _left, ...rest } = environment
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const body = '{"bucket":"originals","path":"x.png"}'
    const attempt = async () => {
      const deployed = await deploy(probes, rest)
      const call = { method: 'POST', headers: sign(body), body }
      const { status } = await deployed.fetch('/api/storage-webhook', call)
      // 502 from a platform whose instance could not begin
      expect([500, 502]).toContain(status)
      const logs = (await deployed.logs?.()) ?? JSON.stringify(readLines(error.mock.calls))
      await deployed.stop()
      return logs
    }
    expect(await attempt()).toContain('STORAGE_WEBHOOK_SECRET')
  })
})
