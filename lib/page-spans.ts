import type { Env } from '#lib/env.ts'
import { exportSpans } from '#lib/export-spans.ts'
import { createLog } from '#lib/log.ts'
import { toSpanRow } from '#lib/span-rows.ts'
import { asRole, unwrap } from '#lib/supabase.ts'
import type { EndedSpan } from '#lib/trip.ts'

const log = createLog({ scope: 'tracing' })

/** Stores what a page did, and exports it. Strangers cause it, so the database limits it. It logs a failure and does not throw. */
export async function storePageSpans(env: Env, spans: readonly EndedSpan[]): Promise<void> {
  if (spans.length === 0) return
  await Promise.all([store(env, spans), exportSpans(env, 'pages', spans)])
}

async function store(env: Env, spans: readonly EndedSpan[]): Promise<void> {
  try {
    unwrap(await asRole(env, 'tracer').rpc('record_page_spans', { spans: spans.map(toSpanRow) as never }))
  } catch (error) {
    log.warn('the spans of a page were not stored', { error })
  }
}
