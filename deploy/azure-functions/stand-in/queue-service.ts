// The REST interface of Storage queues, as far as the store and the Functions host use it, for machines without azurite.
// https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api
import { randomUUID } from 'node:crypto'
import { type Listening, listen } from '#local/listen.ts'

type Kept = { id: string; receipt: string; text: string; visible: number; dequeued: number }

const xml = (messages: readonly string[], status: number) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?><QueueMessagesList>${messages.join('')}</QueueMessagesList>`, {
    status,
    headers: { 'content-type': 'application/xml' },
  })
const shapeOf = ({ id, receipt, visible }: Kept, rest = '') =>
  `<QueueMessage><MessageId>${id}</MessageId><PopReceipt>${receipt}</PopReceipt>` +
  `<TimeNextVisible>${new Date(visible).toUTCString()}</TimeNextVisible>${rest}</QueueMessage>`

function take(messages: readonly Kept[], hidden: number): Response {
  const first = messages.find(({ visible }) => visible <= Date.now())
  if (!first) return xml([], 200)
  const dequeued = first.dequeued + 1
  Object.assign(first, { receipt: randomUUID(), visible: Date.now() + hidden, dequeued })
  const rest = `<DequeueCount>${dequeued}</DequeueCount><MessageText>${first.text}</MessageText>`
  return xml([shapeOf(first, rest)], 200)
}

/** @returns a service at `<url>/<queue>/messages` */
export function startQueueService(): Promise<Listening> {
  const queues = new Map<string, Kept[]>()
  return listen(async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    const [, queue = '', , id] = pathname.split('/')
    const hidden = Number(searchParams.get('visibilitytimeout') ?? 0) * 1000
    if (request.method === 'PUT' && !id) {
      queues.set(queue, queues.get(queue) ?? [])
      return new Response(null, { status: 201 })
    }
    const messages = queues.get(queue)
    if (!messages) return new Response('<Error><Code>QueueNotFound</Code></Error>', { status: 404 })
    if (request.method === 'POST') {
      const [, text = ''] = /<MessageText>(.*)<\/MessageText>/s.exec(await request.text()) ?? []
      const kept = { id: randomUUID(), receipt: randomUUID(), text, visible: Date.now() + hidden, dequeued: 0 }
      messages.push(kept)
      return xml([shapeOf(kept)], 201)
    }
    if (request.method === 'GET') return take(messages, hidden)
    const own = messages.find((one) => one.id === id)
    if (!own || own.receipt !== searchParams.get('popreceipt')) return new Response(null, { status: 404 })
    if (request.method === 'DELETE') messages.splice(messages.indexOf(own), 1)
    else Object.assign(own, { receipt: randomUUID(), visible: Date.now() + hidden })
    const time = new Date(own.visible).toUTCString()
    return new Response(null, {
      status: 204,
      headers: { 'x-ms-popreceipt': own.receipt, 'x-ms-time-next-visible': time },
    })
  })
}
