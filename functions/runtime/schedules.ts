import { defaultRetries, type FunctionDefinition } from '#functions/runtime/define.ts'
import type { Pace } from '#lib/pace.ts'
import type { Schedule } from '#lib/queue-qstash.ts'

/** The schedules of all scheduled functions, for one value of PACE_MINUTES. */
export function listSchedules(
  definitions: readonly Pick<FunctionDefinition, 'name' | 'trigger' | 'refreshes'>[],
  pace: Pace,
): Schedule[] {
  return definitions.flatMap(({ name, trigger, refreshes }) => {
    if (trigger.kind !== 'cron') return []
    const { schedule, retries } = trigger
    const place = refreshes ? ({ at: 'pages' } as const) : {}
    if (typeof schedule === 'string')
      return [{ name, cron: schedule, retries: retries ?? defaultRetries.schedule, ...place }]
    // No retries: the next call comes soon, and each retry would count as a message of the queue's plan.
    return [{ name, cron: schedule(pace), retries: retries ?? defaultRetries.pace, ...place }]
  })
}

/** `crons` of vercel.json: https://vercel.com/docs/cron-jobs */
export const vercelCrons = (schedules: readonly Schedule[]): { path: string; schedule: string }[] =>
  schedules.map(({ name, cron }) => ({ path: `/api/${name}`, schedule: cron }))

/**
 * `schedules` of vercel.json, which replaces `crons`. Vercel calls the same paths with the same secret:
 * https://vercel.com/docs/schedules/migrate-from-cron-jobs
 */
export const vercelSchedules = (
  schedules: readonly Schedule[],
): Record<string, { schedule: string; path: string; requestMethod: 'GET' }> =>
  Object.fromEntries(
    schedules.map(({ name, cron }) => [name, { schedule: cron, path: `/api/${name}`, requestMethod: 'GET' as const }]),
  )
