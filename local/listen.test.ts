import { globSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '#local/listen.ts'

const short = { headersTimeout: 40, requestTimeout: 60, keepAliveTimeout: 75_000, connectionsCheckingInterval: 10 }
const body = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n'

async function start(handler: (request: Request) => Promise<Response>, deadlines = short) {
  const server = await listen(handler, 0, deadlines)
  onTestFinished(() => server.close())
  return server
}
const read = async (request: Request) => new Response(await request.text())

/** Sends a part of a request, and gives what was answered when the server has ended the connection. */
async function sendPart(port: number, part: string, drip?: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (bytes) => {
    answer += bytes
  })
  socket.on('error', () => {})
  socket.write(part)
  const dripping = drip ? setInterval(() => socket.writable && socket.write(drip), 5) : undefined
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(dripping)
  return answer
}

test('an idle connection stays open for longer than the pauses of a busy machine', async () => {
  const server = await listen(() => new Response('on'))
  onTestFinished(() => server.close())
  expect((await fetch(server.url)).headers.get('keep-alive')).toBe('timeout=75')
})

test.each([
  ['headers do not end', 'POST / HTTP/1.1\r\nhost: a\r\n', undefined],
  ['headers drip', 'POST / HTTP/1.1\r\nhost: a\r\n', 'x: y\r\n'],
  ['body does not come', body, undefined],
  ['body stops', `${body}abc`, undefined],
  ['body drips', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 99999\r\n\r\n', 'a'],
  ['chunks drip', 'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\na\r\n'],
])('a request whose %s is ended with 408', async (_what, part, drip) => {
  const { port } = await start(read)
  expect(await sendPart(port, part, drip)).toMatch(/^HTTP\/1\.1 408 /)
})

test('a connection without a request is ended', async () => {
  const { port } = await start(read, { ...short, keepAliveTimeout: 20 })
  expect(await sendPart(port, `${body}123456789`)).toMatch(/^HTTP\/1\.1 200 [\s\S]*123456789$/)
})

test('a client that wants a WebSocket of a server without any is answered', async () => {
  const { port } = await start(async () => new Response('on'), { ...short, keepAliveTimeout: 20 })
  const wish = 'GET / HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n'
  expect(await sendPart(port, wish)).toMatch(/^HTTP\/1\.1 200 /)
})

test('an answer may take longer than the request', async () => {
  let open = () => {}
  const late = new Promise<void>((resolve) => {
    open = resolve
  })
  const { url, port } = await start(async (request) => {
    const text = await request.text()
    await late
    return new Response(text)
  })
  const answer = fetch(url, { method: 'POST', body: 'whole' })
  // When this one has been ended, the deadlines of the first are over too.
  await sendPart(port, `${body}abc`)
  open()
  expect(await (await answer).text()).toBe('whole')
})

test('every local service listens here', () => {
  const files = globSync('local/**/*.ts').filter((file) => !/\.test\.ts$/.test(file))
  const serving = files.filter((file) =>
    /\bserve\b.* from '@hono\/node-server'|createServer\(/.test(readFileSync(file, 'utf8')),
  )
  expect(serving.filter((file) => !/free-port|postgres\.ts/.test(file))).toEqual(['local/listen.ts'])
})
