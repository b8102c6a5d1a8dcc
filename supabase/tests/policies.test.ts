import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, type Lamp, orderOf, type PlacedOrder, payOrder, trace } from '#supabase/tests/catalogue.ts'
import { functionRoles } from '#supabase/tests/rights.ts'

let database: TestDatabase
let sql: Sql
let shown: Lamp
let hidden: Lamp
let order: PlacedOrder
const [ada, bob] = [randomUUID(), randomUUID()]
const [ready, waiting, ofHidden] = [randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  sql = database.sql
  await sql`insert into auth.users (id, email) values (${ada}, 'ada@example.com'), (${bob}, 'bob@example.com')`
  shown = await addLamp(sql)
  hidden = await addLamp(sql, { status: 'draft' })
  const cart = await fillCart(sql, [shown, 2])
  order = (await sql`select place_order(${cart}, ${trace}, ${ada}) as placed`)[0]?.placed
  await payOrder(sql, order)
  await addImage(ready, shown, 'ready')
  await addImage(waiting, shown, 'waiting')
  await addImage(ofHidden, hidden, 'ready')
})
afterAll(() => database.close())

async function addImage(id: string, lamp: Lamp, status: string): Promise<void> {
  const size = { width: 640, height: 480, thumbhash: 'hash' }
  const row = { id, product_id: lamp.productId, role: 'on', alt: 'A lamp', original_path: `${id}.png`, status, ...size }
  await sql`insert into photographs ${sql(row)}`
  await sql`insert into photograph_sizes values (${id}, 'webp', 160, 120, 9, ${`${id}.webp`})`
}

const anon = () => database.signIn('anon')
const shopper = (id: string) => database.signIn('authenticated', { sub: id })
const callers = () => [anon(), shopper(ada), shopper(bob)]

describe('the catalogue', () => {
  test('shows the lamps for sale to everybody', async () => {
    for (const caller of callers()) {
      expect((await caller.from('products').select('slug')).data).toEqual([{ slug: shown.slug }])
      expect((await caller.from('variants').select('id')).data).toEqual([{ id: shown.variantId }])
      expect((await caller.rpc('search_products', { query: 'moth' })).data.hits).toMatchObject([{ slug: shown.slug }])
      expect((await caller.from('reviews').select('id')).error).toBeNull()
    }
  })

  test('hides reviews of lamps that are not for sale', async () => {
    const review = { author: 'A', rating: 5, title: 'T', body: 'B', written_on: '2026-01-01' }
    await sql`insert into reviews ${sql([shown, hidden].map((lamp) => ({ ...review, product_id: lamp.productId })))}`
    expect((await anon().from('reviews').select('product_id')).data).toEqual([{ product_id: shown.productId }])
  })

  test('shows photographs that are ready, and never the paths of their originals', async () => {
    for (const caller of callers()) {
      expect((await caller.from('photographs').select('id').eq('product_id', shown.productId)).data).toEqual([
        { id: ready },
      ])
      expect((await caller.from('photograph_sizes').select('photograph_id').eq('photograph_id', waiting)).data).toEqual(
        [],
      )
    }
    for (const column of ['original_path', 'reason', 'trace', '*']) {
      expect((await anon().from('photographs').select(column)).error).toMatchObject({ code: '42501' })
    }
  })

  test('hides photographs of lamps that are not for sale', async () => {
    expect((await anon().from('photographs').select('id').eq('id', ofHidden)).data).toEqual([])
    expect((await anon().from('photograph_sizes').select('path').eq('photograph_id', ofHidden)).data).toEqual([])
  })
})

describe('an order', () => {
  test('is shown in tables to its owner only, without its key and its payment session', async () => {
    const columns = 'id, order_lines(quantity), order_events(status), payments(amount)'
    const mine = await shopper(ada).from('orders').select(columns)
    expect(mine.data).toMatchObject([
      { id: order.id, order_lines: [{ quantity: 2 }], payments: [{ amount: order.total }] },
    ])
    for (const table of ['orders', 'order_lines', 'order_events', 'payments']) {
      const column = table === 'orders' ? 'id' : 'order_id'
      expect((await shopper(bob).from(table).select(column)).data).toEqual([])
      expect((await anon().from(table).select(column)).error).toMatchObject({ code: '42501' })
    }
    for (const column of ['access_key', 'stripe_session_id', 'cart_id', '*']) {
      expect((await shopper(ada).from('orders').select(column)).error).toMatchObject({ code: '42501' })
    }
  })

  test('opens for its owner and for anybody with its key', async () => {
    const open = async (caller = anon(), access_key?: string | null) =>
      (await caller.rpc('get_order', { order_id: order.id, ...(access_key === undefined ? {} : { access_key }) })).data
    expect(await open(shopper(ada))).toMatchObject({ id: order.id })
    expect(await open(anon(), order.access_key)).toMatchObject({ id: order.id })
    expect(await open(shopper(bob), order.access_key)).toMatchObject({ id: order.id })
    expect(await open(shopper(bob))).toBeNull()
    for (const key of [undefined, null, '', '%', order.access_key.slice(0, -1), order.access_key.toUpperCase()]) {
      expect(await open(anon(), key)).toBeNull()
    }
    expect(Object.keys(await open(shopper(ada)))).not.toEqual(expect.arrayContaining(['access_key']))
    expect(JSON.stringify(await open(shopper(ada)))).not.toContain(order.access_key)
    expect(JSON.stringify(await open(shopper(ada)))).not.toContain('cs_')
  })

  test('without an owner is in no account', async () => {
    const guest = await orderOf(sql, shown)
    expect((await shopper(bob).rpc('get_order', { order_id: guest.id })).data).toBeNull()
    expect((await anon().rpc('get_order', { order_id: guest.id })).data).toBeNull()
  })

  test('has a key that cannot be guessed', async () => {
    const rows = await sql`select access_key from orders`
    expect(new Set(rows.map((row) => row.access_key)).size).toBe(rows.length)
    for (const row of rows) expect(row.access_key).toMatch(/^[\w-]{32}$/)
  })
})

describe('a function', () => {
  const keyOf = (role: string) => role.replaceAll('_', '-')
  beforeAll(async () => {
    await sql`truncate jobs cascade`
    for (const role of functionRoles)
      await sql`insert into jobs (key, name, input) values (${keyOf(role)}, ${keyOf(role)}, '{}')`
  })

  test.each(functionRoles)('%s reads, takes and ends only its own jobs', async (role) => {
    const caller = database.signIn(role)
    const other = keyOf(functionRoles.find((one) => one !== role) ?? '')
    expect((await caller.from('jobs').select('key')).data).toEqual([{ key: keyOf(role) }])
    expect((await caller.rpc('start_job', { key: other, seconds: 60 })).error).toMatchObject({ code: 'NLNOT' })
    await caller.rpc('finish_job', { key: other, run: 0 })
    await caller.rpc('fail_job', { key: other, run: 0, error: 'sabotage', final: true })
    const [untouched] = await sql`select error from jobs where key = ${other}`
    expect(untouched).toEqual({ error: null })
    const step = { job_key: other, step: 'stolen', result: null }
    expect((await caller.from('job_steps').insert(step)).error).toMatchObject({ code: '42501' })
    expect((await caller.rpc('start_job', { key: keyOf(role), seconds: 60 })).data).toMatchObject({
      state: 'taken',
      run: 1,
    })
    expect((await caller.from('job_steps').insert({ ...step, run: 1, job_key: keyOf(role) })).error).toBeNull()
  })

  test.each(functionRoles)('%s stores only its own runs', async (role) => {
    const run = { trigger: 'http', trace: 'x', started_at: new Date(), ms: 1, cold: false, memory_mb: 1, status: 200 }
    const write = (name: string) =>
      database
        .signIn(role)
        .from('function_runs')
        .insert({ ...run, id: randomUUID(), function: name })
    expect((await write(keyOf(role))).error).toBeNull()
    expect((await write('another')).error).toMatchObject({ code: '42501' })
  })
})

test('a token cannot name a role that the API does not serve', async () => {
  for (const role of ['postgres', 'authenticator', 'function_runner', 'supabase_admin', 'nobody']) {
    expect((await database.signIn(role).from('orders').select('id')).error).not.toBeNull()
  }
})
