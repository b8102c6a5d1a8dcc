import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '#deploy/conformance/start-server.ts'
import { mountSecrets } from '#deploy/openfaas/conformance.ts'
import { startGateway } from '#deploy/openfaas/stand-in/gateway.ts'
import { layOutImage } from '#deploy/openfaas/stand-in/image.ts'
import { startWatchdog, type Watchdog } from '#deploy/openfaas/stand-in/watchdog.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { waitUntilHealthy } from '#local/wait.ts'

const environment = testEnvironment({})

/** A server in place of the function, which answers when `gate` does. */
const slow = `
import { createServer } from 'node:http'
createServer(async (request, response) => {
  if (request.url === '/slow') await fetch(process.env.GATE)
  response.end('done')
}).listen(Number(process.env.PORT), '127.0.0.1')`

async function startSlow(settings: { execTimeout?: number; maxInflight?: number }) {
  const temporary = mkdtempSync(join(tmpdir(), 'nightlight-lock-'))
  const port = await freePort()
  let open = () => {}
  let begin = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const gate = await listen(async () => {
    begin()
    await opened
    return new Response('open')
  })
  const watchdog = await startWatchdog({
    process: [process.execPath, '--input-type=module', '--eval', slow],
    environment: { PORT: String(port), GATE: gate.url },
    ...{ folder: tmpdir(), port, temporary, execTimeout: 60_000, ...settings },
  })
  onTestFinished(async () => {
    open()
    await watchdog.stop()
    await gate.close()
    rmSync(temporary, { recursive: true })
  })
  await waitUntilHealthy(`${watchdog.url}/_/ready`, watchdog.ended)
  return { watchdog, open, begun, lock: join(temporary, '.lock') }
}

describe('the watchdog', () => {
  test('answers 504 at exec_timeout, with the time it took, and the function lives on', async () => {
    const { watchdog } = await startSlow({ execTimeout: 300 })
    const response = await fetch(`${watchdog.url}/slow`)
    expect(response.status).toBe(504)
    expect(Number(response.headers.get('x-duration-seconds'))).toBeGreaterThanOrEqual(0.3)
    expect(await (await fetch(watchdog.url)).text()).toBe('done')
  })

  test('answers 429 above max_inflight', async () => {
    const { watchdog, begun, open } = await startSlow({ maxInflight: 1 })
    const first = fetch(`${watchdog.url}/slow`)
    await begun
    expect((await fetch(watchdog.url)).status).toBe(429)
    open()
    expect((await first).status).toBe(200)
    await expect.poll(async () => (await fetch(watchdog.url)).status).toBe(200)
  })

  test('is healthy as long as its lock file is there', async () => {
    const { watchdog, lock } = await startSlow({})
    const health = async () => (await fetch(`${watchdog.url}/_/health`)).status
    expect([existsSync(lock), await health()]).toEqual([true, 200])
    rmSync(lock)
    expect([await health(), (await fetch(`${watchdog.url}/_/ready`)).status]).toEqual([503, 503])
  })
})

describe('the image of the functions behind it', () => {
  let database: TestDatabase
  let watchdog: Watchdog
  let gateway: Listening
  const folders: string[] = []
  beforeAll(async () => {
    database = await startTestDatabase()
    const make = (name: string) => {
      const folder = mkdtempSync(join(tmpdir(), `nightlight-${name}-`))
      folders.push(folder)
      return folder
    }
    const [image, secrets, temporary] = [make('image'), make('secrets'), make('lock')]
    await layOutImage(image)
    const port = await freePort()
    const { functions } = parse(readFileSync(join(import.meta.dirname, 'stack.gen.yaml'), 'utf8')) as {
      functions: Record<string, { environment: Record<string, string> }>
    }
    const given = functions.nightlight?.environment ?? {}
    const links = ['--preserve-symlinks', '--preserve-symlinks-main']
    const place = { PLATFORM: 'openfaas', SECRETS_FOLDER: secrets, PORT: String(port), HOST: '127.0.0.1' }
    watchdog = await startWatchdog({
      process: [process.execPath, ...links, 'deploy/host.js'],
      environment: { ...mountSecrets(testEnvironment({ database: database.url }), secrets), ...given, ...place },
      ...{ folder: image, port, temporary, execTimeout: Number(given.exec_timeout?.replace('s', '')) * 1000 },
    })
    await waitUntilHealthy(`${watchdog.url}/_/ready`, watchdog.ended).catch((error: Error) => {
      throw new Error(`${error.message}\n${watchdog.logs()}`)
    })
    gateway = await startGateway('nightlight', watchdog.url)
  })
  afterAll(async () => {
    await gateway?.close()
    await watchdog?.stop()
    await database.close()
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  const sign = (body: string) => {
    const time = Math.floor(Date.now() / 1000)
    const signed = `${time}./api/storage-webhook.${body}`
    const digest = createHmac('sha256', environment.STORAGE_WEBHOOK_SECRET).update(signed).digest('hex')
    return { 'content-type': 'application/json', 'x-nightlight-signature': `t=${time},v1=${digest}` }
  }

  test('answers by the gateway, with the id of the call', async () => {
    const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
    const response = await fetch(`${gateway.url}/function/nightlight/api/invariants`, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-call-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(Number(response.headers.get('x-duration-seconds'))).toBeGreaterThan(0)
    const [job] = await database.sql`select name from jobs where name = 'check-invariants'`
    expect(job).toEqual({ name: 'check-invariants' })
  })

  test('takes a signed call from the asynchronous queue, and its caller gets the result', async () => {
    let report: (request: Request) => void = () => {}
    const reported = new Promise<Request>((resolve) => (report = resolve))
    const callback = await listen((request) => {
      report(request)
      return new Response()
    })
    const body = '{ "bucket": "originals",\r\n"path": "nobody-knows-it.png" }'
    const headers = { ...sign(body), 'x-callback-url': callback.url }
    const queued = await fetch(`${gateway.url}/async-function/nightlight/api/storage-webhook`, {
      ...{ method: 'POST', headers, body },
    })
    expect(queued.status).toBe(202)
    const { headers: result } = await reported
    expect(result.get('x-call-id')).toBe(queued.headers.get('x-call-id'))
    expect(result.get('x-function-name')).toBe('nightlight')
    expect(result.get('x-function-status')).toBe('200')
    expect(Number(result.get('x-duration-seconds'))).toBeGreaterThan(0)
    await callback.close()
  })

  test('leaves the functions of the other image out, and those of the pages', async () => {
    const statusOf = async (name: string) =>
      (await fetch(`${gateway.url}/function/nightlight/api/${name}`, { method: 'POST' })).status
    expect(await Promise.all(['make-thumbnail', 'catalog-webhook', 'ship-order'].map(statusOf))).toEqual([
      404, 404, 401,
    ])
  })
})
