import { Hono, type MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import type { MailContext } from '#local/mail/context.ts'
import { inboxPage } from '#local/mail/inbox-page.ts'
import { mailPage } from '#local/mail/mail-page.ts'
import { findMail, listOlder } from '#local/mail/mails.ts'
import { localPace, resendPace } from '#local/mail/pace.ts'
import { showPictures } from '#local/mail/pictures.ts'
import { ownPagesOnly } from '#local/own-pages.ts'
import { page } from '#local/page.ts'

const pageSize = 50

// The page's policy also applies to a mail in `srcdoc`: it allows images and styles, and no script or form.
const policy =
  "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline' http: https:; font-src http: https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
// The list has its own buttons, and shows only text of the mails.
const listPolicy = policy.replace("form-action 'none'", "form-action 'self'")
const sandbox = 'sandbox allow-popups allow-popups-to-escape-sandbox'

/** The pages for people. They need no key, so they answer the browser of this machine only. */
export function inboxRoutes(context: MailContext): Hono {
  const { store } = context
  const routes = new Hono()
  routes.use('/', ownPagesOnly, protect)
  routes.use('/console/*', ownPagesOnly)
  routes.use('/inbox/*', ownPagesOnly, protect)

  routes.get('/', async (exchange) => {
    const before = Number(exchange.req.query('before')) || Number.MAX_SAFE_INTEGER
    const mails = listOlder(store, before, pageSize + 1)
    const shown = mails.slice(0, pageSize)
    const older = mails.length > pageSize ? (shown.at(-1)?.sequence ?? null) : null
    const { stopped, refusesExamples: strict } = context
    const html = await inboxPage({ mails: shown, older, stopped, strict })
    return exchange.html(html, 200, { 'content-security-policy': listPolicy })
  })

  routes.post('/console/:order{stop|answer}', (exchange) => {
    context.stopped = exchange.req.param('order') === 'stop'
    return exchange.redirect('/', 303)
  })

  routes.post('/console/:manner{strict|lenient}', (exchange) => {
    const strict = exchange.req.param('manner') === 'strict'
    context.requestsPerSecond = strict ? resendPace : localPace
    context.refusesExamples = strict
    return exchange.redirect('/', 303)
  })

  routes.get('/inbox/:id', async (exchange) => {
    const mail = findMail(store, exchange.req.param('id'))
    return mail ? exchange.html(await mailPage(mail)) : exchange.html(await nothing(), 404)
  })

  routes.get('/inbox/:id/html', async (exchange) => {
    const mail = findMail(store, exchange.req.param('id'))
    if (mail?.html == null) return exchange.html(await nothing(), 404)
    return exchange.html(showPictures(mail.html, mail), 200, { 'content-security-policy': `${policy}; ${sandbox}` })
  })

  routes.get('/favicon.ico', (exchange) => exchange.body(null, 204))
  return routes
}

const protect: MiddlewareHandler = async (exchange, next) => {
  await next()
  const { headers } = exchange.res
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy)
  headers.set('x-content-type-options', 'nosniff')
}

const nothing = () =>
  page('No such mail', 'It was never sent, or the data was started afresh.', html`<p><a href="/">Inbox</a></p>`)
