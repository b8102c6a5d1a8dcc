import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startServer } from '#deploy/app.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { listen } from '#local/listen.ts'

test.each(['container', 'google-cloud', 'knative', 'openfaas'])(
  'on SIGTERM a server (%s) takes no further call, lets a running one end, and exits',
  async (platform) => {
    let open = () => {}
    const stopping = new Promise<void>((resolve) => {
      open = resolve
    })
    const gate = await listen(async () => {
      await stopping
      return new Response('open')
    })
    const server = await startProbes(platform, testEnvironment({}))
    const call = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ gate: gate.url }),
    }
    const response = await fetch(`${server.url}/api/chat`, call)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('data: first\n\n')
    const gone = once(server.child, 'exit')
    server.child.kill('SIGTERM')
    await expect
      .poll(() =>
        fetch(`${server.url}/api/health`).then(
          () => 'answered',
          () => 'refused',
        ),
      )
      .toBe('refused')
    open()
    expect((await reader?.read())?.value).toBe('data: second\n\n')
    expect((await reader?.read())?.done).toBe(true)
    expect((await gone)[0]).toBe(0)
    await gate.close()
  },
)

test('a path without a function is 404, and another method 405 with the right one', async () => {
  const server = await startProbes('container', testEnvironment({}))
  expect((await fetch(`${server.url}/api/none`)).status).toBe(404)
  const refused = await fetch(`${server.url}/api/chat`)
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST'])
  await server.stop()
})

test('a caller who does not send the whole request in time gets 408', async () => {
  vi.stubEnv('PORT', '0')
  vi.stubEnv('HOST', '127.0.0.1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const short = { headersTimeout: 40, requestTimeout: 60, connectionsCheckingInterval: 10 }
  const server = startServer(
    new Hono().post('/', async ({ req, text }) => text(await req.text())),
    short,
  )
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
})
