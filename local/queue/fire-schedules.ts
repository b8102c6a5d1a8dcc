import { accept } from '#local/queue/accept.ts'
import { ApiError } from '#local/queue/api-error.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { nextRun } from '#local/queue/cron.ts'
import { listDueSchedules, moveSchedule } from '#local/queue/store/schedules.ts'
import { transaction } from '#local/queue/store/schema.ts'

/**
 * Publishes the message of every due schedule and sets its next run in one transaction, so a crash neither loses nor repeats
 * a run. One run replaces all runs that were missed while the queue was down.
 */
export function fireSchedules(context: QueueContext): void {
  const { database } = context
  const now = Date.now()
  for (const schedule of listDueSchedules(database, now)) {
    transaction(database, () => {
      const { destination: url, options, body, queue, id: scheduleId } = schedule
      accept(context, { url, options, body, queue, scheduleId })
      moveSchedule(database, {
        ...schedule,
        ...planRun(context, schedule.cron, Math.max(schedule.nextAt, now)),
        lastAt: now,
      })
    })
  }
}

/** The next run of a schedule, by its cron expression and by the speed of this queue. @throws ApiError 400 or 501 */
export function planRun(
  { speed }: Pick<QueueContext, 'speed'>,
  cron: string,
  after: number,
): { nextAt: number; dueAt: number } {
  if (/^(CRON_)?TZ=/.test(cron))
    throw new ApiError(501, 'CRON_TZ is not implemented by the local queue: write the cron in UTC')
  if (/^@every\s/.test(cron)) throw new ApiError(501, '@every is not implemented by the local queue')
  const nextAt = nextRun(cron, after)
  if (nextAt === null) throw new ApiError(400, `invalid cron expression: ${cron}`)
  return { nextAt, dueAt: Math.round(Date.now() + (nextAt - after) / speed) }
}
