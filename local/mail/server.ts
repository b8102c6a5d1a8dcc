import { Hono } from 'hono'
import type { Faults } from '#local/chaos/faults.ts'
import { listen } from '#local/listen.ts'
import { apiRoutes } from '#local/mail/api.ts'
import type { MailContext } from '#local/mail/context.ts'
import { defaultDomain } from '#local/mail/domains.ts'
import { idempotencySchema } from '#local/mail/idempotency.ts'
import { inboxRoutes } from '#local/mail/inbox.ts'
import { keepMail, mailsSchema } from '#local/mail/mails.ts'
import { localPace } from '#local/mail/pace.ts'
import { drain } from '#local/mail/read-body.ts'
import { answerRefusal, Refusal } from '#local/mail/refusal.ts'
import { openStore } from '#local/store.ts'

export type MailOptions = {
  /** path of the SQLite file, or ':memory:' */
  file: string
  apiKey: string
  /** the verified domains; a sender at another domain gets 403. The default is `shop.example` */
  domains?: readonly string[]
  /** the rate limit; 1000 by default, so that seeds and tests are not slowed. Resend's limit is `resendPace`, 2 */
  requestsPerSecond?: number
  /** true refuses recipients at `example.com` and similar domains, as Resend does; false by default, because the seed uses them */
  refusesExamples?: boolean
  /** the clock, in Unix milliseconds */
  now?: () => number
}

/** A mail of another local service, such as the auth server. */
export type LocalMail = { to: string; subject: string; html: string; text: string }

export type MailService = {
  fetch(request: Request): Response | Promise<Response>
  /** Puts a mail of another local service into the inbox; it is on disk when this returns. */
  deliver(mail: LocalMail): void
  close(): void
}

/** A Resend server as a Web handler. It speaks https://resend.com/docs/api-reference and has an inbox for people at `/`. */
export function createMail(options: MailOptions): MailService {
  const { file, apiKey, domains = [defaultDomain], now = Date.now } = options
  const { requestsPerSecond = localPace, refusesExamples = false } = options
  const store = openStore(file, mailsSchema + idempotencySchema)
  const context: MailContext = { store, apiKey, domains, requestsPerSecond, refusesExamples, now, stopped: false }
  const app = new Hono()
  app.use(drain)
  app.onError(answerRefusal)
  app.notFound(({ req: { method, path } }) =>
    answerRefusal(
      new Refusal(501, 'application_error', `${method} ${path} is not implemented by the local mail service.`),
    ),
  )
  app.route('/', inboxRoutes(context))
  app.route('/', apiRoutes(context))
  return {
    fetch: (request) => app.fetch(request),
    deliver({ to, subject, html, text }) {
      const none = { cc: null, bcc: null, reply_to: null, headers: {}, tags: [], attachments: [] }
      keepMail(
        store,
        { from: `Accounts <accounts@${domains[0] ?? defaultDomain}>`, to: [to], subject, html, text, ...none },
        now(),
      )
    },
    close: () => store.close(),
  }
}

/** Serves the mail service on 127.0.0.1; port 0 picks a free one. Point the Resend SDK's `baseUrl` at `url`. */
export async function startMail(
  options: MailOptions & { port: number; faults?: Faults },
): Promise<{ url: string; deliver: MailService['deliver']; close(): Promise<void> }> {
  const mail = createMail(options)
  try {
    const server = await listen(options.faults?.guard('mail', mail.fetch) ?? mail.fetch, options.port)
    return {
      url: server.url,
      deliver: mail.deliver,
      async close() {
        await server.close()
        mail.close()
      },
    }
  } catch (error) {
    mail.close()
    throw error
  }
}
