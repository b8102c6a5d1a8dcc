import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#local/mail/refusal.ts'

/** The largest mail, attachments included: https://resend.com/docs/dashboard/emails/attachments */
const limit = 40 * 1_048_576

/** Reads the body as text. @throws Refusal 413 when it is too large */
export async function readBody({ body }: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) throw new Refusal(413, 'validation_error', `The request is larger than ${limit} bytes.`)
  return Buffer.concat(chunks).toString('utf8')
}

/** Reads the rest of a refused body, because a response before the end of the upload would break the connection. */
export const drain: MiddlewareHandler = async ({ req: { raw } }, next) => {
  await next()
  if (!raw.body || raw.bodyUsed) return
  for await (const _ of raw.body);
}
