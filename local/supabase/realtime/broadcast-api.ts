import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Caller } from '#local/supabase/gateway.ts'
import type { Broadcast } from '#local/supabase/realtime/frames.ts'
import { createCounter } from '#local/supabase/realtime/limits.ts'
import type { Realtime } from '#local/supabase/realtime/member.ts'
import { topicKey } from '#local/supabase/realtime/topics.ts'

type Identify = (request: Request) => Promise<Caller | Response>

const batch = z.object({
  messages: z
    .array(
      z.object({
        topic: z.string().min(1),
        event: z.string().min(1),
        payload: z.record(z.string(), z.unknown()),
        private: z.boolean().nullish(),
      }),
    )
    .min(1),
})

/** Sends without a connection: https://supabase.com/docs/guides/realtime/broadcast#broadcast-using-the-rest-api */
export function broadcastRoutes({ topics, authorizer, limits }: Realtime, identify: Identify): Hono {
  const routes = new Hono()
  const withinRate = createCounter(limits.messagesPerSecond, 1000)
  const maySend = async (caller: Caller, topic: string, isPrivate: boolean) =>
    !isPrivate || (await authorizer.maySend(caller, topic)).broadcast
  const isTooLarge = (payload: string | Buffer) => Buffer.byteLength(payload) > limits.payload

  // A message that its sender may not send is left out, and the others are sent.
  routes.post('/broadcast', async (context) => {
    const caller = await identify(context.req.raw)
    if (caller instanceof Response) return caller
    const { success, data } = batch.safeParse(await context.req.json().catch(() => null))
    if (!success) return context.json({ errors: { messages: ["can't be blank"] } }, 422)
    if (data.messages.some(({ payload }) => isTooLarge(JSON.stringify(payload))))
      return context.json({ errors: { messages: [{ payload: ['Payload size exceeds tenant limit'] }] } }, 422)
    for (const { topic, event, payload, private: isPrivate } of data.messages) {
      if (!withinRate()) return context.json({ message: 'You have exceeded your rate limit' }, 429)
      if (await maySend(caller, topic, isPrivate === true))
        topics.publish(topicKey(topic, isPrivate === true), { event, payload: JSON.stringify(payload) })
    }
    return context.body(null, 202)
  })

  routes.post('/broadcast/:topic/events/:event', async (context) => {
    const caller = await identify(context.req.raw)
    if (caller instanceof Response) return caller
    const payload = await readPayload(context)
    if (payload === undefined) return context.json({ message: 'Unsupported Media Type' }, 415)
    if (isTooLarge(payload)) return context.json({ errors: { payload: ['Payload size exceeds tenant limit'] } }, 422)
    if (!withinRate()) return context.json({ message: 'You have exceeded your rate limit' }, 429)
    const { topic, event } = context.req.param()
    const isPrivate = context.req.query('private') === 'true'
    if (!(await maySend(caller, topic, isPrivate))) return context.json({ message: 'Unauthorized' }, 403)
    topics.publish(topicKey(topic, isPrivate), { event, payload, isBinaryForm: true } satisfies Broadcast)
    return context.body(null, 202)
  })
  return routes
}

/** JSON as text, or bytes; undefined for what is neither. */
async function readPayload({ req }: Context): Promise<string | Buffer | undefined> {
  const type = req.header('content-type') ?? ''
  if (type.startsWith('application/octet-stream')) return Buffer.from(await req.arrayBuffer())
  if (!type.startsWith('application/json')) return undefined
  const text = await req.text()
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return undefined
  }
}
