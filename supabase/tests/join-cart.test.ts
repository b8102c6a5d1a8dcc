import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, type Lamp, placeOrder, trace } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let moth: Lamp
let porch: Lamp
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  moth = await addLamp(sql)
  porch = await addLamp(sql, { name: 'Porch' })
})
afterAll(() => database.close())

const join = async ({ db }: Person, cart_id: string | null) =>
  (await db.rpc('join_cart', { cart_id })).data as string | null
const quantitiesOf = async (cart: string | null) =>
  (await sql`select quantity from cart_lines where cart_id = ${cart} order by quantity`).map((line) => line.quantity)

test('the cart of an account has another id than the guest’s cart that it came from, which is gone', async () => {
  const person = await addPerson(database)
  // Whoever gave this browser its cart knows the id.
  const known = await fillCart(sql, [moth, 2])
  const own = await join(person, known)
  expect(own).not.toBeNull()
  expect(own).not.toBe(known)
  expect(await quantitiesOf(own)).toEqual([2])

  const stranger = database.signIn('anon')
  expect((await stranger.rpc('get_cart', { cart_id: known })).data).toMatchObject({ lines: [] })
  await stranger.rpc('remove_from_cart', { cart_id: known, variant_id: moth.variantId })
  expect(await quantitiesOf(own)).toEqual([2])
  // The id cannot be brought back: an addition to it begins another cart.
  const again = await sql`select add_to_cart(${known}, ${porch.variantId}, 1) as id`
  expect([known, own]).not.toContain(again[0]?.id)
})

test('a guest’s cart is added to the cart that the account has', async () => {
  const person = await addPerson(database)
  const own = await join(person, await fillCart(sql, [moth, 2]))
  const guest = await fillCart(sql, [moth, 1], [porch, 1])
  expect(await join(person, guest)).toBe(own)
  expect(await quantitiesOf(own)).toEqual([1, 3])
  expect(await join(person, guest)).toBe(own)
  expect(await join(person, null)).toBe(own)
  expect(await quantitiesOf(own)).toEqual([1, 3])
})

test('nobody takes the cart of another account', async () => {
  const [ada, bob] = [await addPerson(database), await addPerson(database)]
  const own = await join(ada, await fillCart(sql, [moth, 1]))
  expect(await join(bob, own)).toBeNull()
  expect(await quantitiesOf(own)).toEqual([1])
})

test('an order that waits for its payment goes along, and what it took is not missing to its own cart', async () => {
  const person = await addPerson(database)
  const last = await addLamp(sql, { stock: 1 })
  const guest = await fillCart(sql, [last, 1])
  const order = await placeOrder(sql, guest)
  const own = await join(person, guest)
  expect((await person.db.rpc('get_cart', { cart_id: own })).data.lines).toMatchObject([{ stock: 1, state: 'ok' }])
  expect(await sql`select cart_id from orders where id = ${order.id}`).toEqual([{ cart_id: own }])

  // The account's cart can have one such order; a second one ends by itself.
  const other = await fillCart(sql, [moth, 1])
  await sql`select place_order(${other}, ${trace})`
  expect(await join(person, other)).toBe(own)
  expect(await findBreaches(sql)).toEqual([])
})
