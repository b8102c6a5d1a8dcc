import * as z from 'zod'
import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import type { Currency, Money } from '#lib/money.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import { sumsOf } from '#shop/reports/figures.ts'
import { comparable, toPeriod } from '#shop/reports/periods.ts'
import type { Comparison, Figures, Hour, Period, ReportKind, StockLeft } from '#shop/reports/types.ts'

const count = z.number().int()
const sums = {
  orders: count,
  revenue: count,
  tax: count,
  refunds: count,
  refunded: count,
  refundedTax: count,
}
const counts = {
  ...sums,
  sold: z.array(
    z.object({
      variantId: z.uuid(),
      sku: z.string(),
      name: z.string(),
      finish: z.string(),
      quantity: count,
      amount: count,
    }),
  ),
  carts: z.object({ count, amount: count }),
  failedPayments: count,
  functions: z.array(
    z.object({
      name: z.string(),
      runs: count,
      errors: count,
      ms: count,
      memory: count,
      spread: z.record(z.string(), count),
    }),
  ),
}
const stockRow = z.object({ sku: z.string(), name: z.string(), finish: z.string(), stock: count })
const hourRow = z.object({ begins: z.string(), ...counts })
export const figuresRow = z.object({
  ...counts,
  parts: z.array(z.object({ begins: z.string(), ...sums })),
  stock: z.array(stockRow),
})

/** A stored report: `csv` and `pdf` are paths in the bucket `reports`, null for one of a generated past; `emailId` is the id of its mail. */
export type Report = Readonly<{
  period: Period
  figures: Figures
  currency: Currency
  csv: string | null
  pdf: string | null
  emailId: string | null
  madeAt: string
}>

const reportColumns = 'kind, first_day, figures, currency, csv_path, pdf_path, email_id, made_at'
const reportRow = z.object({
  kind: z.enum(['day', 'week', 'month', 'year']),
  first_day: z.string(),
  figures: figuresRow,
  currency: z.string(),
  csv_path: z.string().nullable(),
  pdf_path: z.string().nullable(),
  email_id: z.string().nullable(),
  made_at: z.string(),
})

function toReport(row: unknown): Report {
  const { kind, first_day, figures, currency, csv_path, pdf_path, email_id, made_at } = reportRow.parse(row)
  const period = toPeriod(kind, first_day)
  return { period, figures, currency, csv: csv_path, pdf: pdf_path, emailId: email_id, madeAt: made_at }
}

/**
 * Plans the report of the last day that ended before a moment, and of every earlier day that was missed (a month at most).
 * Returns the jobs for the queue. Reports that are planned or done stay unchanged.
 */
export async function planReports(db: Db, at: Date, trace: Traceparent): Promise<Job[]> {
  return toJobs(unwrap(await db.rpc('plan_reports', { at: at.toISOString(), trace })))
}

/** Counts the sales and runs of one hour. */
export async function collectHour(db: Db, begins: Date): Promise<Hour> {
  return hourRow.parse(unwrap(await db.rpc('collect_hour', { begins: begins.toISOString() })))
}

/** Lists finishes with a stock of five or fewer, the lowest first: at the end of a day (2026-11-24), or now. */
export async function listLowStock(db: Db, day?: string): Promise<StockLeft[]> {
  return z.array(stockRow).parse(unwrap(await db.rpc('low_stock', day === undefined ? {} : { day })))
}

/** Returns a report; null when this period has none. */
export async function findReport(
  db: Db,
  { kind, firstDay }: Pick<Period, 'kind' | 'firstDay'>,
): Promise<Report | null> {
  const query = db.from('reports').select(reportColumns).eq('kind', kind).eq('first_day', firstDay)
  const row = unwrap(await query.maybeSingle())
  return row && toReport(row)
}

/** Lists the reports of the days of a period, in order. */
export async function listDays(db: Db, { firstDay, lastDay }: Period): Promise<Report[]> {
  const query = db.from('reports').select(reportColumns).eq('kind', 'day').gte('first_day', firstDay)
  return unwrap(await query.lte('first_day', lastDay).order('first_day')).map(toReport)
}

export type ReportEntry = Readonly<{ period: Period; orders: number; revenue: Money; refunded: Money }>

/** Lists the newest reports of a kind, newest first. */
export async function listReports(db: Db, kind: ReportKind, most: number): Promise<ReportEntry[]> {
  const query = db
    .from('reports')
    .select('first_day, orders, revenue_amount, refunded_amount, currency')
    .eq('kind', kind)
  const rows = unwrap(await query.order('first_day', { ascending: false }).limit(most))
  return rows.map(({ first_day, orders, revenue_amount, refunded_amount, currency }) => ({
    period: toPeriod(kind, first_day),
    orders,
    revenue: { amount: revenue_amount, currency },
    refunded: { amount: refunded_amount, currency },
  }))
}

/** Returns the sums of the earlier periods that a report is compared with. */
export async function compareReport(db: Db, period: Period): Promise<Comparison[]> {
  return Promise.all(
    comparable(period).map(async ({ label, firstDay }) => {
      const report = await findReport(db, { kind: period.kind, firstDay })
      return { label, sums: report && sumsOf(report.figures) }
    }),
  )
}

/** Writes a file of a report to private storage and replaces an earlier one. Returns its path. */
export async function keepFile(
  db: Db,
  { kind, name }: Period,
  type: 'csv' | 'pdf',
  bytes: Uint8Array,
): Promise<string> {
  const path = `${kind}/${name}.${type}`
  const contentType = type === 'csv' ? 'text/csv' : 'application/pdf'
  const options = { contentType, upsert: true }
  const { error } = await db.storage.from('reports').upload(path, bytes as Uint8Array<ArrayBuffer>, options)
  if (error) throw new Error(`storage: ${error.message}`)
  return path
}

/** Downloads a file of a report. @throws Error when storage does not return it */
export async function openFile(db: Db, path: string): Promise<Blob> {
  const { data, error } = await db.storage.from('reports').download(path)
  if (error) throw new Error(`storage: ${error.message}`)
  return data
}

/**
 * Stores a report and replaces an earlier one.
 * Returns the jobs for the queue: the week, the month and the year that this day completes.
 */
export async function saveReport(
  db: Db,
  { kind, firstDay, lastDay }: Period,
  figures: Figures,
  { trace, ...files }: { csv: string; pdf: string; trace: Traceparent },
): Promise<Job[]> {
  const input = { kind, first_day: firstDay, last_day: lastDay, figures: figures as never, files, trace }
  return toJobs(unwrap(await db.rpc('save_report', input)))
}

/** Stores the id of the mail that brought a report to the owner. */
export async function keepReportMail(db: Db, { kind, firstDay }: Period, emailId: string): Promise<void> {
  unwrap(await db.rpc('keep_report_mail', { kind, first_day: firstDay, email_id: emailId }))
}

function toJobs(rows: unknown[]): Job[] {
  return rows.flatMap((row) => toJob(row) ?? [])
}
