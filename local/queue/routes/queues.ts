import { Hono } from 'hono'
import * as z from 'zod'
import { ApiError } from '#local/queue/api-error.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { deleteQueue, findQueue, listQueues, type Queue, upsertQueue } from '#local/queue/store/queues.ts'
import { transaction } from '#local/queue/store/schema.ts'

const queueSchema = z.object({
  queueName: z.string().min(1),
  parallelism: z.int().min(1).default(1),
  paused: z.boolean().default(false),
})

/** Queues. A queue starts its messages in the order of their arrival, at most `parallelism` at once. */
export function queueRoutes({ database, wake }: QueueContext): Hono {
  const routes = new Hono()

  function find(name: string): Queue {
    const queue = findQueue(database, name)
    if (!queue) throw new ApiError(404, `queue ${name} not found`)
    return queue
  }

  routes.post('/queues', async ({ req: request }) => {
    const queue = queueSchema.safeParse(await request.json().catch(() => null))
    if (!queue.success) throw new ApiError(400, `invalid queue: ${z.prettifyError(queue.error)}`)
    const { queueName: name, parallelism, paused } = queue.data
    upsertQueue(database, Date.now(), { name, parallelism, paused })
    wake()
    return new Response(null)
  })

  routes.get('/queues', () => Response.json(listQueues(database)))
  routes.get('/queues/:name', ({ req: request }) => Response.json(find(request.param('name'))))

  routes.delete('/queues/:name', ({ req: request }) => {
    const { name } = find(request.param('name'))
    transaction(database, () => deleteQueue(database, name))
    return new Response(null)
  })

  routes.post('/queues/:name/:action{pause|resume}', ({ req: request }) => {
    const paused = request.param('action') === 'pause'
    upsertQueue(database, Date.now(), { ...find(request.param('name')), paused })
    wake()
    return new Response(null)
  })

  return routes
}
