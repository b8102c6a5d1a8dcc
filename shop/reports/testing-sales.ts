import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'

/** A finish on sale. `price` is in cents. */
export type Finish = { variantId: string; sku: string; price: number }

/** An order paid at one moment, and its refunds. Amounts are in cents; delivery is free. */
export type Sale = {
  at: Date
  lines: { finish: Finish; quantity: number }[]
  refunds: { at: Date; amount: number }[]
}

/** The total of a sale, in cents. */
export const totalOf = ({ lines }: Pick<Sale, 'lines'>) =>
  lines.reduce((sum, { finish, quantity }) => sum + finish.price * quantity, 0)

/** Puts one lamp on sale with finishes of these prices, and receives their stock as deliveries. */
export async function addFinishes(sql: Sql, prices: number[], stock = 100): Promise<Finish[]> {
  const slug = `lamp-${randomUUID()}`
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps') on conflict do nothing`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233') on conflict do nothing`
  const [product] = await sql`
    insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select ${slug}, ${slug}, 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o limit 1 returning id`
  const finishes: Finish[] = []
  for (const [index, price] of prices.entries()) {
    const sku = `${slug}-${index}`
    const [row] = await sql`
      insert into variants (product_id, slug, name, hex, sku, price_amount, position)
      values (${product?.id}, ${`finish-${index}`}, ${`Finish ${index}`}, '#aa8844', ${sku}, ${price}, ${index}) returning id`
    if (stock > 0) await sql`select receive_stock(${row?.id}, ${stock})`
    finishes.push({ variantId: row?.id, sku, price })
  }
  return finishes
}

/** Turns triggers off, because they always use the current time. The caller must keep every rule that they enforce. */
export function withoutTriggers<Result>(sql: Sql, work: (tx: TransactionSql) => Promise<Result>): Promise<Result> {
  return sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    return work(tx)
  }) as Promise<Result>
}

/** Writes sales into orders and ledger, with their times. */
export async function addSales(sql: Sql, sales: readonly Sale[]): Promise<void> {
  const orders = sales.map((sale) => ({ id: randomUUID(), ...sale }))
  const rows = orders.map(({ id, at, ...sale }) => ({ id, at, total: totalOf(sale) }))
  const lines = orders.flatMap(({ id, lines: all }) =>
    all.map(({ finish, quantity }) => ({ order_id: id, ...finish, quantity })),
  )
  const payments = orders.flatMap(({ id, at, lines: all, refunds }) => [
    { order_id: id, kind: 'capture', amount: totalOf({ lines: all }), at },
    ...refunds.map((refund) => ({ order_id: id, kind: 'refund', ...refund })),
  ])
  await withoutTriggers(sql, async (tx) => {
    await tx`
      insert into orders (id, status, subtotal_amount, shipping_amount, tax_amount, total_amount, email, stripe_session_id, trace, created_at)
      select r.id, 'delivered', r.total, 0, floor(r.total * 21.0 / 121 + 0.5), r.total, 'ada@example.com', 'cs_' || r.id, 'none', r.at
      from jsonb_to_recordset(${tx.json(rows as never)}) as r (id uuid, at timestamptz, total integer)`
    await tx`
      insert into order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
      select r.order_id, r."variantId", 'Moth', 'Finish', r.sku, r.price, r.quantity
      from jsonb_to_recordset(${tx.json(lines as never)}) as r (order_id uuid, "variantId" uuid, sku text, price integer, quantity integer)`
    await tx`
      insert into payments (order_id, kind, amount, currency, stripe_id, created_at)
      select r.order_id, r.kind, r.amount, 'eur', gen_random_uuid()::text, r.at
      from jsonb_to_recordset(${tx.json(payments as never)}) as r (order_id uuid, kind text, amount integer, at timestamptz)`
  })
}

/** Deletes all sales, runs and reports. */
export async function forgetSales(sql: Sql): Promise<void> {
  await withoutTriggers(
    sql,
    (tx) => tx`truncate orders, order_lines, order_events, payments, function_runs, reports, jobs, job_steps cascade`,
  )
}

/**
 * Writes this many paid orders of one or two finishes, evenly over a day; every fiftieth is refunded.
 * The database generates the rows, so that a hundred thousand take seconds.
 */
export async function addBusyDay(
  sql: Sql,
  [first, second]: readonly [Finish, Finish],
  begins: Date,
  orders: number,
): Promise<void> {
  await withoutTriggers(sql, async (tx) => {
    await tx`
      create temporary table busy on commit drop as
      select gen_random_uuid() as id, ${begins}::timestamptz + n * (interval '24 hours' / ${orders}) as at, n,
        ${first.price}::integer + case when n % 3 = 0 then ${second.price}::integer else 0 end as total
      from generate_series(0, ${orders}::integer - 1) n`
    await tx`
      insert into orders (id, status, subtotal_amount, shipping_amount, tax_amount, total_amount, email, stripe_session_id, trace, created_at)
      select id, 'delivered', total, 0, floor(total * 21.0 / 121 + 0.5), total, 'ada@example.com', 'cs_' || id, 'none', at from busy`
    await tx`
      insert into order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
      select id, ${first.variantId}::uuid, 'Moth', 'First', ${first.sku}, ${first.price}::integer, 1 from busy
      union all select id, ${second.variantId}::uuid, 'Moth', 'Second', ${second.sku}, ${second.price}::integer, 1 from busy where n % 3 = 0`
    await tx`
      insert into payments (order_id, kind, amount, currency, stripe_id, created_at)
      select id, 'capture', total, 'eur', 'pi_' || id, at from busy
      union all select id, 'refund', total, 'eur', 're_' || id, at from busy where n % 50 = 0`
    await tx`
      insert into function_runs (id, function, trigger, trace, started_at, ms, cold, memory_mb, status)
      select gen_random_uuid(), f.name, 'queue', 'none', at, 20 + n % 400, false, 200, case when n % 1000 = 0 then 500 else 200 end
      from busy, unnest(array['stripe-webhook', 'process-order', 'ship-order', 'deliver-order']) f (name)`
  })
  await sql`analyze orders, order_lines, payments, function_runs`
}
