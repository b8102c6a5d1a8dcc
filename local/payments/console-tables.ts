import { html } from 'hono/html'
import type { Stripe } from 'stripe'
import { formatMoney, minorDigits } from '#local/payments/money.ts'

export type EventRow = { body: string; state: string; attempts: number; outcome: string }

/** A table with its title; amounts stand in the column called so, and a column without a name holds buttons. */
export function table(title: string, heads: string[], rows: ReturnType<typeof html>[]) {
  const cell = (head: string) => {
    if (!head) return html`<td></td>`
    return html`<th scope="col" class="${/Amount|Total/.test(head) ? 'number' : ''}">${head}</th>`
  }
  return html`<h2>${title}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">None yet.</p>`
        : html`<div class="scroll" role="region" tabindex="0" aria-label="${title}">
            <table>
              <thead>
                <tr>
                  ${heads.map(cell)}
                </tr>
              </thead>
              <tbody>${rows}</tbody>
            </table>
          </div>`
    }`
}

function button(path: string, label: string, object: string) {
  return html`<form method="post" action="/console/${path}">
    <button aria-label="${label}: ${object}">${label}</button>
  </form>`
}

export function sessionRow(session: Stripe.Checkout.Session) {
  const id = `${session.id.slice(0, 20)}…`
  return html`<tr>
    <td>${session.url ? html`<a href="${session.url}"><code>${id}</code></a>` : html`<code>${id}</code>`}</td>
    <td>${session.client_reference_id ?? ''}</td>
    <td>${session.status}, ${session.payment_status}</td>
    <td class="number">${formatMoney(session.amount_total ?? 0, session.currency ?? 'eur')}</td>
  </tr>`
}

export function chargeRow(charge: Stripe.Charge) {
  const card = charge.payment_method_details?.card
  const returned =
    charge.amount_refunded > 0 ? `, ${formatMoney(charge.amount_refunded, charge.currency)} refunded` : ''
  return html`<tr>
    <td><code>${charge.id}</code></td>
    <td><code>${String(charge.payment_intent)}</code></td>
    <td>${card?.brand} ${card?.last4}</td>
    <td>${charge.failure_message ?? charge.status}${returned}${charge.disputed ? ', disputed' : ''}</td>
    <td class="number">${formatMoney(charge.amount, charge.currency)}</td>
    <td class="actions">${charge.captured ? chargeActions(charge) : ''}</td>
  </tr>`
}

function chargeActions(charge: Stripe.Charge) {
  const left = charge.amount_captured - charge.amount_refunded
  const digits = minorDigits(charge.currency)
  const amount = (left / 10 ** digits).toFixed(digits)
  const refund = html`<form method="post" action="/console/charges/${charge.id}/refund">
    <input name="amount" value="${amount}" inputmode="decimal" size="8" aria-label="Amount to refund of ${charge.id}" />
    <button aria-label="Refund: ${charge.id}">Refund</button>
  </form>`
  return html`${left > 0 ? refund : ''} ${charge.disputed ? '' : button(`charges/${charge.id}/dispute`, 'Dispute', charge.id)}`
}

export function refundRow(refund: Stripe.Refund) {
  return html`<tr>
    <td><code>${refund.id}</code></td>
    <td><code>${String(refund.charge)}</code></td>
    <td>${refund.status}</td>
    <td class="number">${formatMoney(refund.amount, refund.currency)}</td>
    <td class="actions">
      ${refund.status === 'pending' ? button(`refunds/${refund.id}/succeed`, 'Let it succeed', refund.id) : ''}
      ${refund.status === 'failed' ? '' : button(`refunds/${refund.id}/fail`, 'Let it fail', refund.id)}
    </td>
  </tr>`
}

export function disputeRow(dispute: Stripe.Dispute) {
  const over = ['won', 'lost', 'warning_closed'].includes(dispute.status)
  const decide = html`${button(`disputes/${dispute.id}/win`, 'Decide for the shop', dispute.id)}
  ${button(`disputes/${dispute.id}/lose`, 'Decide for the shopper', dispute.id)}`
  return html`<tr>
    <td><code>${dispute.id}</code></td>
    <td><code>${String(dispute.charge)}</code></td>
    <td>${dispute.reason}, ${dispute.status}</td>
    <td class="number">${formatMoney(dispute.amount, dispute.currency)}</td>
    <td class="actions">${over ? '' : decide}</td>
  </tr>`
}

export function eventRow({ body, state, attempts, outcome }: EventRow) {
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
