import * as z from 'zod'

/** https://cloud.google.com/pubsub/docs/push#receive_push */
const push = z.object({
  subscription: z.string(),
  message: z.object({ data: z.base64().default(''), attributes: z.record(z.string(), z.string()).default({}) }),
})

/** The message of a push of Pub/Sub, whose data is in base64; null when the call is none. */
export function readPush(body: string): { text: string; attributes: Record<string, string> } | null {
  const parsed = push.safeParse(readJson(body))
  if (!parsed.success) return null
  const { data, attributes } = parsed.data.message
  return { text: Buffer.from(data, 'base64').toString(), attributes }
}

/** The path of an upload in an event of Eventarc or a notification by Pub/Sub; null for another event, such as a removal. */
export function readUpload(body: string): string | null {
  const attributes = readPush(body)?.attributes
  if (attributes) return attributes.eventType === 'OBJECT_FINALIZE' ? (attributes.objectId ?? null) : null
  return z.object({ name: z.string() }).nullable().catch(null).parse(readJson(body))?.name ?? null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
