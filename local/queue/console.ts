import { Hono } from 'hono'
import { ownPagesOnly } from '#local/own-pages.ts'
import { consolePage } from '#local/queue/console-page.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { replay } from '#local/queue/replay.ts'
import { listEvents } from '#local/queue/store/events.ts'
import { deadLetterFilters, parseFilter } from '#local/queue/store/filter.ts'
import { countMessages, listMessages, makeMessageDue } from '#local/queue/store/messages.ts'
import { listSchedules } from '#local/queue/store/schedules.ts'

const shown = { where: 'true', values: [], count: 1000 }

/** The console for people. It needs no token, so it answers the browser of this machine only. */
export function consoleRoutes(context: QueueContext): Hono {
  const { database } = context
  const routes = new Hono()

  routes.use('/', ownPagesOnly)
  routes.use('/console/*', ownPagesOnly)

  routes.get('/', async ({ html }) =>
    html(
      await consolePage({
        now: Date.now(),
        living: listMessages(database, 'living', shown),
        livingCount: countMessages(database, 'living'),
        dead: listMessages(database, 'dead', shown),
        deadCount: countMessages(database, 'dead'),
        delivered: listEvents(database, { where: "state = 'DELIVERED'", values: [], count: 50 }),
        schedules: listSchedules(database),
        crons: context.listCrons(),
      }),
      200,
      { 'content-security-policy': "frame-ancestors 'none'" },
    ),
  )

  routes.post('/console/messages/:id/deliver', ({ req: request, redirect }) => {
    makeMessageDue(database, request.param('id'), Date.now())
    context.wake()
    return redirect('/', 303)
  })

  routes.post('/console/dead-letters/:id/replay', ({ req: request, redirect }) => {
    const filter = parseFilter(new URLSearchParams({ dlqIds: request.param('id') }), deadLetterFilters)
    replay(context, listMessages(database, 'dead', filter))
    return redirect('/', 303)
  })

  return routes
}
