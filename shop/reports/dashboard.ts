import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { findingRow } from '#shop/health/invariants.ts'
import type { Dashboard } from '#shop/reports/dashboard-types.ts'
import { shop } from '#shop.config.ts'

const count = z.number().int()

const row = z.object({
  days: z.array(z.object({ day: z.string(), orders: count, revenue: count, refunds: count })),
  low_stock: z.array(
    z.object({ product_id: z.uuid(), name: z.string(), finish: z.string(), sku: z.string(), stock: count }),
  ),
  failed_photographs: z.array(
    z.object({
      id: z.uuid(),
      product_id: z.uuid().nullable(),
      reason: z.string().nullable(),
      updated_at: z.string(),
      name: z.string().nullable(),
    }),
  ),
  needs_attention: count,
  jobs: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      status: z.enum(['waiting', 'running', 'failed']),
      attempts: count,
      error: z.string().nullable(),
      run_at: z.string(),
    }),
  ),
  jobs_waiting: count,
  findings: z.array(findingRow),
})

const money = (amount: number) => ({ amount, currency: shop.currency })

/** Returns the figures of the dashboard. @throws ShopError forbidden unless the caller is staff */
export async function getDashboard(db: Db): Promise<Dashboard> {
  const found = row.parse(unwrap(await db.rpc('dashboard')))
  return {
    days: found.days.map((day) => ({ ...day, revenue: money(day.revenue), refunds: money(day.refunds) })),
    lowStock: found.low_stock.map(({ product_id, ...lamp }) => ({ ...lamp, productId: product_id })),
    failedPhotographs: found.failed_photographs.map(({ id, product_id, name, reason }) => ({
      id,
      productId: product_id,
      name,
      reason: reason ?? 'No reason was written down.',
    })),
    needsAttention: found.needs_attention,
    jobs: found.jobs.map(({ run_at, ...job }) => ({ ...job, runAt: run_at })),
    jobsWaiting: found.jobs_waiting,
    findings: found.findings,
  }
}
