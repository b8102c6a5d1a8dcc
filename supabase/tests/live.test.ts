import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, type Lamp, orderOf, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let lamp: Lamp
let order: PlacedOrder
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  lamp = await addLamp(sql, { stock: 100 })
  order = await orderOf(sql, lamp)
  await payOrder(sql, order)
})
afterAll(() => database.close())

const topicOf = async (of: PlacedOrder): Promise<string> =>
  (await sql`select get_order(${of.id}, ${of.access_key}) ->> 'topic' as topic`)[0]?.topic

/** Joins a private topic; gives the first status and what is heard. */
async function join(client: SupabaseClient, topic: string) {
  const heard: unknown[] = []
  const channel = client.channel(topic, { config: { private: true, broadcast: { ack: true } } })
  onTestFinished(() => void client.removeChannel(channel))
  await client.realtime.setAuth()
  const status = await new Promise<string>((resolve) => {
    channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push([event, payload])).subscribe(resolve)
  })
  return { status, heard, channel }
}

test('whoever has the key of an order hears that it has changed, and nothing else', async () => {
  const other = await orderOf(sql, lamp)
  const guest = await join(database.signIn('anon'), await topicOf(order))
  const stranger = await join(database.signIn('anon'), await topicOf(other))
  expect([guest.status, stranger.status]).toEqual(['SUBSCRIBED', 'SUBSCRIBED'])
  await sql`update orders set compared_at = now() where id = ${order.id}`
  await sql`select pack_order(${order.id})`
  await sql`select cancel_order(${other.id})`
  await vi.waitFor(() => expect([guest.heard.length, stranger.heard.length]).toEqual([1, 1]))
  expect(guest.heard).toEqual([['change', { id: expect.any(String) }]])
})

test('nobody sends to the topic of an order, over a connection or over HTTP', async () => {
  const topic = await topicOf(order)
  const [guest, other] = [await join(database.signIn('anon'), topic), await join(database.signIn('anon'), topic)]
  const sent = guest.channel.send({ type: 'broadcast', event: 'change', payload: {} }, { timeout: 300 })
  expect(await sent).toBe('timed out')
  await expect(guest.channel.httpSend('change', {})).rejects.toThrow('Unauthorized')
  expect(other.heard).toEqual([])
})

test.each([
  ['order:', 'CHANNEL_ERROR'],
  [`order:${'0'.repeat(63)}`, 'CHANNEL_ERROR'],
  ['admin:orders', 'CHANNEL_ERROR'],
  [`trace:${'0'.repeat(31)}%`, 'CHANNEL_ERROR'],
  ['trace:', 'CHANNEL_ERROR'],
  ['anything', 'CHANNEL_ERROR'],
])('a visitor who joins %s is refused', async (topic, status) => {
  expect((await join(database.signIn('anon'), topic)).status).toBe(status)
})

test('staff hear that orders and photographs have changed; shoppers are refused', async () => {
  const [shopper, viewer] = [await addPerson(database), await addPerson(database, 'viewer')]
  expect((await join(shopper.db, 'admin:orders')).status).toBe('CHANNEL_ERROR')
  const orders = await join(viewer.db, 'admin:orders')
  const photographs = await join(viewer.db, 'admin:photographs')
  const placed = await orderOf(sql, lamp)
  await payOrder(sql, placed)
  await vi.waitFor(() => expect(orders.heard.length).toBeGreaterThan(1))
  // The id is the message's: what a viewer may see of an order, the database says when the viewer asks.
  for (const said of orders.heard) expect(said).toEqual(['change', { id: expect.any(String) }])
  expect(JSON.stringify(orders.heard)).not.toContain(placed.id)
  await sql`insert into photographs (product_id, role, alt, original_path)
    select ${lamp.productId}, 'off', 'A lamp', 'uploads/live-' || n from generate_series(1, 150) n`
  await sql`select mark_uploaded('uploads/live-1')`
  await vi.waitFor(() => expect(photographs.heard).toHaveLength(2))
})

test('whoever has the id of a trace hears that it has grown; nobody hears of the others', async () => {
  const [own, other] = ['ab'.repeat(16), 'cd'.repeat(16)]
  const visitor = await join(database.signIn('anon'), `trace:${own}`)
  const stranger = await join(database.signIn('anon'), `trace:${other}`)
  expect([visitor.status, stranger.status]).toEqual(['SUBSCRIBED', 'SUBSCRIBED'])
  const run = (trace: string, trigger: string) =>
    sql`insert into function_runs (id, function, trigger, trace, started_at, ms, cold, status) values (gen_random_uuid(), 'chat', ${trigger}, ${trace}, now(), 1, false, 200)`
  await run(own, 'http')
  await run(other, 'cron')
  await run(own, 'queue')
  await vi.waitFor(() => expect(visitor.heard).toHaveLength(2))
  expect(visitor.heard[0]).toEqual(['change', { id: expect.any(String) }])
  expect(stranger.heard).toEqual([])
})

test('a member of staff who is dismissed is let in no more', async () => {
  const viewer = await addPerson(database, 'viewer')
  expect((await join(viewer.db, 'admin:orders')).status).toBe('SUBSCRIBED')
  await sql`delete from staff where user_id = ${viewer.id}`
  expect((await join(viewer.db, 'admin:photographs')).status).toBe('CHANNEL_ERROR')
})

test('an order is sold when Realtime cannot take its news', async () => {
  await sql`alter table realtime.messages add constraint never check (false) not valid`
  const placed = await orderOf(sql, lamp)
  await payOrder(sql, placed)
  await sql`alter table realtime.messages drop constraint never`
  expect((await sql`select status from orders where id = ${placed.id}`)[0]?.status).toBe('paid')
})
