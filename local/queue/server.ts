import { Hono } from 'hono'
import type { Faults } from '#local/chaos/faults.ts'
import { listen } from '#local/listen.ts'
import { ApiError } from '#local/queue/api-error.ts'
import { consoleRoutes } from '#local/queue/console.ts'
import type { Cron, QueueContext } from '#local/queue/context.ts'
import { createDispatcher } from '#local/queue/dispatcher.ts'
import { findHeld, type Held, hasten } from '#local/queue/hasten.ts'
import { limitBody } from '#local/queue/limit-body.ts'
import { type Plan, plans } from '#local/queue/plans.ts'
import { deadLetterRoutes } from '#local/queue/routes/dead-letters.ts'
import { keyRoutes } from '#local/queue/routes/keys.ts'
import { messageRoutes } from '#local/queue/routes/messages.ts'
import { publishRoutes } from '#local/queue/routes/publish.ts'
import { queueRoutes } from '#local/queue/routes/queues.ts'
import { scheduleRoutes } from '#local/queue/routes/schedules.ts'
import { openQueueStore } from '#local/queue/store/schema.ts'

export type QueueOptions = {
  /** path of the SQLite file, or ':memory:' */
  file: string
  token: string
  currentKey: string
  nextKey: string
  /** the limits of the account; pay as you go by default */
  plan?: Plan
  /** 1000 makes delays, retries, schedules and the deduplication window a thousand times shorter, but not timeouts */
  speed?: number
  /** the crons of the local scheduler, which the console shows */
  listCrons?: () => Cron[]
  faults?: Faults
}

export type Queue = {
  fetch(request: Request): Response | Promise<Response>
  held(mark: string): Held
  hasten(mark: string): number
  close(): Promise<void>
}

/**
 * A QStash server as a Web handler. It speaks the protocol of https://upstash.com/docs/qstash and has a console at `/`.
 * It delivers as soon as it is created, first the messages that an earlier process left in the file.
 */
export function createQueue(options: QueueOptions): Queue {
  const { file, token, currentKey, nextKey, plan = 'pay-as-you-go', speed = 1, listCrons = () => [], faults } = options
  const database = openQueueStore(file)
  const context: QueueContext = {
    database,
    configuredKeys: { current: currentKey, next: nextKey },
    limits: plans[plan],
    speed,
    wake: () => dispatcher.wake(),
    listCrons,
    send: faults?.sender('deliveries') ?? fetch,
  }
  const dispatcher = createDispatcher(context)
  const app = new Hono()

  app.onError((error) => {
    if (error instanceof ApiError) return refuse(error.status, error.message, error.headers)
    console.error('queue:', error)
    return refuse(500, 'internal error')
  })
  app.notFound(({ req: request }) =>
    refuse(501, `${request.method} ${request.path} is not implemented by the local queue`),
  )
  app.use('/v2/*', async ({ req: request }, next) => {
    if (request.header('authorization') !== `Bearer ${token}`) {
      return refuse(401, 'unable to authenticate: invalid token')
    }
    await next()
  })
  app.use(limitBody(context.limits.size))
  app.route('/v2', publishRoutes(context))
  app.route('/v2', messageRoutes(context))
  app.route('/v2', deadLetterRoutes(context))
  app.route('/v2', queueRoutes(context))
  app.route('/v2', scheduleRoutes(context))
  app.route('/v2', keyRoutes(context))
  app.route('/', consoleRoutes(context))

  dispatcher.wake()
  return {
    fetch: (request) => app.fetch(request),
    held: (mark) => findHeld(context, mark),
    hasten: (mark) => hasten(context, mark),
    /** Stops at once. Active deliveries are aborted, and delivered again after the next start. */
    async close() {
      await dispatcher.close()
      database.close()
    },
  }
}

/** Serves the queue on 127.0.0.1; port 0 picks a free one. */
export async function startQueue(
  options: QueueOptions & { port: number },
): Promise<Omit<Queue, 'fetch'> & { url: string }> {
  const queue = createQueue(options)
  try {
    const server = await listen(options.faults?.guard('queue', queue.fetch) ?? queue.fetch, options.port)
    return {
      url: server.url,
      held: queue.held,
      hasten: queue.hasten,
      async close() {
        await server.close()
        await queue.close()
      },
    }
  } catch (error) {
    await queue.close()
    throw error
  }
}

const refuse = (status: number, error: string, headers: Record<string, string> = {}) =>
  Response.json({ error }, { status, headers })
