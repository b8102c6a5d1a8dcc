import { randomUUID } from 'node:crypto'
import type { ISql, Sql } from 'postgres'

/** A connection or a transaction. */
export type Query = ISql

export type Lamp = { productId: string; variantId: string; slug: string }
export type LampOptions = { name?: string; price?: number; stock?: number; status?: string; tags?: string[] }

/** The trace context of test orders. */
export const trace = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01'

/** Puts a lamp with one finish on sale, and receives its stock as a delivery. */
export async function addLamp(sql: Sql, options: LampOptions = {}): Promise<Lamp> {
  const { name = 'Moth', price = 10_000, stock = 10, status = 'active', tags = [] } = options
  const slug = `lamp-${randomUUID()}`
  const [category] = await sql`
    insert into categories (slug, name) values ('table-lamps', 'Table lamps')
    on conflict (slug) do update set name = excluded.name returning id`
  const [collection] = await sql`
    insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')
    on conflict (slug) do update set name = excluded.name returning id`
  const [product] = await sql`
    insert into products (slug, sku, name, category_id, collection_id, status, weight_grams, light, year, tags)
    values (${slug}, ${slug}, ${name}, ${category?.id}, ${collection?.id}, ${status}, 900, '{}', 2026, ${tags})
    returning id`
  const [variant] = await sql`
    insert into variants (product_id, slug, name, hex, sku, price_amount)
    values (${product?.id}, 'brass', 'Brass', '#aa8844', ${`${slug}-brass`}, ${price}) returning id`
  if (stock > 0) await sql`select receive_stock(${variant?.id}, ${stock})`
  return { productId: product?.id, variantId: variant?.id, slug }
}

/** Creates a cart with these lamps. Returns its id. */
export async function fillCart(sql: Query, ...lines: [Lamp, quantity: number][]): Promise<string> {
  let cart: string | null = null
  for (const [lamp, quantity] of lines) {
    const rows: { id: string }[] = await sql`select add_to_cart(${cart}, ${lamp.variantId}, ${quantity}) as id`
    cart = rows[0]?.id ?? null
  }
  if (cart === null) throw new Error('A cart needs a lamp.')
  return cart
}

export type PlacedOrder = {
  id: string
  number: string
  access_key: string
  status: string
  subtotal: number
  shipping: number
  tax: number
  total: number
  tracking_number: string | null
  lines: { sku: string; quantity: number; unit_amount: number; total: number }[]
  events: { status: string; note: string }[]
}

export async function placeOrder(sql: Query, cart: string): Promise<PlacedOrder> {
  const rows = await sql<{ placed: PlacedOrder }[]>`select place_order(${cart}, ${trace}) as placed`
  if (!rows[0]) throw new Error('place_order gave nothing.')
  return rows[0].placed
}

const ghent = { name: 'Ada', line1: 'Kade 1', line2: null, postalCode: '9000', city: 'Ghent', country: 'BE' }

export type Payment = {
  session?: string
  intent?: string
  amount?: number
  currency?: string
  address?: Record<string, string | null>
}
export type JobRow = { key: string; name: string; input: { orderId: string }; trace: string; run_at: string }

/** Reports a payment of an order; by default it matches the order. Returns the job for the queue, if any. */
export async function payOrder(sql: Query, order: PlacedOrder, payment: Payment = {}): Promise<JobRow | null> {
  const {
    session = `cs_${order.id}`,
    intent = `pi_${order.id}`,
    amount = order.total,
    currency = 'eur',
    address = ghent,
  } = payment
  const rows = await sql<{ job: JobRow | null }[]>`
    select mark_paid(${order.id}, ${session}, ${intent}, ${amount}, ${currency}, 'ada@example.com', ${sql.json(address)}) as job`
  return rows[0]?.job ?? null
}

/** Places a pending order of one lamp. */
export async function orderOf(sql: Query, lamp: Lamp, quantity = 1): Promise<PlacedOrder> {
  return placeOrder(sql, await fillCart(sql, [lamp, quantity]))
}

/** Returns the stock of a lamp. */
export async function stockOf(sql: Query, lamp: Lamp): Promise<number> {
  const rows = await sql<{ stock: number }[]>`select stock from variants where id = ${lamp.variantId}`
  return rows[0]?.stock ?? Number.NaN
}

/** Returns 'done' when a statement succeeds, otherwise its SQLSTATE. */
export function outcome(statement: PromiseLike<unknown>): Promise<string> {
  return Promise.resolve(statement).then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
}

/** Counts how often each value occurs. */
export function tally(values: string[]): Record<string, number> {
  return Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((one) => one === value).length]))
}
