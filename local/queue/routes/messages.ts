import { Hono } from 'hono'
import { ApiError } from '#local/queue/api-error.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { eventPayload, messagePayload } from '#local/queue/routes/payload.ts'
import { listEvents, logEvent } from '#local/queue/store/events.ts'
import { eventFilters, messageFilters, parseFilter } from '#local/queue/store/filter.ts'
import { deleteMessage, findMessage, listMessages, type Message } from '#local/queue/store/messages.ts'
import { transaction } from '#local/queue/store/schema.ts'

/** Pending messages, and the log of all messages. */
export function messageRoutes(context: QueueContext): Hono {
  const { database } = context
  const routes = new Hono()

  routes.get('/messages/:id', ({ req: request }) => {
    const message = findMessage(database, request.param('id'))
    if (!message) throw new ApiError(404, `message ${request.param('id')} not found`)
    return Response.json(messagePayload(message))
  })

  routes.delete('/messages/:id', ({ req: request }) => {
    const message = findMessage(database, request.param('id'))
    if (!message) throw new ApiError(404, `message ${request.param('id')} not found`)
    cancel(context, [message])
    return Response.json({ cancelled: 1 }, { status: 202 })
  })

  routes.delete('/messages', ({ req: request }) => {
    const filter = parseFilter(new URL(request.url).searchParams, messageFilters)
    // QStash ignores `count` here: https://upstash.com/docs/qstash/api-reference/messages/bulk-cancel-messages
    const messages = listMessages(database, 'living', { ...filter, count: -1 })
    cancel(context, messages)
    return Response.json({ cancelled: messages.length }, { status: 202 })
  })

  routes.on('GET', ['/events', '/logs'], ({ req: request }) => {
    const filter = parseFilter(new URL(request.url).searchParams, eventFilters, 'id')
    const events = listEvents(database, filter)
    const cursor = events.length === filter.count ? String(events.at(-1)?.id) : undefined
    return Response.json({ cursor, events: events.map(eventPayload) })
  })

  return routes
}

function cancel({ database, wake }: QueueContext, messages: Message[]): void {
  transaction(database, () => {
    for (const message of messages) {
      deleteMessage(database, message.id)
      logEvent(database, 'CANCELED', message)
    }
  })
  wake()
}
