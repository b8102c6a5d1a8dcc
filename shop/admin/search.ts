import * as z from 'zod'
import { formatMoney } from '#lib/money.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { AdminHit } from '#shop/admin/types.ts'
import { listRow } from '#shop/orders/admin-rows.ts'
import { toPeriod } from '#shop/reports/periods.ts'
import { writePeriod } from '#shop/reports/words.ts'

/** What somebody typed into the search; invalid input is an empty search. */
export const adminQuery: z.ZodType<string, unknown> = z
  .preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().trim().max(100))
  .catch('')

const list = <Row extends z.ZodType>(row: Row) => z.array(row).default([])
const found = z.object({
  orders: list(listRow),
  products: list(z.object({ id: z.uuid(), name: z.string(), sku: z.string(), status: z.string() })),
  photographs: list(
    z.object({
      id: z.uuid(),
      product_id: z.uuid().nullable(),
      name: z.string().nullable(),
      alt: z.string(),
      status: z.string(),
    }),
  ),
  reports: list(
    z.object({ kind: z.enum(['day', 'week', 'month', 'year']), first_day: z.string(), orders: z.number().int() }),
  ),
  traces: list(z.object({ trace: z.string(), runs: z.number().int() })),
  jobs: list(z.object({ key: z.string(), name: z.string(), status: z.string(), trace: z.string().nullable() })),
  staff: list(z.object({ user_id: z.uuid(), name: z.string(), role: z.string() })),
})

/**
 * Finds orders, lamps, photographs, reports, traces, jobs and staff with the rights of the caller. Fewer than two letters find nothing.
 * @param most how many of each kind, at most 25
 * @throws ShopError forbidden
 */
export async function searchAdmin(db: Db, query: string, most: number): Promise<AdminHit[]> {
  const rows = found.parse(unwrap(await db.rpc('admin_search', { query, most })))
  return [
    ...rows.orders.map((row): AdminHit => {
      const total = formatMoney({ amount: row.total_amount, currency: row.currency })
      const note = row.email ? `${total}, ${row.email}` : total
      return { kind: 'order', id: row.id, title: row.number, note, state: row.status, href: `/admin/orders/${row.id}` }
    }),
    ...rows.products.map(({ id, name, sku, status }): AdminHit => {
      return { kind: 'product', id, title: name, note: sku, state: status, href: `/admin/products/${id}` }
    }),
    ...rows.photographs.map(({ id, product_id, name, alt, status }): AdminHit => {
      const href = product_id ? `/admin/products/${product_id}#photographs` : '/admin/photographs'
      return { kind: 'photograph', id, title: alt, note: name ?? 'A room', state: status, href }
    }),
    ...rows.reports.map(({ kind, first_day, orders }): AdminHit => {
      const period = toPeriod(kind, first_day)
      const note = orders === 1 ? '1 order' : `${orders} orders`
      const href = `/admin/reports/${period.name}`
      return { kind: 'report', id: period.name, title: writePeriod(period), note, state: null, href }
    }),
    ...rows.traces.map(({ trace, runs }): AdminHit => {
      const note = runs === 1 ? '1 run' : `${runs} runs`
      return { kind: 'trace', id: trace, title: trace, note, state: null, href: `/admin/traces/${trace}` }
    }),
    ...rows.jobs.map(({ key, name, status, trace }): AdminHit => {
      const href = trace ? `/admin/traces/${trace}` : '/admin/jobs'
      return { kind: 'job', id: key, title: key, note: name, state: status, href }
    }),
    ...rows.staff.map(({ user_id, name, role }): AdminHit => {
      return { kind: 'person', id: user_id, title: name, note: role, state: null, href: '/admin/staff' }
    }),
  ]
}
