import { REALTIME_SUBSCRIBE_STATES, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePlan } from '#local/supabase/realtime/limits.ts'
import {
  connect,
  join,
  joinForChanges,
  listen,
  schema,
  startServer,
  tokenOf,
  user,
} from '#local/supabase/realtime/testing.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(schema)
})
afterAll(() => database.close())

const asUser = (number: number, seconds = 300) =>
  connect(database.url, tokenOf(database, { sub: user(number) }, seconds))
const visitor = (vsn?: string) => connect(database.url, undefined, undefined, vsn)
const room = (client: SupabaseClient, name: string, config = {}) => client.channel(name, { config })

test('members see who is present, what they say of themselves, and who leaves', async () => {
  const one = room(visitor(), 'presence', { presence: { key: 'one' } }).on('presence', { event: 'sync' }, () => {})
  await join(one)
  const two = room(visitor(), 'presence', { presence: { key: 'two' } }).on('presence', { event: 'sync' }, () => {})
  const left: unknown[] = []
  two.on('presence', { event: 'leave' }, ({ key }) => left.push(key))
  expect(await one.track({ mood: 'dim' })).toBe('ok')
  await join(two)
  const seen = () => Object.entries(two.presenceState()).map(([key, [meta]]) => [key, (meta as { mood?: string }).mood])
  await vi.waitFor(() => expect(seen()).toEqual([['one', 'dim']]))
  await one.track({ mood: 'bright' })
  await vi.waitFor(() => expect(seen()).toEqual([['one', 'bright']]))
  await two.track({ mood: 'off' })
  await vi.waitFor(() => expect(Object.keys(one.presenceState())).toEqual(['one', 'two']))
  await one.untrack()
  await vi.waitFor(() => expect(seen()).toEqual([['two', 'off']]))
  await two.unsubscribe()
  await vi.waitFor(() => expect(one.presenceState()).toEqual({}))
  expect(left).toContain('one')
})

test('a client leaves one channel, or all, and its socket ends', async () => {
  const client = visitor()
  const { channel, statuses } = await listen(client, 'leave')
  await listen(client, 'stay')
  expect(client.getChannels()).toHaveLength(2)
  expect(await client.removeChannel(channel)).toBe('ok')
  expect(statuses.at(-1)).toEqual({ status: REALTIME_SUBSCRIBE_STATES.CLOSED })
  expect(client.getChannels().map(({ topic }) => topic)).toEqual(['realtime:stay'])
  expect(await client.removeAllChannels()).toEqual(['ok'])
  await vi.waitFor(() => expect(client.realtime.connectionState()).toBe('closed'))
})

test('a heartbeat is answered', async () => {
  const client = visitor()
  await listen(client, 'beat')
  const beats: string[] = []
  client.realtime.onHeartbeat((status) => beats.push(status))
  await client.realtime.sendHeartbeat()
  await vi.waitFor(() => expect(beats).toEqual(['sent', 'ok']))
})

test('the client is told when the stream of changes is ready', async () => {
  const messages: string[] = []
  const channel = room(visitor(), 'ready', { broadcast: { replication_ready: true } })
  channel.on('system', {}, ({ status, message }) => messages.push(`${status} ${message}`))
  await join(channel)
  await vi.waitFor(() => expect(messages).toEqual(['ok Replication connection established']))
})

test('a token that ends closes the channel, and one that is refreshed in time keeps it open', async () => {
  const ending = room(asUser(1, 2), 'room-5', { private: true })
  const messages: string[] = []
  ending.on('system', {}, ({ message }) => messages.push(message))
  const statuses = await join(ending)

  let token = tokenOf(database, { sub: user(1) }, 2)
  const client = connect(database.url, () => token)
  const kept = await listen(client, 'room-5', { private: true })
  token = tokenOf(database, { sub: user(1) })
  await client.realtime.setAuth()

  await vi.waitFor(() => expect(statuses.at(-1)).toEqual({ status: 'CLOSED' }), 5000)
  expect(messages).toEqual(['Token has expired 0 seconds ago'])
  await database.sql`select realtime.send('{}', 'still', 'room-5')`
  await vi.waitFor(() => expect(kept.heard).toHaveLength(1))
  expect(kept.statuses).toEqual([{ status: 'SUBSCRIBED' }])
})

test('a token of somebody else ends a private channel, and changes whose rows come', async () => {
  let token = tokenOf(database, { sub: user(1) })
  const client = connect(database.url, () => token)
  const { statuses } = await listen(client, 'room-6', { private: true })
  const ids: unknown[] = []
  const lamps = client.channel('lamps')
  lamps.on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'lamps' }, ({ new: row }) =>
    ids.push(row.id),
  )
  await joinForChanges(lamps)
  const again = new Promise((resolve) => lamps.on('system', {}, resolve))
  token = tokenOf(database, { sub: user(2) })
  await client.realtime.setAuth()
  await vi.waitFor(() => expect(statuses.at(-1)).toEqual({ status: 'CLOSED' }))
  await again
  await database.sql`insert into lamps (id, owner) values (100, ${user(1)}), (101, ${user(2)})`
  await vi.waitFor(() => expect(ids).toEqual([101]))
})

test.each([
  ['has expired', () => tokenOf(database, {}, -5), /^InvalidJWTToken: Token has expired \d+ seconds ago$/],
  ['is no token', () => 'nonsense', /^MalformedJWT: The token provided is not a valid JWT$/],
  [
    'was changed',
    () => `${tokenOf(database, {}).slice(0, -6)}AAAAAA`,
    /^JwtSignatureError: Failed to validate JWT signature$/,
  ],
  [
    'has no role',
    () => tokenOf(database, { role: undefined }),
    /^InvalidJWTToken: Fields `role` and `exp` are required in JWT$/,
  ],
  ['names a role that no token may have', () => tokenOf(database, { role: 'postgres' }), /^Unauthorized: /],
])('a token that %s is refused in the words of the hosted service', async (_what, make, error) => {
  const [status] = await join(room(connect(database.url, make()), 'any'))
  expect(status).toEqual({ status: 'CHANNEL_ERROR', error: expect.stringMatching(error) })
})

test('a client of another project opens no connection', async () => {
  const [status] = await join(room(connect(database.url, undefined, 'sb_publishable_other'), 'any'))
  expect(status?.status).toBe('CHANNEL_ERROR')
})

test('a client comes back when the server was away, and hears again', async () => {
  let server = await startServer(database)
  const client = connect(server.url)
  const { heard, statuses } = await listen(client, 'again')
  await server.close()
  await vi.waitFor(() => expect(statuses.at(-1)?.status).toBe('CHANNEL_ERROR'))
  server = await startServer(database, server.port)
  await vi.waitFor(() => expect(statuses.at(-1)?.status).toBe('SUBSCRIBED'), 10_000)
  await database.sql`select realtime.send('{}', 'back', 'again', false)`
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  await server.close()
})

test('limits are answered as the hosted service does', async () => {
  const server = await startServer(database, 0, {
    ...freePlan,
    connections: 2,
    channelsPerConnection: 1,
    messagesPerSecond: 3,
  })
  const client = connect(server.url)
  const { channel, statuses } = await listen(client, 'one')
  expect((await join(room(client, 'two')))[0]?.error).toBe('ChannelRateLimitReached: Too many channels')
  const messages: string[] = []
  channel.on('system', {}, ({ message }) => messages.push(message))
  for (let index = 0; index < 4; index++) await channel.send({ type: 'broadcast', event: 'say', payload: {} })
  await vi.waitFor(() => expect(statuses.at(-1)?.status).toBe('CLOSED'))
  expect(messages).toEqual(['Too many messages per second'])
  await join(room(connect(server.url), 'three'))
  expect((await join(room(connect(server.url), 'four')))[0]?.status).toBe('CHANNEL_ERROR')
  await server.close()
})
