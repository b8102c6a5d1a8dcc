import fc from 'fast-check'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, outcome, stockOf, tally } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

const getCart = async (cart: string | null) => (await sql`select get_cart(${cart}) as cart`)[0]?.cart
const anon = () => database.signIn('anon')
/** Only the app may create carts. */
const app = () => database.signIn('checkout')
const wrong = [0, -1, 21, 1_000_000_000, null]
const refusal = { code: 'NLINV', message: 'The quantity must be a whole number from 1 to 20.' }

describe('quantities', () => {
  test.each(wrong)('%s cannot be added or set', async (quantity) => {
    const lamp = await addLamp(sql, { stock: 50 })
    const cart = await fillCart(sql, [lamp, 2])
    const input = { cart_id: cart, variant_id: lamp.variantId, quantity }
    expect((await app().rpc('add_to_cart', input)).error).toMatchObject(refusal)
    expect((await anon().rpc('set_cart_quantity', input)).error).toMatchObject(refusal)
    expect(await getCart(cart)).toMatchObject({ count: 2 })
  })

  test.each([1.5, 0.5, 1e10, 'many', '2; drop table carts', {}])('%j is refused, not rounded', async (quantity) => {
    const lamp = await addLamp(sql, { stock: 50 })
    const cart = await fillCart(sql, [lamp, 2])
    const input = { cart_id: cart, variant_id: lamp.variantId, quantity }
    expect((await app().rpc('add_to_cart', input)).error).not.toBeNull()
    expect((await anon().rpc('set_cart_quantity', input)).error).not.toBeNull()
    expect(await getCart(cart)).toMatchObject({ count: 2 })
  })

  test('adding more than the stock is refused; setting it keeps the line in the cart but out of the sum', async () => {
    const lamp = await addLamp(sql, { stock: 3 })
    const cart = await fillCart(sql, [lamp, 2])
    const message = 'Only 3 left of Moth in Brass.'
    await expect(sql`select add_to_cart(${cart}, ${lamp.variantId}, 2)`).rejects.toMatchObject({
      code: 'NLSOL',
      message,
    })
    await sql`select set_cart_quantity(${cart}, ${lamp.variantId}, 4)`
    expect(await getCart(cart)).toMatchObject({
      count: 4,
      total: 0,
      lines: [{ quantity: 4, stock: 3, state: 'short' }],
    })
    await sql`select set_cart_quantity(${cart}, ${lamp.variantId}, 3)`
    expect(await getCart(cart)).toMatchObject({ count: 3, subtotal: 30_000, lines: [{ state: 'ok' }] })
    const soldOut = await addLamp(sql, { stock: 0 })
    expect(await outcome(fillCart(sql, [soldOut, 1]))).toBe('NLSOL')
    expect(await stockOf(sql, lamp)).toBe(3)
  })

  test('a cart holds at most twenty of one lamp, however they are added', async () => {
    const lamp = await addLamp(sql, { stock: 100 })
    const cart = await fillCart(sql, [lamp, 5])
    const more = await Promise.all(
      [1, 2, 3, 4].map(() => outcome(sql`select add_to_cart(${cart}, ${lamp.variantId}, 6)`)),
    )
    expect(tally(more)).toEqual({ done: 2, NLINV: 2 })
    expect(await getCart(cart)).toMatchObject({ count: 17 })
  })

  test('a cart holds at most fifty different lamps', async () => {
    const [lamp, ...others] = await Promise.all(Array.from({ length: 51 }, () => addLamp(sql)))
    const cart = await fillCart(sql, ...others.map((other) => [other, 1] as [typeof other, number]))
    expect(await outcome(sql`select add_to_cart(${cart}, ${lamp?.variantId ?? null}, 1)`)).toBe('NLINV')
  })
})

describe('sums', () => {
  test('a price and a cart have a limit, with an error message and no overflow', async () => {
    const dear = await addLamp(sql, { price: 9_999_999, stock: 100 })
    expect(await outcome(addLamp(sql, { price: 10_000_000 }))).toBe('23514')
    const cart = await fillCart(sql, [dear, 9])
    const sentence = { code: 'NLINV', message: 'That is more than one order can be. Please make two orders of it.' }
    await expect(sql`select add_to_cart(${cart}, ${dear.variantId}, 1)`).rejects.toMatchObject(sentence)
    await expect(sql`select set_cart_quantity(${cart}, ${dear.variantId}, 20)`).rejects.toMatchObject(sentence)
    // The cart was filled before the prices rose: it is shown, and its quantities can be reduced.
    await sql`update cart_lines set quantity = 20 where cart_id = ${cart}`
    for (const other of await Promise.all(
      Array.from({ length: 12 }, () => addLamp(sql, { price: 9_999_999, stock: 20 })),
    )) {
      await sql`insert into cart_lines (cart_id, variant_id, quantity) values (${cart}, ${other.variantId}, 20)`
    }
    expect(await getCart(cart)).toMatchObject({ subtotal: 13 * 20 * 9_999_999 })
    await expect(sql`select place_order(${cart}, 'x')`).rejects.toMatchObject(sentence)
    await sql`select set_cart_quantity(${cart}, ${dear.variantId}, 19)`
    expect(await getCart(cart)).toMatchObject({ subtotal: (13 * 20 - 1) * 9_999_999 })
  })
})

describe('a cart', () => {
  test('is empty when its id is unknown, and is created with the first lamp', async () => {
    const nothing = { count: 0, subtotal: 0, shipping: 0, tax: 0, total: 0, lines: [], currency: 'eur', tax_rate: 21 }
    expect(await getCart('0198c0de-0000-4000-8000-000000000000')).toEqual(nothing)
    expect(await getCart(null)).toEqual(nothing)
    const cart = await fillCart(sql, [await addLamp(sql), 1])
    expect(await getCart(cart)).toMatchObject({ count: 1, lines: [{ finish: 'Brass', quantity: 1 }] })
  })

  test('changes and removes lines; a missing line cannot be set', async () => {
    const [lamp, other] = [await addLamp(sql), await addLamp(sql)]
    const cart = await fillCart(sql, [lamp, 1])
    await sql`select set_cart_quantity(${cart}, ${lamp.variantId}, 4)`
    expect(await getCart(cart)).toMatchObject({ count: 4 })
    expect(await outcome(sql`select set_cart_quantity(${cart}, ${other.variantId}, 1)`)).toBe('NLNOT')
    await sql`select remove_from_cart(${cart}, ${lamp.variantId})`
    await sql`select remove_from_cart(${cart}, ${lamp.variantId})`
    expect(await getCart(cart)).toMatchObject({ count: 0, total: 0 })
  })

  test.each(['draft', 'archived'])('takes no lamp that is %s', async (status) => {
    const lamp = await addLamp(sql, { status })
    expect(await outcome(fillCart(sql, [lamp, 1]))).toBe('NLNOT')
  })

  test('is created and filled by the app only', async () => {
    const input = { cart_id: null, variant_id: (await addLamp(sql)).variantId, quantity: 1 }
    expect((await anon().rpc('add_to_cart', input)).error).toMatchObject({ code: '42501' })
    expect((await app().rpc('add_to_cart', input)).error).toBeNull()
  })

  test('takes a repeated addition once', async () => {
    const lamp = await addLamp(sql)
    const cart = await fillCart(sql, [lamp, 1])
    const id = '0198c0de-0000-4000-8000-00000000000a'
    const add = () => sql`select add_to_cart(${cart}, ${lamp.variantId}, 2, ${id})`
    await Promise.all([add(), add(), add()])
    expect(await getCart(cart)).toMatchObject({ count: 3 })
    // A refused addition does not count.
    const other = '0198c0de-0000-4000-8000-00000000000b'
    expect(await outcome(sql`select add_to_cart(${cart}, ${lamp.variantId}, 20, ${other})`)).toBe('NLINV')
    await sql`select add_to_cart(${cart}, ${lamp.variantId}, 1, ${other})`
    expect(await getCart(cart)).toMatchObject({ count: 4 })
  })

  test('takes no lamp that does not exist', async () => {
    expect(await outcome(sql`select add_to_cart(null, gen_random_uuid(), 1)`)).toBe('NLNOT')
    expect(await outcome(sql`select add_to_cart(null, null, 1)`)).toBe('NLNOT')
  })
})

describe('totals', () => {
  test.each([
    [1, 900],
    [14_999, 900],
    [15_000, 0],
    [15_001, 0],
  ])('the parcel of %i cents costs %i', async (price, shipping) => {
    const cart = await getCart(await fillCart(sql, [await addLamp(sql, { price }), 1]))
    expect(cart).toMatchObject({ subtotal: price, shipping, total: price + shipping })
  })

  test('are exact to the cent, with the tax rounded half up', async () => {
    const lamps = await Promise.all([1, 2, 3].map(() => addLamp(sql, { stock: 1000 })))
    const line = fc.record({ price: fc.integer({ min: 1, max: 500_000 }), quantity: fc.integer({ min: 1, max: 20 }) })
    const property = fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 3 }), async (lines) => {
      for (const [index, { price }] of lines.entries()) {
        await sql`update variants set price_amount = ${price} where id = ${lamps[index]?.variantId ?? null}`
      }
      const chosen = lines.map(({ quantity }, index) => [lamps[index], quantity] as [(typeof lamps)[0], number])
      const subtotal = lines.reduce((sum, { price, quantity }) => sum + BigInt(price) * BigInt(quantity), 0n)
      const shipping = subtotal >= 15_000n ? 0n : 900n
      const total = subtotal + shipping
      // total * 21 / 121, rounded half up, in integers.
      const tax = (total * 42n + 121n) / 242n
      const cart = await getCart(await fillCart(sql, ...chosen))
      const amounts = [cart.subtotal, cart.shipping, cart.total, cart.tax].map(BigInt)
      expect(amounts).toEqual([subtotal, shipping, total, tax])
    })
    await fc.assert(property, { numRuns: 60 })
  })

  test('the most expensive cart within the limit has a total', async () => {
    const lamp = await addLamp(sql, { price: 4_999_900, stock: 20 })
    expect(await getCart(await fillCart(sql, [lamp, 20]))).toMatchObject({ total: 99_998_000, tax: 17_355_025 })
  })
})

test('stock cannot fall below zero by any statement', async () => {
  const lamp = await addLamp(sql, { stock: 2 })
  expect(await outcome(sql`update variants set stock = stock - 3 where id = ${lamp.variantId}`)).toBe('23514')
  const [row] = await sql`select private.move_stock(${lamp.variantId}, -3, 'damaged') as moved`
  expect(row?.moved).toBe(false)
  expect(await outcome(sql`select receive_stock(${lamp.variantId}, 0)`)).toBe('NLINV')
  expect(await outcome(sql`select receive_stock(${lamp.variantId}, null)`)).not.toBe('done')
  expect(await outcome(sql`select receive_stock(gen_random_uuid(), 1)`)).toBe('NLNOT')
  expect(await stockOf(sql, lamp)).toBe(2)
})

test('afterwards every invariant holds', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
