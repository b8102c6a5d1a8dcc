import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import {
  addLamp,
  fillCart,
  type Lamp,
  orderOf,
  outcome,
  placeOrder,
  stockOf,
  tally,
  trace,
} from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

let database: TestDatabase
let sql: Sql
/** Fifty connections, so that concurrent requests really run at once. */
let crowd: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  crowd = postgres(database.databaseUrl, { max: 50, onnotice: () => {} })
})
afterAll(async () => {
  await crowd.end()
  await database.close()
})

const times = <Result>(count: number, work: (index: number) => Result) =>
  Array.from({ length: count }, (_, i) => work(i))

test('the last lamp is sold once, however many want it at once', async () => {
  const lamp = await addLamp(sql, { stock: 1 })
  const carts = await Promise.all(times(100, () => fillCart(crowd, [lamp, 1])))
  const outcomes = await Promise.all(carts.map((cart) => outcome(placeOrder(crowd, cart))))
  expect(tally(outcomes)).toEqual({ done: 1, NLSOL: 99 })
  expect(await stockOf(sql, lamp)).toBe(0)
  const [orders] = await sql`select count(*)::integer from order_lines where variant_id = ${lamp.variantId}`
  expect(orders?.count).toBe(1)
})

test('orders of the same two lamps in opposite order never deadlock', async () => {
  const [first, second] = [await addLamp(sql, { stock: 100 }), await addLamp(sql, { stock: 100 })]
  const carts = await Promise.all(
    times(60, (index) =>
      index % 2 ? fillCart(crowd, [first, 1], [second, 1]) : fillCart(crowd, [second, 1], [first, 1]),
    ),
  )
  const outcomes = await Promise.all(carts.map((cart) => outcome(placeOrder(crowd, cart))))
  expect(tally(outcomes)).toEqual({ done: 60 })
  expect([await stockOf(sql, first), await stockOf(sql, second)]).toEqual([40, 40])
})

test('an order that cannot have one of its lamps takes none', async () => {
  const [plenty, scarce] = [await addLamp(sql, { stock: 5 }), await addLamp(sql, { name: 'Ember', stock: 1 })]
  const cart = await fillCart(sql, [plenty, 2], [scarce, 1])
  await orderOf(sql, scarce)
  const message = "Ember in Brass is in somebody else's cart just now. Try again soon."
  await expect(placeOrder(sql, cart)).rejects.toMatchObject({ code: 'NLSOL', message })
  expect(await stockOf(sql, plenty)).toBe(5)
})

test('the lamp that is named is the one that is missing, not one that the order would have taken', async () => {
  const lamps = [await addLamp(sql, { name: 'Wick' }), await addLamp(sql, { name: 'Ember' })]
  const [first, second] = lamps.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1))
  const { id } = await orderOf(sql, await addLamp(sql))
  const take = (...quantities: number[]) =>
    sql`select private.take_stock(${[first?.variantId ?? '', second?.variantId ?? '']}, ${quantities}, ${id})`
  const [missing] = await sql`select name from products where id = ${second?.productId ?? ''}`
  // Of the first one fewer are left than the order has taken by then.
  await expect(take(8, 11)).rejects.toMatchObject({
    code: 'NLSOL',
    message: `${missing?.name} in Brass has just been sold.`,
  })
})

test('totals are the sums of the lines, at the prices of the database', async () => {
  const cheap = await addLamp(sql, { price: 1999 })
  const order = await placeOrder(sql, await fillCart(sql, [cheap, 3], [await addLamp(sql, { price: 4901 }), 1]))
  expect(order).toMatchObject({ status: 'pending', subtotal: 10_898, shipping: 900, total: 11_798, tax: 2048 })
  expect(order.lines.reduce((sum, line) => sum + line.total, 0)).toBe(order.subtotal)
  await sql`update variants set price_amount = 1 where id = ${cheap.variantId}`
  const [kept] = await sql`select get_order(${order.id}, ${order.access_key}) as order`
  expect(kept?.order.subtotal).toBe(10_898)
})

test('no order can have a subtotal other than the sum of its lines', async () => {
  const order = await orderOf(sql, await addLamp(sql))
  const wrong = [
    sql`update orders set subtotal_amount = 1, total_amount = 1 + shipping_amount where id = ${order.id}`,
    sql`update order_lines set quantity = 2 where order_id = ${order.id}`,
    sql`delete from order_lines where order_id = ${order.id}`,
    sql`update orders set total_amount = total_amount - 1 where id = ${order.id}`,
    sql`insert into orders (trace, subtotal_amount, shipping_amount, tax_amount, total_amount) values (${trace}, 1, 0, 0, 1)`,
  ]
  expect(tally(await Promise.all(wrong.map(outcome)))).toEqual({ 23514: 5 })
})

test('twenty checkouts of one cart at once make one order', async () => {
  const lamp = await addLamp(sql, { stock: 30 })
  const cart = await fillCart(sql, [lamp, 1])
  const orders = await Promise.all(times(20, () => placeOrder(crowd, cart)))
  expect(new Set(orders.map((order) => order.id)).size).toBe(1)
  expect(await stockOf(sql, lamp)).toBe(29)
})

describe('the stock that unpaid orders reserve', () => {
  const place = async (network: string | null, quantity: number, lamp: Lamp) => {
    const cart = await fillCart(crowd, [lamp, quantity])
    return outcome(crowd`select place_order(${cart}, ${trace}, null, ${network})`)
  }

  test('is ten pieces at most for each order', async () => {
    const lamp = await addLamp(sql, { stock: 30 })
    expect([await place(null, 11, lamp), await place(null, 10, lamp)]).toEqual(['NLINV', 'done'])
    expect(await stockOf(sql, lamp)).toBe(20)
  })

  test('is sixty pieces at most for each network, however many come at once; others still buy', async () => {
    const lamp = await addLamp(sql, { stock: 2000 })
    const outcomes = await Promise.all(times(134, () => place('office', 10, lamp)))
    expect(tally(outcomes)).toEqual({ done: 6, NLTOO: 128 })
    expect(await stockOf(sql, lamp)).toBe(1940)
    expect(await place('home', 10, lamp)).toBe('done')
    const [first] = await sql`select id from orders where network = 'office' limit 1`
    await sql`select cancel_order(${first?.id})`
    expect(await place('office', 10, lamp)).toBe('done')
  })
})

test('an empty or unknown cart makes no order', async () => {
  const unknown = '0198c0de-0000-4000-8000-000000000000'
  await expect(placeOrder(sql, unknown)).rejects.toMatchObject({ code: 'NLINV', message: 'Your cart is empty.' })
})

test('the open order of a cart is found, with whether the cart has changed since', async () => {
  const [lamp, other] = [await addLamp(sql), await addLamp(sql)]
  const find = async (cart: string) => (await sql`select find_pending_order(${cart}) as found`)[0]?.found
  const cart = await fillCart(sql, [lamp, 2])
  expect(await find(cart)).toBeNull()
  const order = await placeOrder(sql, cart)
  expect(order).not.toHaveProperty('unchanged')
  expect(await find(cart)).toMatchObject({ order: { id: order.id }, variants: [lamp.variantId] })

  const changes = [
    [
      sql`select set_cart_quantity(${cart}, ${lamp.variantId}, 3)`,
      sql`select set_cart_quantity(${cart}, ${lamp.variantId}, 2)`,
    ],
    [
      sql`select add_to_cart(${cart}, ${other.variantId}, 1)`,
      sql`select remove_from_cart(${cart}, ${other.variantId})`,
    ],
    [
      sql`update variants set price_amount = price_amount + 1 where id = ${lamp.variantId}`,
      sql`update variants set price_amount = price_amount - 1 where id = ${lamp.variantId}`,
    ],
    [sql`select remove_from_cart(${cart}, ${lamp.variantId})`, sql`select add_to_cart(${cart}, ${lamp.variantId}, 2)`],
  ]
  for (const [change, undo] of changes) {
    await change
    expect(await placeOrder(sql, cart)).toMatchObject({ id: order.id, unchanged: false })
    await undo
    expect(await placeOrder(sql, cart)).toMatchObject({ id: order.id, unchanged: true })
  }
  await sql`select cancel_order(${order.id})`
  expect(await find(cart)).toBeNull()
})

test('cancelling an order twenty times at once returns its lamps once', async () => {
  const [lamp, other] = [await addLamp(sql, { stock: 5 }), await addLamp(sql, { stock: 5 })]
  const order = await placeOrder(sql, await fillCart(sql, [lamp, 3], [other, 2]))
  const answers = await Promise.all(times(20, () => crowd`select cancel_order(${order.id}) as cancelled`))
  expect(tally(answers.map(([row]) => String(row?.cancelled)))).toEqual({ true: 1, false: 19 })
  expect([await stockOf(sql, lamp), await stockOf(sql, other)]).toEqual([5, 5])
})

test('a cart with a lamp that is no longer for sale can still order its other lamps', async () => {
  const [gone, kept] = [await addLamp(sql), await addLamp(sql, { price: 20_000 })]
  const cart = await fillCart(sql, [gone, 1], [kept, 1])
  await sql`update products set status = 'archived' where id = ${gone.productId}`
  const [shown] = await sql`select get_cart(${cart}) as cart`
  expect(shown?.cart).toMatchObject({ count: 1, total: 20_000 })
  expect(shown?.cart.lines).toMatchObject([{ name: 'Moth', state: 'gone' }, { state: 'ok' }])
  expect(await placeOrder(sql, cart)).toMatchObject({ total: 20_000, lines: [{ quantity: 1 }] })
  expect(await placeOrder(sql, cart)).toMatchObject({ unchanged: true })
})

test('a session belongs to one pending order, and an order to one session', async () => {
  const order = await orderOf(sql, await addLamp(sql))
  const attach = (id: string, session: string) => outcome(sql`select attach_session(${id}, ${session})`)
  expect(await attach(order.id, 'cs_one')).toBe('done')
  expect(await attach(order.id, 'cs_one')).toBe('done')
  expect(await attach(order.id, 'cs_two')).toBe('NLCON')
  expect(await attach((await orderOf(sql, await addLamp(sql))).id, 'cs_one')).toBe('23505')
  await sql`select cancel_order(${order.id})`
  expect(await attach(order.id, 'cs_one')).toBe('NLCON')
})

test('afterwards every invariant holds', async () => {
  expect(await findBreaches(sql)).toEqual([])
})

test('the lamps of an open order still count as available to the cart that holds them', async () => {
  const lamp = await addLamp(sql, { name: 'Wick', stock: 2 })
  const cart = await fillCart(sql, [lamp, 2])
  await placeOrder(sql, cart)
  expect(await stockOf(sql, lamp)).toBe(0)
  const [own] = await sql`select get_cart(${cart}) -> 'lines' -> 0 ->> 'stock' as stock`
  expect(own?.stock).toBe('2')
  await sql`select set_cart_quantity(${cart}, ${lamp.variantId}, 1)`
  const stranger = await fillCart(sql, [await addLamp(sql), 1])
  const taking = sql`select add_to_cart(${stranger}, ${lamp.variantId}, 1)`
  await expect(taking).rejects.toMatchObject({
    code: 'NLSOL',
    message: expect.stringContaining('Wick in Brass is in somebody'),
  })
})
