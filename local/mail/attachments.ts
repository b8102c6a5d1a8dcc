import { basename } from 'node:path'
import type { Attachment, Draft } from '#local/mail/mails.ts'
import { Refusal } from '#local/mail/refusal.ts'

type Fields = Record<string, unknown>

const invalid = (message: string) => new Refusal(422, 'invalid_attachment', message)
const fetchTimeout = 10_000

/** Reads `attachments`: each has its `content` in base64, or the URL of the file as `path`. @throws Refusal 422 */
export function readAttachments(value: unknown): Attachment[] {
  if (!Array.isArray(value)) throw new Refusal(422, 'validation_error', 'The `attachments` field must be an `array`.')
  return value.map((attachment: unknown) => {
    const fields = typeof attachment === 'object' && attachment !== null ? (attachment as Fields) : {}
    const { content, path } = fields
    if (typeof content !== 'string' && typeof path !== 'string') {
      throw invalid('Attachment must have either a `content` or `path`.')
    }
    if (typeof content === 'string' && !isBase64(content)) {
      throw invalid('The `content` of an attachment must be a base64 encoded string.')
    }
    return {
      filename: optionalText(fields, 'filename'),
      content: optionalText(fields, 'content'),
      path: optionalText(fields, 'path'),
      content_type: optionalText(fields, 'content_type'),
      content_id: optionalText(fields, 'content_id'),
    }
  })
}

function optionalText(fields: Fields, name: string): string | null {
  const value = fields[name] ?? null
  if (value === null || typeof value === 'string') return value
  throw new Refusal(422, 'validation_error', `The \`${name}\` field of an attachment must be a \`string\`.`)
}

function isBase64(content: string): boolean {
  const text = content.replace(/\s/g, '')
  return text.length % 4 !== 1 && /^[A-Za-z0-9+/_-]*={0,2}$/.test(text)
}

/** Fetches the file of every `path` into the draft. @throws Refusal 422 when a file cannot be fetched */
export async function fetchAttachments(draft: Draft): Promise<Draft> {
  const attachments = await Promise.all(draft.attachments.map((one) => (one.content === null ? fetchOne(one) : one)))
  return { ...draft, attachments }
}

async function fetchOne(attachment: Attachment): Promise<Attachment> {
  const path = attachment.path ?? ''
  const missing = (why: string) => invalid(`The attachment at ${path} could not be fetched: ${why}.`)
  if (!URL.canParse(path) || !/^https?:/i.test(path)) throw missing('it is not a URL')
  const response = await fetch(path, { signal: AbortSignal.timeout(fetchTimeout) }).catch(() => null)
  if (!response?.ok) throw missing(response ? `it answered ${response.status}` : 'nobody answered')
  return {
    ...attachment,
    content: Buffer.from(await response.arrayBuffer()).toString('base64'),
    filename: attachment.filename ?? basename(new URL(path).pathname),
    content_type: attachment.content_type ?? response.headers.get('content-type'),
  }
}
