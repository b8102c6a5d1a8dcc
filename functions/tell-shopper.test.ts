import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { deliverOrder } from '#functions/deliver-order.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { deliveryOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { shipOrder } from '#functions/ship-order.ts'
import { tellShopper } from '#functions/tell-shopper.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

type PlacedOrder = { id: string; access_key: string; total: number }
type Mail = { to: string; subject: string; html: string; text: string }

let database: TestDatabase
let sql: Sql
let variant = ''
let editor: SupabaseClient
/** The mail service is down. */
let isDown = false
/** What the mail service accepted, by idempotency key: it sends each once. */
const mails = new Map<string, Mail>()
const rung: string[] = []
const servers: Listening[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [row] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 24900 from products returning id`
  variant = row?.id
  await sql`select receive_stock(${variant}, 100)`
  const sub = crypto.randomUUID()
  await sql`insert into auth.users (id, email, email_confirmed_at) values (${sub}, 'editor@example.com', now())`
  await sql`insert into staff (user_id, role, name) values (${sub}, 'editor', 'The editor')`
  editor = database.signIn('authenticated', { sub })
  const mail = await listen(async (request) => {
    const body = (await request.json()) as Mail
    if (isDown) return Response.json({ name: 'internal_server_error', message: 'It is down.' }, { status: 500 })
    const key = request.headers.get('idempotency-key') ?? ''
    if (!mails.has(key)) mails.set(key, body)
    return Response.json({ id: `mail_${mails.size}` })
  })
  const queue = await listen(async (request) => {
    rung.push(((await request.json()) as { key: string }).key)
    return Response.json({ messageId: 'msg_1' })
  })
  servers.push(mail, queue)
  const addresses = { database: database.url, queue: queue.url, mail: mail.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await database.close()
})
beforeEach(() => {
  mails.clear()
  rung.length = 0
  isDown = false
  for (const name of ['log', 'error', 'warn'] as const) vi.spyOn(console, name).mockReturnValue()
})

async function packedOrder(email: string | null = 'ada@example.com'): Promise<PlacedOrder> {
  const [cart] = await sql`select add_to_cart(null, ${variant}, 1) as id`
  const [placed] = await sql<{ order: PlacedOrder }[]>`select place_order(${cart?.id}, ${traceparent}) as order`
  if (!placed) throw new Error('There is no order.')
  const { id, total } = placed.order
  const address = { name: 'Ada', line1: 'Kade 1', line2: null, postalCode: '9000', city: 'Ghent', country: 'BE' }
  await sql`select mark_paid(${id}, ${`cs_${id}`}, ${`pi_${id}`}, ${total}, 'eur', ${email}, ${sql.json(address)})`
  await sql`select pack_order(${id})`
  return placed.order
}
const run = async (definition: FunctionDefinition, key: string, input: object) =>
  (await serve(definition)(deliveryOf(definition.name, key, input))).status
const ship = ({ id }: PlacedOrder) => run(shipOrder, `ship-order.${id}`, { orderId: id })
const deliver = ({ id }: PlacedOrder) => run(deliverOrder, `deliver-order.${id}`, { orderId: id })
const tell = ({ id }: PlacedOrder, about: string) =>
  run(tellShopper, `tell-shopper.${id}.${about}`, { orderId: id, about })
const newsOf = ({ id }: PlacedOrder) =>
  sql`select split_part(key, '.', 3) as about from jobs where name = 'tell-shopper' and input ->> 'orderId' = ${id} order by created_at`
const staffShip = ({ id }: PlacedOrder, tracking_number: string) =>
  editor.rpc('staff_ship_order', { order_id: id, tracking_number })

test('a shopper hears once that the parcel has left and once that it has arrived, however often the jobs run', async () => {
  const order = await packedOrder()
  expect(await ship(order)).toBe(200)
  expect(rung).toEqual([`deliver-order.${order.id}`, `tell-shopper.${order.id}.shipped`])
  for (const _ of [1, 2]) expect(await tell(order, 'shipped')).toBe(200)
  expect(await deliver(order)).toBe(200)
  for (const _ of [1, 2]) expect(await tell(order, 'delivered')).toBe(200)
  await sql`select ship_order(${order.id}), deliver_order(${order.id})`
  expect(await newsOf(order)).toEqual([{ about: 'shipped' }, { about: 'delivered' }])

  const [row] = await sql`select number, tracking_number, access_key from orders where id = ${order.id}`
  const page = `http://localhost:3000/orders/${order.id}?key=${row?.access_key}`
  const [shipped, delivered, ...more] = mails.values()
  expect(more).toEqual([])
  expect(shipped).toMatchObject({ to: 'ada@example.com', subject: expect.stringMatching(/NL-\d+ is on its way$/) })
  expect(delivered).toMatchObject({ to: 'ada@example.com', subject: expect.stringMatching(/NL-\d+ has arrived$/) })
  for (const part of [row?.tracking_number, 'Moth Post', page, row?.number]) expect(shipped?.text).toContain(part)
  const [{ until } = {}] =
    await sql`select to_char(now() at time zone 'Europe/Amsterdam' + interval '30 days', 'FMDD FMMonth YYYY') as until`
  for (const part of ['Moth Post', page, row?.number, until]) expect(delivered?.text).toContain(part)
})

test('an order that staff ship by hand brings the same mail, with the number they typed', async () => {
  const order = await packedOrder()
  const { data } = await staffShip(order, 'AB 1234-5')
  expect(data.map(({ name }: { name: string }) => name)).toEqual(['deliver-order', 'tell-shopper'])
  // The carrier's job comes too late and changes nothing.
  expect(await ship(order)).toBe(200)
  await tell(order, 'shipped')
  expect([...mails.keys()]).toEqual([`shipped-${order.id}`])
  expect([...mails.values()][0]?.text).toContain('AB 1234-5')
})

test('a mail service that is down delays the mail, and nothing is sent twice', async () => {
  const order = await packedOrder()
  await ship(order)
  isDown = true
  expect(await tell(order, 'shipped')).toBe(500)
  isDown = false
  expect(await tell(order, 'shipped')).toBe(200)
  // The function died after the mail and before it could say so.
  await sql`delete from job_steps where job_key = ${`tell-shopper.${order.id}.shipped`}`
  await sql`update jobs set status = 'waiting' where key = ${`tell-shopper.${order.id}.shipped`}`
  expect(await tell(order, 'shipped')).toBe(200)
  expect([...mails.keys()]).toEqual([`shipped-${order.id}`])
})

test('a mail that waited until the parcel arrived is not sent any more', async () => {
  const order = await packedOrder()
  await ship(order)
  await deliver(order)
  expect(await tell(order, 'shipped')).toBe(200)
  expect(await tell(order, 'delivered')).toBe(200)
  expect([...mails.keys()]).toEqual([`delivered-${order.id}`])
})

test.each(['before it is shipped', 'after it was shipped'])(
  'an order that is paid back %s brings no mail',
  async (when) => {
    const order = await packedOrder()
    if (when.startsWith('after')) await ship(order)
    const what = { refund_id: crypto.randomUUID(), order_id: order.id, lines: null }
    const refund = { ...what, reason: 'broken', returns_stock: false }
    expect((await editor.rpc('request_refund', refund)).error).toBeNull()
    if (when.startsWith('before')) {
      await ship(order)
      expect((await staffShip(order, 'AB 1234')).error?.code).toBe('NLCON')
    } else await tell(order, 'shipped')
    expect(await newsOf(order)).toHaveLength(when.startsWith('after') ? 1 : 0)
    expect(mails.size).toBe(0)
  },
)

test('an order that is disputed before it is shipped stays, and brings no mail', async () => {
  const order = await packedOrder()
  await sql`insert into disputes (id, order_id, capture_id, amount, currency, reason, status, created_at)
    select 'du_1', order_id, id, amount, currency, 'fraudulent', 'needs_response', now() from payments where order_id = ${order.id}`
  await ship(order)
  expect((await staffShip(order, 'AB 1234')).error?.code).toBe('NLCON')
  expect(await newsOf(order)).toEqual([])
})

test('an order without an address, or with one that the mail service refused, brings no mail', async () => {
  const [nobody, wrong] = [await packedOrder(null), await packedOrder('john,doe@example.com')]
  await sql`update orders set receipt_error = 'Invalid to field.' where id = ${wrong.id}`
  for (const order of [nobody, wrong]) {
    await ship(order)
    await deliver(order)
    expect(await newsOf(order)).toEqual([])
  }
})

test('an order whose return was asked for on the way is not told again how to return it', async () => {
  const order = await packedOrder()
  await ship(order)
  const input = { order_id: order.id, access_key: order.access_key }
  expect((await database.signIn('anon').rpc('request_return', input)).error).toBeNull()
  await deliver(order)
  await tell(order, 'delivered')
  expect([...mails.values()][0]?.text).not.toContain('return')
})

test('no other function reads the news, and this one reads no order that has none', async () => {
  const order = await packedOrder()
  const read = (role: string, about: string) =>
    database.signIn(role).rpc('get_parcel_news', { order_id: order.id, about })
  expect((await read('ship_order', 'shipped')).error?.code).toBe('42501')
  for (const about of ['packed', 'shipped', 'delivered']) expect((await read('tell_shopper', about)).data).toBeNull()
})
