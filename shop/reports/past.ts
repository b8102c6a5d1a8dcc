import { dayOf } from '#lib/days.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Period, ReportText } from '#shop/reports/types.ts'

/** The moment before which everything was generated with a demo (docs/decisions/0053); null in a store without a generated past. */
export async function findPastEnd(db: Db): Promise<string | null> {
  return unwrap(await db.rpc('past_until')) ?? null
}

/** Adds to a report that its sales were generated, if some were. @param pastEnd as `findPastEnd` gives it */
export function markGenerated(text: ReportText, { firstDay }: Period, pastEnd: string | null): ReportText {
  const isMarked = pastEnd !== null && firstDay <= dayOf(new Date(pastEnd))
  return isMarked ? { ...text, lead: `${text.lead} Some of it was generated with the demo.` } : text
}
