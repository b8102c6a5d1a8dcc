import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { ApiError, quotaExceeded } from '#local/queue/api-error.ts'
import { callerIp, type QueueContext } from '#local/queue/context.ts'
import { planRun } from '#local/queue/fire-schedules.ts'
import { parseOptions, readDestination } from '#local/queue/options.ts'
import { bodyFields, flowFields, forwarded, labelFields } from '#local/queue/routes/payload.ts'
import { readPathRest } from '#local/queue/routes/publish.ts'
import {
  deleteSchedule,
  findSchedule,
  listSchedules,
  moveSchedule,
  type Schedule,
  saveSchedule,
  setSchedulePaused,
} from '#local/queue/store/schedules.ts'
import { transaction } from '#local/queue/store/schema.ts'

/** Schedules: https://upstash.com/docs/qstash/features/schedules */
export function scheduleRoutes(context: QueueContext): Hono {
  const { database, limits, wake } = context
  const routes = new Hono()

  function find(id: string): Schedule {
    const schedule = findSchedule(database, id)
    if (!schedule) throw new ApiError(404, `schedule ${id} not found`)
    return schedule
  }

  routes.get('/schedules', () => Response.json(listSchedules(database).map(schedulePayload)))
  routes.get('/schedules/:id', ({ req: request }) => Response.json(schedulePayload(find(request.param('id')))))

  routes.post('/schedules/*', async ({ req: request }) => {
    const now = Date.now()
    const cron = request.header('upstash-cron') ?? ''
    const id = request.header('upstash-schedule-id') ?? `scd_${randomUUID().replaceAll('-', '')}`
    if (!findSchedule(database, id) && listSchedules(database).length >= limits.schedules)
      throw quotaExceeded('schedules', limits.schedules)
    const schedule: Schedule = {
      id,
      cron,
      destination: readDestination(readPathRest(request.raw, '/v2/schedules/')),
      options: parseOptions(request.raw.headers, limits, ['cron', 'schedule-id', 'queue-name']),
      body: new Uint8Array(await request.arrayBuffer()),
      queue: request.header('upstash-queue-name') ?? null,
      createdAt: now,
      paused: false,
      lastAt: null,
      ...planRun(context, cron, now),
    }
    saveSchedule(database, schedule)
    wake()
    return Response.json({ scheduleId: schedule.id })
  })

  routes.delete('/schedules/:id', ({ req: request }) => {
    deleteSchedule(database, find(request.param('id')).id)
    return new Response(null)
  })

  routes.patch('/schedules/:id/:action{pause|resume}', ({ req: request }) => {
    const schedule = find(request.param('id'))
    const paused = request.param('action') === 'pause'
    transaction(database, () => {
      setSchedulePaused(database, schedule.id, paused)
      // Runs during the pause are skipped.
      if (!paused) moveSchedule(database, { ...schedule, ...planRun(context, schedule.cron, Date.now()) })
    })
    wake()
    return new Response(null)
  })

  return routes
}

function schedulePayload(schedule: Schedule) {
  const { options } = schedule
  return {
    scheduleId: schedule.id,
    cron: schedule.cron,
    createdAt: schedule.createdAt,
    destination: schedule.destination,
    method: options.method,
    header: forwarded(options),
    ...bodyFields('body', schedule.body),
    retries: options.retries,
    delay: options.delay / 1000,
    callback: options.callback,
    failureCallback: options.failureCallback,
    isPaused: schedule.paused,
    queueName: schedule.queue ?? undefined,
    ...flowFields(options),
    retryDelayExpression: options.retryDelay,
    ...labelFields(options),
    callerIP: callerIp,
    lastScheduleTime: schedule.lastAt ?? undefined,
    nextScheduleTime: schedule.nextAt,
  }
}
