import * as z from 'zod'
import { jobRow } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import type { StockLine, StockReport } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

const count = z.number().int()
export const stockLines = z.array(
  z
    .object({
      variant_id: z.uuid(),
      product_id: z.uuid(),
      sku: z.string(),
      name: z.string(),
      finish: z.string(),
      stock: count,
      sold: count,
      days: count,
      lead_days: count,
      quantity: count.nullable(),
    })
    .transform(({ variant_id, product_id, lead_days, ...line }): StockLine => {
      return { ...line, variantId: variant_id, productId: product_id, leadDays: lead_days }
    }),
)

const madeStockReport = z.object({ day: z.string(), made: z.boolean(), finishes: count, job: jobRow.nullable() })
/**
 * The result for a Monday: whether this call made the report, how many finishes it reorders, and the job that mails it; null
 * when no finish needs reordering, or the job is done.
 */
type MadeStockReport = z.infer<typeof madeStockReport>

/** Makes the stock report of the last Monday up to a time, once. */
export async function makeStockReport(db: Db, at: Date, trace: Traceparent): Promise<MadeStockReport> {
  return madeStockReport.parse(unwrap(await db.rpc('make_stock_report', { at: at.toISOString(), trace })))
}

const madeList = z.object({ made_at: z.string(), lines: stockLines })

/** Returns the stock report of a Monday; null when there is none. */
export async function readStockReport(db: Db, day: string): Promise<StockReport | null> {
  const found = unwrap(await db.rpc('get_stock_report', { day }))
  if (found === null) return null
  const { made_at: madeAt, lines } = madeList.parse(found)
  return { day, madeAt, lines }
}

/** Returns the newest stock report, for staff; null when there is none. */
export async function findStockReport(db: Db): Promise<StockReport | null> {
  const query = db.from('stock_reports').select('day, made_at, lines').order('day', { ascending: false }).limit(1)
  const [row] = unwrap(await query)
  return row ? { day: row.day, madeAt: row.made_at, lines: stockLines.parse(row.lines) } : null
}

const moments = new Intl.DateTimeFormat(shop.locale, {
  timeZone: shop.timeZone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
})

/** Writes when the stock of a report was counted. The report of a Monday that was missed is made later. */
export function writeCounted({ madeAt }: Pick<StockReport, 'madeAt'>): string {
  return moments.format(new Date(madeAt))
}

/** Writes why to reorder a finish: "sold 14 in 28 days, 6 left: 12 days; delivery takes 21 days". */
export function writeReason({ sold, days, stock, leadDays }: StockLine): string {
  const time = (count: number) => (count === 1 ? 'a day' : `${count} days`)
  const delivery = `delivery takes ${time(leadDays)}`
  if (sold === 0) return `none left${days > 0 ? `, and none sold in ${time(days)}` : ''}; ${delivery}`
  const left = stock === 0 ? 'none left' : `${stock} left: ${time(Math.floor((stock * days) / sold))}`
  return `sold ${sold} in ${time(days)}, ${left}; ${delivery}`
}

/** Writes the quantity to order. */
export function writeQuantity({ quantity }: StockLine): string {
  return quantity === null ? 'you decide' : String(quantity)
}
