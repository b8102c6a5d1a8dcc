import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePlan } from '#local/supabase/realtime/limits.ts'
import { connect, join, listen, schema, tokenOf, user } from '#local/supabase/realtime/testing.ts'
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
