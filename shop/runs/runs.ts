import * as z from 'zod'
import { neighbours, type PagePlace } from '#lib/place.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { RunCosts } from '#shop/runs/cost-types.ts'
import { jobRow, outlineJobRow, outlineRunRow, outlineSpanRow, runRow, spanRow, summaryRow } from '#shop/runs/rows.ts'
import type { Overview, RunFilter, RunPage, Trace, TraceOutline } from '#shop/runs/types.ts'

const runPage = z.object({ runs: z.array(runRow), ...neighbours })

/**
 * Lists a page of runs for staff, the newest first.
 * @param page `most`: 50 unless told, at most 200
 * @throws ShopError forbidden
 */
export async function listRuns(
  db: Db,
  { orderNumber, ...filter }: RunFilter,
  page: PagePlace & { most?: number } = {},
): Promise<RunPage> {
  const input = { ...filter, ...page, ...(orderNumber ? { order_number: orderNumber } : {}) }
  return runPage.parse(unwrap(await db.rpc('list_runs', input)))
}

const trace = z
  .object({
    trace: z.string(),
    runs: z.array(runRow),
    spans: z.array(spanRow),
    is_cut: z.boolean(),
    jobs: z.array(jobRow),
    order: z
      .object({ id: z.uuid(), number: z.string(), status: z.string(), created_at: z.string() })
      .transform(({ created_at, ...order }) => ({ ...order, createdAt: created_at }))
      .nullable(),
    photograph: z
      .object({ id: z.uuid(), product_id: z.uuid().nullable(), status: z.string() })
      .transform(({ product_id, ...photograph }) => ({ ...photograph, productId: product_id }))
      .nullable(),
    report: z
      .object({ kind: z.enum(['day', 'week', 'month']), first_day: z.string() })
      .transform(({ kind, first_day }) => ({ kind, firstDay: first_day }))
      .nullable(),
  })
  .transform(({ is_cut, ...rest }): Trace => ({ ...rest, isCut: is_cut }))

/**
 * Finds traces by what an error page showed: the first digits of a trace, or the digest of a page that failed. At most twenty.
 * @throws ShopError forbidden
 */
export async function findTraces(db: Db, reference: string): Promise<string[]> {
  return unwrap(await db.rpc('find_traces', { reference }))
}

/**
 * Reads a trace for staff; null when nothing has this id.
 * @param id 32 hexadecimal digits
 * @throws ShopError forbidden
 */
export async function findTrace(db: Db, id: string): Promise<Trace | null> {
  return trace.nullable().parse(unwrap(await db.rpc('read_trace', { trace: id })))
}

const outline = z.object({
  trace: z.string(),
  runs: z.array(outlineRunRow),
  spans: z.array(outlineSpanRow),
  jobs: z.array(outlineJobRow),
})

/** Reads what anybody may see of a trace whose id they have, such as that of their own order; null when there is nothing. */
export async function findTraceOutline(db: Db, id: string): Promise<TraceOutline | null> {
  return outline.nullable().parse(unwrap(await db.rpc('trace_outline', { trace: id })))
}

const overview = z
  .object({ since: z.string(), until: z.string(), bucket_seconds: z.number(), functions: z.array(summaryRow) })
  .transform(({ bucket_seconds, ...rest }): Overview => ({ ...rest, bucketSeconds: bucket_seconds }))

/** Every function with its runs of the last hours (24 unless told, at most 720), for staff. @throws ShopError forbidden */
export async function readOverview(db: Db, hours?: number): Promise<Overview> {
  return overview.parse(unwrap(await db.rpc('function_overview', hours ? { hours } : {})))
}

const sum = z.object({ name: z.string(), runs: z.number(), ms: z.number() })
const costs = z
  .object({
    since: z.string(),
    order_amount: z.number().nullable(),
    functions: z.array(
      sum
        .extend({ cold: z.number(), first_ms: z.number().nullable(), next_ms: z.number().nullable() })
        .transform(({ first_ms, next_ms, ...rest }) => ({ ...rest, firstMs: first_ms, nextMs: next_ms })),
    ),
    causes: z.array(z.object({ name: z.string(), times: z.number(), functions: z.array(sum) })),
  })
  .transform(({ order_amount, ...rest }): RunCosts => ({ ...rest, orderAmount: order_amount }))

/** The runs of the last days, as far as they cost, for staff. @param days 1 to 30 @throws ShopError forbidden */
export async function readRunCosts(db: Db, days: number): Promise<RunCosts> {
  return costs.parse(unwrap(await db.rpc('run_costs', { days })))
}
