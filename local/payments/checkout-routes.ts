import { type Context as Exchange, Hono } from 'hono'
import type { Stripe } from 'stripe'
import type { page } from '#local/page.ts'
import { checkForm, readTyped, type Typed } from '#local/payments/checkout-form.ts'
import { authenticatePage, type CheckoutView, checkoutPage, closedPage } from '#local/payments/checkout-page.ts'
import type { PaymentsContext } from '#local/payments/context.ts'
import type { Pending } from '#local/payments/intents.ts'
import { itemsOf } from '#local/payments/line-items.ts'
import { localeOf } from '#local/payments/money.ts'
import { find, hiddenOf, idOf, update } from '#local/payments/objects.ts'
import { answerBank, intentOf, pay } from '#local/payments/pay.ts'
import { findSession } from '#local/payments/sessions.ts'
import { ratesOf, withShipping } from '#local/payments/shipping.ts'

type Session = Stripe.Checkout.Session

// Images may come from the shop, at any address. The page loads nothing else and runs no script.
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; base-uri 'none'; frame-ancestors 'none'"

/** The hosted checkout pages: an HTML form and redirects, no JavaScript. */
export function checkoutRoutes(context: PaymentsContext): Hono {
  const app = new Hono()
  app.use('/c/*', async (exchange, next) => {
    await next()
    exchange.header('content-security-policy', policy)
    exchange.header('cache-control', 'no-store')
    exchange.header('referrer-policy', 'no-referrer')
  })
  app.get('/c/pay/:id', (exchange) => {
    const session = findSession(context, exchange.req.param('id'))
    return session?.status === 'open'
      ? show(exchange, checkoutPage(viewOf(context, exchange, session)))
      : ended(exchange, session)
  })
  app.post('/c/pay/:id', async (exchange) => {
    const form = new URLSearchParams(await exchange.req.text())
    return submit(context, exchange, findSession(context, exchange.req.param('id')), form)
  })
  app.get('/c/pay/:id/authenticate', async (exchange): Promise<Response> => {
    const session = findSession(context, exchange.req.param('id'))
    if (session?.status !== 'open') return ended(exchange, session)
    const intent = intentOf(context, session)
    const pending = intent?.status === 'requires_action' && hiddenOf<Pending>(context.store, intent.id)
    if (!pending) return exchange.redirect(`/c/pay/${session.id}`, 303)
    return show(
      exchange,
      authenticatePage({ session, locale: localeFor(exchange, session) }, context.shopName, pending.card.last4),
    )
  })
  app.post('/c/pay/:id/authenticate', async (exchange) => {
    const form = new URLSearchParams(await exchange.req.text())
    return follow(context, exchange, answerBank(context, exchange.req.param('id'), form.get('answer') === 'complete'))
  })
  return app
}

async function submit(
  context: PaymentsContext,
  exchange: Exchange,
  found: Session | undefined,
  form: URLSearchParams,
): Promise<Response> {
  if (found?.status !== 'open') return ended(exchange, found)
  const fixed = fixedEmail(context, found)
  const typed = { ...readTyped(form), ...(fixed ? { email: fixed } : {}) }
  const session = chooseShipping(context, found, typed)
  const checked = checkForm(session, typed, context.now())
  if (checked.problems) {
    return show(
      exchange,
      checkoutPage({ ...viewOf(context, exchange, session), typed, problems: checked.problems }),
      422,
    )
  }
  if (session.amount_total !== found.amount_total) {
    const note = 'The total has changed with the delivery. Please look at it, then pay.'
    return show(exchange, checkoutPage({ ...viewOf(context, exchange, session), typed, note }), 409)
  }
  const paid = pay(context, session.id, checked.card, checked.payer)
  const failure = paid?.status === 'open' ? failureOf(context, paid) : undefined
  if (!paid || !failure) return follow(context, exchange, paid)
  return show(exchange, checkoutPage({ ...viewOf(context, exchange, paid), typed, failure }), 402)
}

async function show(
  exchange: Exchange,
  body: ReturnType<typeof page>,
  status: 200 | 402 | 404 | 409 | 410 | 422 = 200,
) {
  return exchange.html(await body, status)
}

/** Redirects by the state of the session: paid, waiting for the bank, or open. */
async function follow(context: PaymentsContext, exchange: Exchange, session: Session | undefined): Promise<Response> {
  if (session?.status !== 'open') return ended(exchange, session)
  const waiting = intentOf(context, session)?.status === 'requires_action'
  return exchange.redirect(`/c/pay/${session.id}${waiting ? '/authenticate' : ''}`, 303)
}

async function ended(exchange: Exchange, session: Session | undefined): Promise<Response> {
  if (session?.status === 'complete' && session.success_url) {
    return exchange.redirect(session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id), 303)
  }
  if (!session) return show(exchange, closedPage('No such payment', 'This address belongs to no payment.'), 404)
  const lead = 'It was open for too long, or the shop closed it. Nothing was charged.'
  return show(exchange, closedPage('This payment page has expired', lead, session), 410)
}

function viewOf(context: PaymentsContext, exchange: Exchange, session: Session): CheckoutView {
  const items = itemsOf(context.store, session.id)
  const products = items.flatMap((item) => find(context.store, 'product', String(item.price?.product)) ?? [])
  return {
    session,
    shopName: context.shopName,
    locale: localeFor(exchange, session),
    items,
    products: new Map(products.map((product) => [product.id, product])),
    rates: ratesOf(context, session),
    typed: rememberedOf(context, session),
    fixedEmail: fixedEmail(context, session) !== undefined,
    failure: failureOf(context, session),
  }
}

function localeFor(exchange: Exchange, session: Session): string {
  return localeOf(session.locale, exchange.req.header('accept-language') ?? '')
}

function failureOf(context: PaymentsContext, session: Session): string | undefined {
  const intent = intentOf(context, session)
  return intent?.status === 'requires_payment_method' ? intent.last_payment_error?.message : undefined
}

// After a failed attempt the form still has the address, but never the card.
function rememberedOf(context: PaymentsContext, session: Session): Typed {
  const payer = hiddenOf<Pending>(context.store, idOf(session.payment_intent) ?? '')?.payer
  const address = payer?.shipping?.address
  return {
    email: fixedEmail(context, session) ?? payer?.email ?? '',
    nameOnCard: payer?.nameOnCard ?? '',
    name: payer?.shipping?.name ?? '',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    postalCode: address?.postal_code ?? '',
    city: address?.city ?? '',
    country: address?.country ?? '',
  }
}

function fixedEmail(context: PaymentsContext, session: Session): string | undefined {
  const customer = find(context.store, 'customer', idOf(session.customer) ?? '')
  return session.customer_email ?? customer?.email ?? undefined
}

function chooseShipping(context: PaymentsContext, session: Session, typed: Typed): Session {
  const rate = ratesOf(context, session).find((one) => one.id === typed.shippingRate)
  if (!rate || rate.id === session.shipping_cost?.shipping_rate) return session
  return update(context.store, withShipping(session, rate))
}
