import { Hono } from 'hono'
import { ApiError } from '#local/queue/api-error.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { replay } from '#local/queue/replay.ts'
import { deadLetterPayload } from '#local/queue/routes/payload.ts'
import { deadLetterFilters, parseFilter } from '#local/queue/store/filter.ts'
import { deleteMessage, listMessages, type Message } from '#local/queue/store/messages.ts'
import { transaction } from '#local/queue/store/schema.ts'

/** The dead letter queue: https://upstash.com/docs/qstash/features/dlq */
export function deadLetterRoutes(context: QueueContext): Hono {
  const { database } = context
  const routes = new Hono()

  function list(query: URLSearchParams): { letters: Message[]; cursor: string | undefined } {
    const filter = parseFilter(query, deadLetterFilters)
    const letters = listMessages(database, 'dead', filter)
    return { letters, cursor: letters.length === filter.count ? String(letters.at(-1)?.sequence) : undefined }
  }

  function find(id: string): Message {
    const [letter] = list(new URLSearchParams({ dlqIds: id })).letters
    if (!letter) throw new ApiError(404, `message ${id} not found in DLQ`)
    return letter
  }

  function remove(letters: Message[]): void {
    transaction(database, () => {
      for (const letter of letters) deleteMessage(database, letter.id)
    })
  }

  routes.get('/dlq', ({ req: request }) => {
    const { letters, cursor } = list(new URL(request.url).searchParams)
    return Response.json({ cursor, messages: letters.map(deadLetterPayload) })
  })

  routes.get('/dlq/:id', ({ req: request }) => Response.json(deadLetterPayload(find(request.param('id')))))

  routes.use('/dlq/retry/*', async ({ req: request }, next) => {
    for (const name of request.raw.headers.keys()) {
      if (/^upstash-(?!telemetry-)/.test(name))
        throw new ApiError(501, `header ${name} is not implemented by the local queue for dead letters`)
    }
    await next()
  })

  routes.post('/dlq/retry', ({ req: request }) => {
    const { letters, cursor } = list(new URL(request.url).searchParams)
    return Response.json({ cursor, responses: replay(context, letters) }, { status: 201 })
  })

  routes.post('/dlq/retry/:id', ({ req: request }) => {
    return Response.json(replay(context, [find(request.param('id'))])[0], { status: 201 })
  })

  routes.delete('/dlq', ({ req: request }) => {
    const { letters, cursor } = list(new URL(request.url).searchParams)
    remove(letters)
    return Response.json({ cursor, deleted: letters.length })
  })

  routes.delete('/dlq/:id', ({ req: request }) => {
    remove([find(request.param('id'))])
    return new Response(null)
  })

  return routes
}
