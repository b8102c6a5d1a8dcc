import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Deployed } from '#deploy/conformance/platform.ts'
import { platforms } from '#deploy/conformance/platforms.ts'
import { probes } from '#deploy/conformance/probes.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { listen } from '#local/listen.ts'
import { sign } from '#local/queue/signature.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// The edges of a call: sizes, ages of signatures, runs that take too long, and the first call of an instance.

let database: TestDatabase
let environment: Record<string, string>
const secrets = testEnvironment({})
const megabyte = 1_048_576

beforeAll(async () => {
  database = await startTestDatabase()
  environment = testEnvironment({ database: database.url })
})
afterAll(() => database.close())
beforeEach(() => {
  for (const name of ['log', 'warn', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})

async function planJob(input: object) {
  const key = `deliver-order.${randomUUID()}`
  const whole = { orderId: randomUUID(), ...input }
  await database.sql`insert into jobs (key, name, input) values (${key}, 'deliver-order', ${database.sql.json(whole)})`
  const trace = randomUUID().replaceAll('-', '')
  const text = JSON.stringify({ key, input: whole, traceparent: `00-${trace}-1234567890abcdef-01` })
  return { key, trace, text, body: JSON.stringify({ key, input: whole }) }
}
const stateOf = async (key: string) => {
  const [row] = await database.sql`select status, runs,
    (select count(*)::int from job_steps s where s.job_key = j.key) as effects from jobs j where key = ${key}`
  return row
}

/** A call of the database to storage-webhook, of exactly so many bytes. */
function uploadOf(bytes: number, path = '/api/storage-webhook') {
  const frame = JSON.stringify({ bucket: 'originals', path: '' }).length
  const body = JSON.stringify({ bucket: 'originals', path: 'x'.repeat(bytes - frame) })
  const time = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', secrets.STORAGE_WEBHOOK_SECRET).update(`${time}.${path}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-nightlight-signature': `t=${time},v1=${digest}` }
  return { method: 'POST', headers, body }
}

describe.each(platforms)('$name', ({ deploy, without = [] }) => {
  const has = (what: (typeof without)[number]) => !without.includes(what)
  let deployed: Deployed
  beforeAll(async () => {
    deployed = await deploy(probes, environment)
  }, 60_000)
  afterAll(() => deployed.stop())

  test('the first run of an instance is cold', async () => {
    expect((await deployed.fetch('/api/health')).status).toBe(200)
    const logs = await deployed.logs?.()
    if (logs !== undefined) expect(/"cold":(true|false)/.exec(logs)?.[1]).toBe('true')
  })

  test('takes a body of 1 MB, and names the limit for one byte more', async () => {
    const most = await deployed.fetch('/api/storage-webhook', uploadOf(megabyte))
    expect(most.status).toBe(200)
    const more = await deployed.fetch('/api/storage-webhook', uploadOf(megabyte + 1))
    expect([more.status, await more.json()]).toEqual([413, expect.objectContaining({ code: 'too_large' })])
  })

  test('refuses a body of 6 MB whose length is not told', async () => {
    const { body, ...call } = uploadOf(6 * megabyte)
    const parts = new Blob([body]).stream()
    const init = { ...call, body: parts, duplex: 'half' }
    expect((await deployed.fetch('/api/storage-webhook', init as RequestInit)).status).toBe(413)
    expect((await deployed.fetch('/api/health')).status).toBe(200)
  })

  test('brings an answer of 4 MB out whole', async () => {
    const response = await deployed.fetch(`/api/health?bytes=${4 * megabyte}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([bytes.length, bytes.findIndex((byte, index) => byte !== index % 251)]).toEqual([4 * megabyte, -1])
  })

  test('a call of the database opens its own function only', async () => {
    const other = uploadOf(100, '/api/catalog-webhook')
    expect((await deployed.fetch('/api/storage-webhook', other)).status).toBe(401)
    expect((await deployed.fetch('/api/storage-webhook', uploadOf(100))).status).toBe(200)
  })

  test.runIf(has('address'))(
    'a delivery opens one function for five minutes, and is done once when replayed',
    async () => {
      const { key, body } = await planJob({ does: 'end' })
      const deliver = async (at: number, address = 'deliver-order', secret = secrets.QSTASH_CURRENT_SIGNING_KEY) => {
        const signature = sign(secret, deployed.addressOf?.(address) ?? '', Buffer.from(body), at)
        const headers = { 'content-type': 'application/json', 'upstash-signature': signature }
        return (await deployed.fetch('/api/deliver-order', { method: 'POST', headers, body })).status
      }
      const now = Date.now()
      expect(await deliver(now - 400_000)).toBe(401)
      expect(await deliver(now, 'refund-order')).toBe(401)
      expect(await deliver(now, 'deliver-order', 'a key of somebody else')).toBe(401)
      expect(await stateOf(key)).toEqual({ status: 'waiting', runs: 0, effects: 0 })
      expect([await deliver(now), await deliver(now)]).toEqual([200, 200])
      // A rotation of the keys, in the middle.
      expect(await deliver(now, 'deliver-order', secrets.QSTASH_NEXT_SIGNING_KEY)).toBe(200)
      expect(await stateOf(key)).toEqual({ status: 'done', runs: 1, effects: 1 })
    },
  )

  test.runIf(has('time-outs'))(
    'a run that is cut off goes on with another delivery, and has one effect',
    async () => {
      let begin = () => {}
      let open = () => {}
      const begun = new Promise<void>((resolve) => (begin = resolve))
      const opened = new Promise<void>((resolve) => (open = resolve))
      const gate = await listen(async () => {
        begin()
        await opened
        return new Response('open')
      })
      const { key, text, trace } = await planJob({ does: 'wait', gate: gate.url })
      const cut = await deployed.cutOff?.('deliver-order', text, begun)
      expect(cut?.fate).toBe('again')
      // Its lease outlives the run, in case it only seems to be over.
      expect((await deployed.deliver('deliver-order', [text]))[0]?.fate).toBe('again')
      await database.sql`update jobs set leased_until = now() - interval '1 second' where key = ${key}`
      expect((await deployed.deliver('deliver-order', [text]))[0]?.fate).toBe('gone')
      expect(await stateOf(key)).toEqual({ status: 'done', runs: 2, effects: 1 })
      open()
      // Where the instance lives on, the first run now wants its second step, and sees that another has taken over.
      const endings = () => database.sql`select status from function_runs where trace = ${trace}`
      if (!cut?.killed) await expect.poll(async () => (await endings()).length).toBe(3)
      expect(await stateOf(key)).toEqual({ status: 'done', runs: 2, effects: 1 })
      await gate.close()
    },
    60_000,
  )
})
