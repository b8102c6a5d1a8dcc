import { type Context as Exchange, Hono } from 'hono'
import { html } from 'hono/html'
import { ownPagesOnly } from '#local/own-pages.ts'
import { page } from '#local/page.ts'
import {
  chargeRow,
  disputeRow,
  type EventRow,
  eventRow,
  refundRow,
  sessionRow,
  table,
} from '#local/payments/console-tables.ts'
import type { PaymentsContext } from '#local/payments/context.ts'
import { openDispute, settleDispute } from '#local/payments/disputes.ts'
import { Refusal } from '#local/payments/errors.ts'
import { addDeliveries } from '#local/payments/events.ts'
import { readMoney } from '#local/payments/money.ts'
import { find, type Kind, type Kinds, list, transact } from '#local/payments/objects.ts'
import { failRefund, getCharge, refundCharge, succeedRefund } from '#local/payments/refunds.ts'

type Action = (context: PaymentsContext, id: string, form: URLSearchParams) => unknown

/** The actions of the buttons. As with Stripe's dashboard, the store learns of them by its webhook only. */
const actions: Record<string, Action> = {
  'events/:id/deliver': deliverAgain,
  'charges/:id/refund': refundByHand,
  'charges/:id/dispute': (context, id) => openDispute(context, getCharge(context, id).id),
  'refunds/:id/succeed': succeedRefund,
  'refunds/:id/fail': failRefund,
  'disputes/:id/win': (context, id) => settleDispute(context, id, 'won'),
  'disputes/:id/lose': (context, id) => settleDispute(context, id, 'lost'),
}

/** The console for people: payments, refunds and the deliveries of events, with buttons for the actions of a bank. */
export function consoleRoutes(context: PaymentsContext): Hono {
  const app = new Hono()
  app.use('/', ownPagesOnly)
  app.use('/console/*', ownPagesOnly)
  app.get('/', async (exchange) => exchange.html(await consolePage(context)))
  app.get('/favicon.ico', (exchange) => exchange.body(null, 204))
  for (const [path, action] of Object.entries(actions)) {
    app.post(`/console/${path}`, async (exchange) => {
      const form = new URLSearchParams(await exchange.req.text())
      return press(exchange, context, () => action(context, String(exchange.req.param('id')), form))
    })
  }
  return app
}

async function press(exchange: Exchange, context: PaymentsContext, work: () => unknown): Promise<Response> {
  try {
    transact(context.store, work)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const back = html`<p><a href="/">Payments</a></p>`
    return exchange.html(await page('That did not work', error.message, back), error.status as 400)
  }
  context.wake()
  return exchange.redirect('/', 303)
}

function deliverAgain(context: PaymentsContext, id: string): void {
  const event = find(context.store, 'event', id)
  if (!event) throw new Refusal(404, 'There is no such event.')
  addDeliveries(context, event, { due: context.now() })
}

function refundByHand(context: PaymentsContext, id: string, form: URLSearchParams): void {
  const charge = getCharge(context, id)
  const typed = form.get('amount')
  const amount = typed === null ? undefined : readMoney(typed, charge.currency)
  if (typed !== null && !amount) throw new Refusal(400, `"${typed}" is not an amount to refund.`)
  refundCharge(context, charge, { amount, reason: 'requested_by_customer', metadata: {} })
}

function consolePage(context: PaymentsContext) {
  const { store } = context
  const endpoints = list(store, 'webhook_endpoint').filter(({ status }) => status === 'enabled')
  const sessions = recent(context, 'checkout.session').map(sessionRow)
  const charges = recent(context, 'charge').map(chargeRow)
  const refunds = recent(context, 'refund').map(refundRow)
  const disputes = recent(context, 'dispute').map(disputeRow)
  const events = store
    .prepare(
      `select e.body, coalesce(d.state, 'no endpoint') as state, coalesce(d.attempts, 0) as attempts,
         coalesce(d.outcome, '') as outcome
       from objects e left join event_deliveries d on d.event = e.id where e.kind = 'event'
       order by e.sequence desc, d.sequence desc limit 50`,
    )
    .all() as EventRow[]
  return page(
    'Payments',
    `Test mode: no real money moves. Events go to ${endpoints.map(({ url }) => url).join(', ') || 'no endpoint'}.`,
    html`<style>
        .scroll table {
          min-width: 46rem;
        }
        .actions form {
          display: flex;
          gap: 0.5rem;
          margin-bottom: 0.25rem;
        }
        .actions input {
          width: 6rem;
          margin: 0;
          padding: 0.2rem 0.4rem;
        }
      </style>
      ${table('Checkout sessions', ['Session', 'Reference', 'State', 'Total'], sessions)}
      ${table('Payments', ['Charge', 'Payment', 'Card', 'State', 'Amount', ''], charges)}
      ${table('Refunds', ['Refund', 'Charge', 'State', 'Amount', ''], refunds)}
      ${table('Disputes', ['Dispute', 'Charge', 'State', 'Amount', ''], disputes)}
      ${table('Events', ['Event', 'Time', 'Delivery', ''], events.map(eventRow))}`,
  )
}

function recent<K extends Kind>(context: PaymentsContext, kind: K): Kinds[K][] {
  const rows = context.store
    .prepare('select body from objects where kind = ? order by sequence desc limit 20')
    .all(kind)
  return rows.map((row) => JSON.parse(String(row.body)) as Kinds[K])
}
