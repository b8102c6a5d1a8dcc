import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Stripe } from 'stripe'
import { ownPagesOnly } from '#local/own-pages.ts'
import { page } from '#local/page.ts'
import type { Context } from '#local/payments/context.ts'
import { addDeliveries } from '#local/payments/events.ts'
import { formatMoney } from '#local/payments/money.ts'
import { find, type Kind, type Kinds, list, transact } from '#local/payments/objects.ts'

type EventRow = { body: string; state: string; attempts: number; outcome: string }

/** The console for people: what was paid and given back, and what became of every event. */
export function consoleRoutes(context: Context): Hono {
  const app = new Hono()
  app.use('/', ownPagesOnly)
  app.use('/console/*', ownPagesOnly)
  app.get('/', async (exchange) => exchange.html(await consolePage(context)))
  app.get('/favicon.ico', (exchange) => exchange.body(null, 204))
  app.post('/console/events/:id/deliver', (exchange) => {
    const event = find(context.store, 'event', exchange.req.param('id'))
    if (!event) return exchange.notFound()
    transact(context.store, () => addDeliveries(context, event, { due: context.now() }))
    context.wake()
    return exchange.redirect('/', 303)
  })
  return app
}

function consolePage(context: Context) {
  const { store } = context
  const endpoints = list(store, 'webhook_endpoint').filter(({ status }) => status === 'enabled')
  const sessions = recent(context, 'checkout.session')
  const charges = recent(context, 'charge')
  const refunds = recent(context, 'refund')
  const events = store
    .prepare(
      `select e.body, coalesce(d.state, 'nobody listens') as state, coalesce(d.attempts, 0) as attempts,
         coalesce(d.outcome, '') as outcome
       from objects e left join event_deliveries d on d.event = e.id where e.kind = 'event'
       order by e.sequence desc, d.sequence desc limit 50`,
    )
    .all() as EventRow[]
  return page(
    'Payments',
    `Test mode: no real money moves. Events go to ${endpoints.map(({ url }) => url).join(', ') || 'nobody'}.`,
    html`<style>
        .scroll table {
          min-width: 46rem;
        }
      </style>
      ${table('Checkout sessions', ['Session', 'Reference', 'State', 'Total'], sessions.map(sessionRow))}
      ${table('Payments', ['Charge', 'Payment', 'Card', 'State', 'Amount'], charges.map(chargeRow))}
      ${table('Refunds', ['Refund', 'Charge', 'State', 'Amount'], refunds.map(refundRow))}
      ${table('Events', ['Event', 'Time', 'Delivery', ''], events.map(eventRow))}`,
  )
}

function recent<K extends Kind>(context: Context, kind: K): Kinds[K][] {
  const rows = context.store
    .prepare('select body from objects where kind = ? order by sequence desc limit 20')
    .all(kind)
  return rows.map((row) => JSON.parse(String(row.body)) as Kinds[K])
}

function table(title: string, heads: string[], rows: ReturnType<typeof html>[]) {
  const last = title === 'Events' ? '' : 'number'
  return html`<h2>${title}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">None yet.</p>`
        : html`<div class="scroll" role="region" tabindex="0" aria-label="${title}">
            <table>
              <thead>
                <tr>
                  ${heads.map((head, index) => {
                    const kind = index === heads.length - 1 ? last : ''
                    return head ? html`<th scope="col" class="${kind}">${head}</th>` : html`<td></td>`
                  })}
                </tr>
              </thead>
              <tbody>${rows}</tbody>
            </table>
          </div>`
    }`
}

function sessionRow(session: Stripe.Checkout.Session) {
  const id = `${session.id.slice(0, 20)}…`
  return html`<tr>
    <td>${session.url ? html`<a href="${session.url}"><code>${id}</code></a>` : html`<code>${id}</code>`}</td>
    <td>${session.client_reference_id ?? ''}</td>
    <td>${session.status}, ${session.payment_status}</td>
    <td class="number">${formatMoney(session.amount_total ?? 0, session.currency ?? 'eur')}</td>
  </tr>`
}

function chargeRow(charge: Stripe.Charge) {
  const card = charge.payment_method_details?.card
  const returned =
    charge.amount_refunded > 0 ? `, ${formatMoney(charge.amount_refunded, charge.currency)} given back` : ''
  return html`<tr>
    <td><code>${charge.id}</code></td>
    <td><code>${String(charge.payment_intent)}</code></td>
    <td>${card?.brand} ${card?.last4}</td>
    <td>${charge.failure_message ?? charge.status}${returned}</td>
    <td class="number">${formatMoney(charge.amount, charge.currency)}</td>
  </tr>`
}

function refundRow(refund: Stripe.Refund) {
  return html`<tr>
    <td><code>${refund.id}</code></td>
    <td><code>${String(refund.charge)}</code></td>
    <td>${refund.status}</td>
    <td class="number">${formatMoney(refund.amount, refund.currency)}</td>
  </tr>`
}

function eventRow({ body, state, attempts, outcome }: EventRow) {
  const event = JSON.parse(body) as Stripe.Event
  const tries = attempts > 1 ? `, ${attempts} attempts` : ''
  const detail = outcome && outcome !== state ? ` (${outcome})` : ''
  return html`<tr>
    <td>${event.type}<br /><code class="quiet">${event.id}</code></td>
    <td>${new Date(event.created * 1000).toISOString().slice(0, 19).replace('T', ' ')}</td>
    <td>${state}${tries}${detail}</td>
    <td>
      <form method="post" action="/console/events/${event.id}/deliver">
        <button aria-label="Deliver again: ${event.type}">Deliver again</button>
      </form>
    </td>
  </tr>`
}
