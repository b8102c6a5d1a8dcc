import { Hono, type MiddlewareHandler } from 'hono'
import { fetchAttachments } from '#local/mail/attachments.ts'
import type { MailContext } from '#local/mail/context.ts'
import { checkRecipients, checkSender } from '#local/mail/domains.ts'
import { createOnce } from '#local/mail/idempotency.ts'
import { type Draft, findMail, keepMail, listNewer, listOlder, type Mail } from '#local/mail/mails.ts'
import { limitPace } from '#local/mail/pace.ts'
import { readDraft } from '#local/mail/read-draft.ts'
import { Refusal } from '#local/mail/refusal.ts'
import { domainList, listShape, mailShape } from '#local/mail/shapes.ts'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The routes of https://resend.com/docs/api-reference that the project uses. */
export function apiRoutes(context: MailContext): Hono {
  const { store, now } = context
  const once = createOnce(store, now)
  const routes = new Hono()
  const pace = limitPace(context)
  for (const path of ['/emails/*', '/domains']) routes.use(path, outage(context), requireKey(context.apiKey), pace)
  routes.post('/emails', ({ req: { raw } }) =>
    once(raw, async (payload) => keepOne(context, await read(context, payload))),
  )
  routes.post('/emails/batch', ({ req: { raw } }) => {
    const permissive = raw.headers.get('x-batch-validation') === 'permissive'
    return once(raw, (payload) => readBatch(context, payload, permissive))
  })
  routes.get('/emails', ({ req: request }) => Response.json(listPage(context, request.query())))
  // Resend has routes for these words, so they are not ids. This service does not implement them.
  for (const word of ['receiving', 'metrics']) routes.get(`/emails/${word}`, (exchange) => exchange.notFound())
  routes.get('/emails/:id', ({ req: request }) => {
    const id = request.param('id')
    if (!uuid.test(id)) throw new Refusal(422, 'validation_error', 'The `id` must be a valid UUID.')
    return Response.json(mailShape(known(context, id), now()))
  })
  routes.get('/domains', () => Response.json(domainList(context.domains)))
  return routes
}

async function read({ domains, refusesExamples }: MailContext, payload: unknown): Promise<Draft> {
  const draft = readDraft(payload)
  checkSender(draft, domains)
  if (refusesExamples) checkRecipients(draft)
  return fetchAttachments(draft)
}

const keepOne =
  ({ store, now }: MailContext, draft: Draft) =>
  () => ({ id: keepMail(store, draft, now()) })

/** Resend's answer during an outage: https://resend.com/docs/api-reference/errors */
function outage(context: MailContext): MiddlewareHandler {
  return async (_exchange, next) => {
    if (context.stopped) throw new Refusal(503, 'service_unavailable', 'Something went wrong. Please try again later.')
    await next()
  }
}

function requireKey(apiKey: string): MiddlewareHandler {
  return async ({ req: request }, next) => {
    const key = /^Bearer (.+)$/.exec(request.header('authorization') ?? '')?.[1]
    if (!key) throw new Refusal(401, 'missing_api_key', 'Missing API key in the authorization header.')
    if (key !== apiKey) throw new Refusal(403, 'invalid_api_key', 'API key is invalid.')
    await next()
  }
}

function known({ store }: MailContext, id: string): Mail {
  const mail = findMail(store, id)
  if (!mail) throw new Refusal(404, 'not_found', 'Email not found')
  return mail
}

/** Reads a batch. Strict (Resend's default): one invalid mail refuses all. Permissive: valid mails are sent, the others listed. */
async function readBatch(context: MailContext, payload: unknown, permissive: boolean): Promise<() => object> {
  if (!Array.isArray(payload) || payload.length < 1 || payload.length > 100) {
    throw new Refusal(422, 'validation_error', 'A batch must be an array of 1 to 100 emails.')
  }
  const drafts: Draft[] = []
  const errors: { index: number; message: string }[] = []
  for (const [index, entry] of payload.entries()) {
    try {
      drafts.push(await read(context, withoutAttachments(entry)))
    } catch (error) {
      if (!permissive || !(error instanceof Refusal) || error.status === 501) throw error
      errors.push({ index, message: error.message })
    }
  }
  return () => {
    const data = drafts.map((draft) => keepOne(context, draft)())
    return permissive ? { data, errors } : { data }
  }
}

// Resend accepts no attachments in a batch: https://resend.com/docs/api-reference/emails/send-batch-emails
function withoutAttachments(entry: unknown): unknown {
  const { attachments } = (entry ?? {}) as { attachments?: unknown }
  if (attachments == null || (Array.isArray(attachments) && attachments.length === 0)) return entry
  throw new Refusal(501, 'application_error', '`attachments` in a batch is not implemented by the local mail service.')
}

/** https://resend.com/docs/api-reference/pagination: newest first, `after` goes to older mails, `before` to newer. */
function listPage(context: MailContext, query: Record<string, string>): object {
  const { after, before } = query
  const shape = (mail: Mail) => listShape(mail, context.now())
  const limit = Number(query.limit ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new Refusal(422, 'validation_error', 'The `limit` must be a number between 1 and 100.')
  }
  if (after !== undefined && before !== undefined) {
    throw new Refusal(422, 'validation_error', 'The `after` and `before` parameters cannot be used together.')
  }
  if (before !== undefined) {
    const mails = listNewer(context.store, known(context, before).sequence, limit + 1)
    return { object: 'list', has_more: mails.length > limit, data: mails.slice(-limit).map(shape) }
  }
  const start = after === undefined ? Number.MAX_SAFE_INTEGER : known(context, after).sequence
  const mails = listOlder(context.store, start, limit + 1)
  return { object: 'list', has_more: mails.length > limit, data: mails.slice(0, limit).map(shape) }
}
