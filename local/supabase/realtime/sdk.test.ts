import { REALTIME_SUBSCRIBE_STATES, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePlan } from '#local/supabase/realtime/limits.ts'
import { connect, join, joinForChanges, schema, startServer, tokenOf, user } from '#local/supabase/realtime/testing.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(schema)
})
afterAll(() => database.close())

const asUser = (number: number, seconds = 300) =>
  connect(database.url, tokenOf(database, { sub: user(number) }, seconds))
const visitor = (vsn?: string) => connect(database.url, undefined, undefined, vsn)
const room = (client: SupabaseClient, name: string, config = {}) => client.channel(name, { config })

/** A member of a topic, with what it has heard. */
async function listen(client: SupabaseClient, name: string, config = {}) {
  const heard: unknown[] = []
  const channel = room(client, name, config)
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push([event, payload]))
  const statuses = await join(channel)
  expect(statuses[0]).toEqual({ status: 'SUBSCRIBED' })
  return { channel, heard, statuses }
}

test.each(['1.0.0', '2.0.0'])('a broadcast reaches the other members, in version %s of the protocol', async (vsn) => {
  const name = `talk-${vsn}`
  const [one, two, stranger] = [
    await listen(visitor(vsn), name),
    await listen(visitor(), name),
    await listen(visitor(), 'x'),
  ]
  expect(await one.channel.send({ type: 'broadcast', event: 'say', payload: { words: 'Güten Tag' } })).toBe('ok')
  await vi.waitFor(() => expect(two.heard).toEqual([['say', { words: 'Güten Tag' }]]))
  expect(await two.channel.send({ type: 'broadcast', event: 'say', payload: { words: 'back' } })).toBe('ok')
  await vi.waitFor(() => expect(one.heard).toEqual([['say', { words: 'back' }]]))
  expect(stranger.heard).toEqual([])
})

test('a member that wants it hears itself, and is told that the server has its message', async () => {
  const { channel, heard } = await listen(visitor(), 'self', { broadcast: { self: true, ack: true } })
  expect(await channel.send({ type: 'broadcast', event: 'say', payload: { a: 1 } })).toBe('ok')
  expect(heard).toEqual([['say', { a: 1 }]])
  const large = { text: 'x'.repeat(freePlan.payload) }
  expect(await channel.send({ type: 'broadcast', event: 'say', payload: large })).toBe('error')
})

test('bytes reach members that can read them', async () => {
  const [one, two] = [await listen(visitor(), 'bytes'), await listen(visitor(), 'bytes')]
  await one.channel.send({ type: 'broadcast', event: 'raw', payload: new Uint8Array([1, 2, 3]).buffer })
  await vi.waitFor(() => expect(two.heard).toHaveLength(1))
  const [[event, payload]] = two.heard as [[string, ArrayBuffer]]
  expect([event, [...new Uint8Array(payload)]]).toEqual(['raw', [1, 2, 3]])
})

test('who sends over HTTP reaches the members too', async () => {
  const { heard } = await listen(visitor(), 'http')
  const sender = room(visitor(), 'http')
  expect(await sender.httpSend('one', { a: 1 })).toEqual({ success: true })
  expect(await sender.send({ type: 'broadcast', event: 'two', payload: { b: 2 } })).toBe('ok')
  expect(await sender.httpSend('bytes', new Uint8Array([7]))).toEqual({ success: true })
  await vi.waitFor(() => expect(heard).toHaveLength(3))
  expect(heard.slice(0, 2)).toEqual([
    ['one', { a: 1 }],
    ['two', { b: 2 }],
  ])
  await expect(sender.httpSend('large', { text: 'x'.repeat(freePlan.payload) })).rejects.toThrow()
})

test('a private topic is for those whom the policies let in', async () => {
  const [[refused], [stranger], [service]] = [
    await join(room(asUser(2), 'room-1', { private: true })),
    await join(room(visitor(), 'room-1', { private: true })),
    await join(room(connect(database.url, undefined, testKeys.secretKey), 'room-1', { private: true })),
  ]
  const error = 'Unauthorized: You do not have permissions to read from this Channel topic: room-1'
  expect([refused, stranger]).toEqual([
    { status: 'CHANNEL_ERROR', error },
    { status: 'CHANNEL_ERROR', error },
  ])
  expect(service).toEqual({ status: 'SUBSCRIBED' })
  const [one, two, outside] = [
    await listen(asUser(1), 'room-1', { private: true }),
    await listen(asUser(1), 'room-1', { private: true }),
    await listen(visitor(), 'room-1'),
  ]
  await one.channel.send({ type: 'broadcast', event: 'say', payload: {} })
  await vi.waitFor(() => expect(two.heard).toEqual([['say', {}]]))
  await expect(room(asUser(2), 'room-1', { private: true }).httpSend('say', {})).rejects.toThrow('Unauthorized')
  // Whom the policies let hear only is not heard.
  const quiet = [
    await listen(asUser(1), 'room-2', { private: true }),
    await listen(asUser(1), 'room-2', { private: true }),
  ]
  await quiet[0]?.channel.send({ type: 'broadcast', event: 'say', payload: {} })
  await database.sql`select realtime.send('{"end": true}', 'say', 'room-2')`
  await vi.waitFor(() => expect(quiet[1]?.heard).toHaveLength(1))
  expect([outside.heard, quiet[1]?.heard]).toEqual([[], [['say', { id: expect.any(String), end: true }]]])
})

test('the database broadcasts: to a private topic or a public one, rows that changed, and bytes', async () => {
  const [inside, outside] = [await listen(asUser(1), 'room-3', { private: true }), await listen(visitor(), 'room-3')]
  await database.sql`select realtime.send('{"a": 1}', 'private', 'room-3')`
  await database.sql`select realtime.send('{"id": "own"}', 'public', 'room-3', false)`
  await database.sql`select realtime.send_binary('\\x0102', 'bytes', 'room-3')`
  await database.sql.unsafe(`
    create function announce() returns trigger language plpgsql as $$ begin
      perform realtime.broadcast_changes('room-3', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger announce after insert or update on notes for each row execute function announce();
    insert into notes values (50, 'one', true);
    drop trigger announce on notes`)
  await vi.waitFor(() => expect(inside.heard).toHaveLength(3))
  expect(outside.heard).toEqual([['public', { id: 'own' }]])
  expect(inside.heard[0]).toEqual(['private', { a: 1, id: expect.any(String) }])
  expect(inside.heard[2]).toEqual([
    'INSERT',
    {
      id: expect.any(String),
      operation: 'INSERT',
      schema: 'public',
      table: 'notes',
      record: { id: 50, text: 'one', done: true },
      old_record: null,
    },
  ])
  const late = await listen(asUser(1), 'room-3', { private: true, broadcast: { replay: { since: 0, limit: 2 } } })
  await vi.waitFor(() => expect(late.heard).toHaveLength(2))
  expect(late.heard[1]).toEqual(inside.heard[2])
})

test('what the database sends in a transaction that is undone, nobody hears', async () => {
  const { heard } = await listen(asUser(1), 'room-4', { private: true })
  await database.sql
    .begin(async (sql) => {
      await sql`select realtime.send('{}', 'undone', 'room-4')`
      throw new Error('undo')
    })
    .catch(() => {})
  await database.sql`select realtime.send('{}', 'done', 'room-4')`
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect(heard).toEqual([['done', { id: expect.any(String) }]])
})

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
