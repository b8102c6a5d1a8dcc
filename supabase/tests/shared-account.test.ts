import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, type Lamp, type PlacedOrder, payOrder, trace } from '#supabase/tests/catalogue.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

// Every visitor of the demo may have the same account, so what one of them buys must not be its.

let database: TestDatabase
let sql: Sql
let lamp: Lamp
let visitor: Person
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  lamp = await addLamp(sql)
  visitor = await addPerson(database, 'viewer')
  await sql`update auth.users set raw_app_meta_data = '{"shared": true}' where id = ${visitor.id}`
})
afterAll(() => database.close())

test('what a visitor buys is no order of the account that the next visitor has', async () => {
  const cart = await fillCart(sql, [lamp, 1])
  const [row] = await sql`select place_order(${cart}, ${trace}, ${visitor.id}) as placed`
  const order = row?.placed as PlacedOrder
  const [again] = await sql`select place_order(${cart}, ${trace}, ${visitor.id}) as placed`
  expect(again?.placed).toMatchObject({ unchanged: true, id: order.id })
  await payOrder(sql, order)
  expect((await visitor.db.from('orders').select('id')).data).toEqual([])
  expect((await visitor.db.rpc('get_order', { order_id: order.id })).data).toBeNull()
  expect((await visitor.db.rpc('request_return', { order_id: order.id })).error?.code).toBe('NLNOT')
  // The link in the receipt opens it.
  const opened = await visitor.db.rpc('get_order', { order_id: order.id, access_key: order.access_key })
  expect(opened.data).toMatchObject({ id: order.id })
})

test('the cart of a visitor stays in their browser', async () => {
  const cart = await fillCart(sql, [lamp, 1])
  expect((await visitor.db.rpc('join_cart', { cart_id: cart })).data).toBe(cart)
  expect((await visitor.db.rpc('join_cart', { cart_id: null })).data).toBeNull()
  expect(await sql`select user_id from carts where id = ${cart}`).toEqual([{ user_id: null }])
})
