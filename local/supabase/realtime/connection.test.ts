import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase('')
})
afterAll(() => database.close())

async function open(vsn = '2.0.0'): Promise<WebSocket> {
  const url = `${database.url.replace('http', 'ws')}/realtime/v1/websocket?vsn=${vsn}&apikey=${testKeys.publishableKey}`
  const socket = new WebSocket(url)
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  return socket
}
async function ask(socket: WebSocket, frame: unknown): Promise<unknown> {
  socket.send(JSON.stringify(frame))
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}
const heartbeat = [null, '1', 'phoenix', 'heartbeat', {}]
const answered = [null, '1', 'phoenix', 'phx_reply', { status: 'ok', response: {} }]

test.each([
  ['no JSON', 'nonsense'],
  ['another JSON', '{"a":1}'],
  ['a list that is too short', '["1","2"]'],
  ['no list', '12'],
  ['bytes that are no frame', Buffer.from([9, 9, 9])],
  ['a frame that ends early', Buffer.from([3, 200, 0, 0, 0, 0, 1, 65])],
  ['a payload that is no JSON', Buffer.from([3, 0, 0, 1, 1, 0, 1, 65, 65, 123])],
])('%s ends its connection and no other', async (_what, data) => {
  const [bad, good] = [await open(), await open()]
  bad.send(data)
  const [code] = await once(bad, 'close')
  expect(code).toBe(1007)
  expect(await ask(good, heartbeat)).toEqual(answered)
})

test('a frame that is too large ends its connection and no other', async () => {
  const [bad, good] = [await open(), await open()]
  bad.send('x'.repeat(6_000_000))
  const [code] = await once(bad, 'close')
  expect(code).toBe(1009)
  expect(await ask(good, heartbeat)).toEqual(answered)
})

test.each([
  ['a topic that is no channel', ['1', '2', 'other', 'phx_join', {}], 'unmatched topic'],
  ['no name of a topic', ['1', '2', 'realtime:', 'phx_join', {}], 'TopicNameRequired: You must provide a topic name'],
  ['a channel that was not joined', ['1', '2', 'realtime:a', 'broadcast', { event: 'a' }], 'unmatched topic'],
])('%s is answered with an error', async (_what, frame, reason) => {
  expect(await ask(await open(), frame)).toEqual([
    '1',
    '2',
    frame[2],
    'phx_reply',
    { status: 'error', response: { reason } },
  ])
})

test.each([
  ['a list', []],
  ['nothing', null],
  ['a word', 'join'],
  ['settings of another kind', { config: { broadcast: 'yes', presence: 4, private: 'no', postgres_changes: 'all' } }],
])('a client that joins with %s is a member, with nothing switched on', async (_what, payload) => {
  const answer = await ask(await open(), ['1', '2', 'realtime:a', 'phx_join', payload])
  expect(answer).toEqual(['1', '2', 'realtime:a', 'phx_reply', { status: 'ok', response: { postgres_changes: [] } }])
})

test('who joins again leaves the first channel, and messages that are none change nothing', async () => {
  const socket = await open()
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data)).slice(0, 4)))
  for (const frame of [
    ['1', '1', 'realtime:a', 'phx_join', {}],
    ['1', '2', 'realtime:a', 'broadcast', 'nothing'],
    ['1', '3', 'realtime:a', 'presence', null],
    ['1', '4', 'realtime:a', 'access_token', { access_token: 5 }],
    ['1', '5', 'realtime:a', 'unknown', {}],
    ['6', '6', 'realtime:a', 'phx_join', {}],
    ['6', '7', 'realtime:a', 'phx_leave', {}],
  ])
    socket.send(JSON.stringify(frame))
  await expect.poll(() => heard).toHaveLength(6)
  expect(heard).toEqual([
    ['1', '1', 'realtime:a', 'phx_reply'],
    ['1', '3', 'realtime:a', 'phx_reply'],
    ['1', '1', 'realtime:a', 'phx_close'],
    ['6', '6', 'realtime:a', 'phx_reply'],
    ['6', '7', 'realtime:a', 'phx_reply'],
    ['6', '6', 'realtime:a', 'phx_close'],
  ])
})

test.each([
  ['without a key', '/realtime/v1/websocket', 401],
  ['with another version', `/realtime/v1/websocket?vsn=3.0.0&apikey=${testKeys.publishableKey}`, 403],
  ['at another address', `/realtime/v1/other?apikey=${testKeys.publishableKey}`, 501],
  ['at another service', '/rest/v1/websocket', 401],
])('a WebSocket %s does not open', async (_what, path, status) => {
  const socket = new WebSocket(`${database.url.replace('http', 'ws')}${path}`)
  const [error] = await once(socket, 'error')
  expect(error.message).toBe(`Unexpected server response: ${status}`)
})

test('a request for another protocol is answered as one of HTTP', async () => {
  const socket = connect(Number(new URL(database.url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('GET /health HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: h2c\r\n\r\n')
  const [data] = await once(socket, 'data')
  expect(String(data)).toMatch(/^HTTP\/1\.1 200 /)
})
