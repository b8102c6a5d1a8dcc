import { Cron } from 'croner'
import type { Env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import type { FunctionFacts } from '#shop/runs/types.ts'

/** What is known of a function by its name; null when there is none. */
export function findFacts(name: string): FunctionFacts | null {
  return functionFacts.find((facts) => facts.name === name) ?? null
}

/** The schedule of a function at this pace, a cron expression in UTC; null without one. */
export function scheduleOf(
  { schedules }: Pick<FunctionFacts, 'schedules'>,
  { PACE_MINUTES }: Pick<Env, 'PACE_MINUTES'>,
) {
  return schedules?.[String(PACE_MINUTES)] ?? null
}

/** When the scheduler calls next, strictly after `now`; null without a schedule. */
export function nextCall(schedule: string | null, now: Date): Date | null {
  return schedule === null ? null : new Cron(schedule, { timezone: 'UTC' }).nextRun(now)
}

/**
 * Calls a scheduled function now, as its scheduler would, and records who did. An occurrence has one effect, so a call too many
 * changes nothing.
 * @returns the HTTP status of the answer
 * @throws ShopError forbidden; not_found when no schedule has this name; conflict when nothing answers within 30 seconds
 */
export async function callSchedule(db: Db, env: Env, name: string, trace: Traceparent): Promise<number> {
  const facts = findFacts(name)
  if (!facts?.schedules) throw new ShopError('not_found', 'No function with a schedule has this name.')
  unwrap(await db.rpc('note_schedule_call', { function: name }))
  const address = `${facts.inPages ? env.SITE_URL : env.FUNCTIONS_URL}/api/${name}`
  try {
    const { status } = await fetch(address, {
      method: facts.method,
      headers: { authorization: `Bearer ${env.CRON_SECRET}`, traceparent: trace },
      signal: AbortSignal.timeout(30_000),
    })
    return status
  } catch (error) {
    throw new ShopError('conflict', `${name} did not answer within 30 seconds.`, { cause: error })
  }
}
