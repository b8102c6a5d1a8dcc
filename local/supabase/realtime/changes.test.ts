import { postgresChangesFilter, type RealtimePostgresChangesPayload, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connect, join, joinForChanges, schema, tokenOf, user } from '#local/supabase/realtime/testing.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

type Row = Record<string, unknown>
type Payload = RealtimePostgresChangesPayload<Row>

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(schema)
})
afterAll(() => database.close())

const asUser = (number: number) => connect(database.url, tokenOf(database, { sub: user(number) }))
const visitor = () => connect(database.url)

/** What a client is told of a table. */
async function watch(client: SupabaseClient, options: object): Promise<Payload[]> {
  const heard: Payload[] = []
  const channel = client.channel(`changes-${crypto.randomUUID()}`)
  const wanted = { event: '*', schema: 'public', table: 'notes', ...options } as { event: '*'; schema: string }
  channel.on('postgres_changes', wanted, (payload) => heard.push(payload as Payload))
  await joinForChanges(channel)
  return heard
}
/** Waits until the last of these notes has come, so that what was not meant for a client would have come too. */
async function settle(): Promise<void> {
  const heard = await watch(visitor(), { filter: 'text=eq.end' })
  await database.sql`insert into notes values (999, 'end') on conflict (id) do update set text = 'end'`
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  await database.sql`delete from notes where id = 999`
}

test('an insert, an update and a delete come in their order, with their rows', async () => {
  const heard = await watch(visitor(), {})
  await database.sql`insert into notes values (1, 'new', false)`
  await database.sql`update notes set text = 'changed' where id = 1`
  await database.sql`delete from notes where id = 1`
  await vi.waitFor(() => expect(heard).toHaveLength(3))
  const old = { id: 1, text: 'new', done: false }
  expect(heard.map(({ eventType, new: now, old: before, errors }) => [eventType, now, before, errors])).toEqual([
    ['INSERT', old, {}, null],
    ['UPDATE', { ...old, text: 'changed' }, old, null],
    ['DELETE', {}, { ...old, text: 'changed' }, null],
  ])
  expect(Math.abs(Date.parse(heard[0]?.commit_timestamp ?? '') - Date.now())).toBeLessThan(20_000)
})

test('values come as REST gives them, and a column without the right to it does not', async () => {
  const heard = await watch(asUser(1), { table: 'lamps' })
  await database.sql`insert into lamps values (1, ${user(1)}, 'Hal"lo', 5, ${['a', 'b,c']}, ${database.sql.json({ w: [1] })}, 'hidden')`
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect(heard[0]?.new).toEqual({
    id: 1,
    owner: user(1),
    name: 'Hal"lo',
    price: 5,
    tags: ['a', 'b,c'],
    facts: { w: [1] },
  })
})

test('the row of another shopper is not seen; of a deleted row everybody sees the key only', async () => {
  const [own, other, owner] = await Promise.all([
    watch(asUser(1), { table: 'lamps' }),
    watch(asUser(2), { table: 'lamps' }),
    watch(connect(database.url, undefined, testKeys.secretKey), { table: 'lamps' }),
  ])
  await database.sql`insert into lamps (id, owner, name) values (10, ${user(1)}, 'one'), (11, ${user(2)}, 'two')`
  // The policies are asked about the row as it is when the change arrives, as on the hosted service.
  await vi.waitFor(() => expect(owner).toHaveLength(2))
  await database.sql`update lamps set owner = ${user(2)} where id = 10`
  await vi.waitFor(() => expect(owner).toHaveLength(3))
  await database.sql`delete from lamps where id = 10`
  await vi.waitFor(() => expect(owner).toHaveLength(4))
  await vi.waitFor(() => expect(own).toHaveLength(2))
  await settle()
  const say = (heard: Payload[]) => heard.map(({ eventType, new: now, old }) => [eventType, (now as Row).id, old])
  expect(say(own)).toEqual([
    ['INSERT', 10, {}],
    ['DELETE', undefined, { id: 10 }],
  ])
  expect(say(other)).toEqual([
    ['INSERT', 11, {}],
    ['UPDATE', 10, { id: 10 }],
    ['DELETE', undefined, { id: 10 }],
  ])
})

test.each([
  ['eq', 'id=eq.20', [20]],
  ['neq', 'id=neq.20', [21, 22]],
  ['lt', 'id=lt.21', [20]],
  ['lte', 'id=lte.21', [20, 21]],
  ['gt', 'id=gt.21', [22]],
  ['gte', 'id=gte.21', [21, 22]],
  ['in', 'id=in.(20,22)', [20, 22]],
  ['not in', 'id=not.in.(20,22)', [21]],
  ['is', 'done=is.null', [21]],
  ['is not', 'done=not.is.true', [21, 22]],
  ['like', 'text=like.b%', [20]],
  ['a quoted value', 'text=eq."one, two"', [22]],
  ['two conditions', 'id=gt.20,done=is.false', [22]],
  ['a builder', postgresChangesFilter().in('text', ['one, two', 'bright']).isDistinct('done', false), [20]],
])('a filter lets only its rows through: %s', async (_name, filter, ids) => {
  await database.sql`delete from notes where id between 20 and 22`
  const heard = await watch(visitor(), { event: 'INSERT', filter })
  await database.sql`insert into notes values (20, 'bright', true), (21, 'dim', null), (22, 'one, two', false)`
  await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(ids.length))
  await settle()
  expect(heard.flatMap(({ new: now }) => ((now as Row).id === 999 ? [] : [(now as Row).id]))).toEqual(ids)
})

test('a client may ask for one kind of change, for all tables of a schema, and for some columns', async () => {
  await database.sql`delete from notes where id = 30`
  const client = visitor()
  const heard: [string, Row][] = []
  const channel = client.channel('many')
  const note = (name: string) => (payload: Payload) => heard.push([name, payload.new as Row])
  channel.on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'notes' }, note('insert'))
  channel.on('postgres_changes', { event: 'DELETE', schema: 'public', table: 'notes' }, note('delete'))
  channel.on('postgres_changes', { event: '*', schema: 'public' }, note('schema'))
  channel.on('postgres_changes', { event: '*', schema: 'public', table: 'notes', select: ['text'] }, note('select'))
  await joinForChanges(channel)
  await database.sql`insert into notes values (30, 'a', true)`
  await vi.waitFor(() => expect(heard).toHaveLength(3))
  const whole = { id: 30, text: 'a', done: true }
  expect(heard).toEqual([
    ['insert', whole],
    ['schema', whole],
    ['select', { id: 30, text: 'a' }],
  ])
})

test.each([
  ['a table that is not published', { table: 'unpublished' }, /Please check Realtime is enabled/],
  ['a column that is not there', { filter: 'colour=eq.red' }, /invalid column for filter colour/],
  ['a value of another type', { filter: 'id=eq.red' }, /invalid input syntax for type integer/],
  ['an operator that is not there', { filter: 'id=near.1' }, /Error parsing `filter` params: \["near", "1"\]/],
  ['an operator that the type has not', { filter: 'id=like.1' }, /operator does not exist/],
  ['SQL in the place of a keyword', { filter: 'done=is.null or true' }, /invalid value for is filter/],
  ['a column without the right to it', { table: 'lamps', filter: 'secret=eq.a' }, /invalid column for filter secret/],
  ['a filter without a value', { filter: 'undefined' }, /Error parsing `filter` params/],
])('a subscription is refused in words: %s', async (_name, options, message) => {
  await expect(watch(asUser(1), options)).rejects.toThrow(message)
})

test('a client that waits for its subscription is told that it cannot be', async () => {
  const options = { config: { postgres_changes_options: { wait: true } } }
  const wanted = { event: '*', schema: 'public', table: 'unpublished' } as const
  const refused = visitor()
    .channel('waits', options)
    .on('postgres_changes', wanted, () => {})
  expect((await join(refused))[0]).toEqual({
    status: 'CHANNEL_ERROR',
    error: expect.stringMatching(/^RealtimeDisabledForConfiguration: Unable to subscribe/),
  })
  const good = visitor()
    .channel('waits-well', options)
    .on('postgres_changes', { ...wanted, table: 'notes' }, () => {})
  expect((await join(good))[0]).toEqual({ status: 'SUBSCRIBED' })
})

test('a row without a primary key is reported without its values', async () => {
  const heard = await watch(visitor(), { table: 'keyless' })
  await database.sql`insert into keyless values ('unseen')`
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect([heard[0]?.errors, heard[0]?.new]).toEqual([['Error 400: Bad Request, no primary key'], {}])
})

test('of a row that is too large the short columns come', async () => {
  const heard = await watch(visitor(), {})
  await database.sql`insert into notes values (40, repeat('x', 1100000), true)`
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect([heard[0]?.errors, heard[0]?.new]).toEqual([['Error 413: Payload Too Large'], { id: 40, done: true }])
})
