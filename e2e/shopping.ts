import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import type { Urls } from '#e2e/stack.ts'

const address = {
  name: 'Ada Byron',
  line1: '12 St James’s Square',
  line2: null,
  postalCode: '1010',
  city: 'Vienna',
  country: 'AT',
}

/** A day of the shop, such as 2026-11-24, and its sums from the ledger. Amounts are in cents. */
export type Shopping = { day: string; orders: number; revenue: number; refunded: number; hours: number[] }

/**
 * Generates a day of shopping. The SQL functions of the shop make the orders and plan their receipts and parcels. Then this
 * moves the payments to the day before yesterday, because no schedule makes that report in between. One order gets a
 * partial refund.
 */
export async function shopBeforeYesterday(urls: Urls, orders: number): Promise<Shopping> {
  const sql = postgres(urls.database, { max: 1, onnotice: () => {} })
  try {
    const [lamp] = await sql`select v.id from variants v join products p on p.id = v.product_id
      where p.slug = 'warm-start' and v.name = 'Chalk'`
    const [today] = await sql`select (private.day_of(now()) - 2)::text as day`
    const day: string = today?.day
    const ids: string[] = []
    for (let index = 0; index < orders; index++) {
      const [cart] = await sql`select add_to_cart(null, ${lamp?.id}, ${1 + (index % 2)}) as id`
      const [placed] =
        await sql`select place_order(${cart?.id}, ${`00-${randomUUID().replaceAll('-', '')}-0123456789abcdef-01`}) as o`
      const { id, total }: { id: string; total: number } = placed?.o ?? { id: '', total: 0 }
      await sql`select mark_paid(${id}, ${`cs_${id}`}, ${`pi_${id}`}, ${total}, 'eur', ${`shopper.${id.slice(0, 8)}@example.com`}, ${sql.json(address)})`
      ids.push(id)
    }
    await sql`insert into payments (order_id, kind, amount, currency, stripe_id) values (${ids[0] ?? ''}, 'refund', 1250, 'eur', ${`re_${ids[0]}`})`
    // A trigger forbids changes of the ledger, so disable it while the payments move to another day.
    await sql.begin(async (tx) => {
      await tx`alter table payments disable trigger user`
      for (const [index, id] of ids.entries()) {
        await tx`update payments set created_at = private.start_of(${day}) + make_interval(hours => ${8 + (index % 12)}, mins => 20)
          where order_id = ${id}`
      }
      await tx`alter table payments enable trigger user`
    })
    const [sums] = await sql`
      select count(*) filter (where kind = 'capture')::integer as orders,
        sum(amount) filter (where kind = 'capture')::integer as revenue, sum(amount) filter (where kind = 'refund')::integer as refunded
      from payments where created_at >= private.start_of(${day}) and created_at < private.start_of(${day}::date + 1)`
    const [length] =
      await sql`select extract(epoch from private.start_of(${day}::date + 1) - private.start_of(${day}))::integer / 3600 as hours`
    return {
      day,
      ...(sums as unknown as Omit<Shopping, 'day' | 'hours'>),
      hours: Array.from({ length: length?.hours ?? 0 }, (_, index) => index),
    }
  } finally {
    await sql.end()
  }
}
