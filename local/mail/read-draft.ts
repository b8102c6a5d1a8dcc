import { readAttachments } from '#local/mail/attachments.ts'
import type { Draft } from '#local/mail/mails.ts'
import { Refusal } from '#local/mail/refusal.ts'

type Payload = Record<string, unknown>

/** Fields of Resend that this service does not implement. It refuses them, so that nobody believes they worked. */
const unknownFields = ['scheduled_at', 'template', 'topic_id']

/**
 * Reads one mail from a request. @throws Refusal with Resend's message
 * https://resend.com/docs/api-reference/emails/send-email
 */
export function readDraft(payload: unknown): Draft {
  if (!isObject(payload)) throw invalid('The mail must be an object.')
  const unknownField = unknownFields.find((field) => payload[field] != null)
  if (unknownField) {
    throw new Refusal(501, 'application_error', `\`${unknownField}\` is not implemented by the local mail service.`)
  }
  const from = readAddress(required(payload, 'from'), 'from')
  const to = readAddresses(required(payload, 'to'), 'to')
  const html = optionalText(payload, 'html')
  const text = optionalText(payload, 'text')
  if (html === null && text === null) throw missing('html` or `text')
  return {
    from,
    to,
    cc: optionalAddresses(payload, 'cc'),
    bcc: optionalAddresses(payload, 'bcc'),
    reply_to: optionalAddresses(payload, 'reply_to'),
    subject: readSubject(required(payload, 'subject')),
    html,
    text,
    headers: readHeaders(payload.headers ?? {}),
    tags: readTags(payload.tags ?? []),
    attachments: readAttachments(payload.attachments ?? []),
  }
}

const invalid = (message: string) => new Refusal(422, 'validation_error', message)
const missing = (field: string) => new Refusal(422, 'missing_required_field', `Missing \`${field}\` field.`)

const isObject = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function required(payload: Payload, field: string): unknown {
  const value = payload[field]
  if (value == null || value === '' || (Array.isArray(value) && value.length === 0)) throw missing(field)
  return value
}

function optionalText(payload: Payload, field: string): string | null {
  const value = payload[field] ?? null
  if (value !== null && typeof value !== 'string') throw invalid(`The \`${field}\` field must be a \`string\`.`)
  return value
}

function readSubject(value: unknown): string {
  if (typeof value !== 'string') throw invalid('The `subject` field must be a `string`.')
  // Resend documents no limit. This is the limit of a header line: https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1
  if (value.length > 998) throw invalid('The `subject` field must be at most 998 characters.')
  // A line break would end the header and start another one.
  if (/[\r\n]/.test(value)) throw invalid('The `\\n` is not allowed in the `subject` field.')
  return value
}

const address = String.raw`[^\s<>@,;"]+@[^\s<>@,;."]+(?:\.[^\s<>@,;."]+)+`
const addressForms = new RegExp(`^(?:${address}|[^<>\\r\\n]*<${address}>)$`)

function readAddress(value: unknown, field: string): string {
  if (typeof value === 'string' && addressForms.test(value.trim())) return value.trim()
  const forms = '`email@example.com` or `Name <email@example.com>`'
  throw invalid(`Invalid \`${field}\` field. The email address needs to follow the ${forms} format.`)
}

function readAddresses(value: unknown, field: string): string[] {
  const given = Array.isArray(value) ? value : [value]
  if (given.length > 50) throw invalid(`The \`${field}\` field has a maximum of 50 recipients.`)
  return given.map((one) => readAddress(one, field))
}

function optionalAddresses(payload: Payload, field: string): string[] | null {
  const value = payload[field] ?? []
  return Array.isArray(value) && value.length === 0 ? null : readAddresses(value, field)
}

function readHeaders(value: unknown): Draft['headers'] {
  if (!isObject(value)) throw invalid('The `headers` field must be an `object`.')
  for (const [name, content] of Object.entries(value)) {
    const sound = /^[!-9;-~]+$/.test(name) && typeof content === 'string' && !/[\r\n]/.test(content)
    if (!sound) throw invalid('The `headers` field must hold header names with a `string` of one line each.')
  }
  return value as Draft['headers']
}

const word = /^[\w-]{1,256}$/

function readTags(value: unknown): Draft['tags'] {
  if (!Array.isArray(value)) throw invalid('The `tags` field must be an `array`.')
  return value.map((tag: unknown) => {
    const { name, value: content } = isObject(tag) ? tag : {}
    if (typeof name === 'string' && typeof content === 'string' && word.test(name) && word.test(content)) {
      return { name, value: content }
    }
    throw invalid('Tags should only contain ASCII letters, numbers, underscores, or dashes.')
  })
}
