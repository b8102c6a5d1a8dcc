import { html } from 'hono/html'
import type { Stripe } from 'stripe'
import { page } from '#local/page.ts'
import { countryField, type FormState, field } from '#local/payments/checkout-fields.ts'
import type { FieldName, Problems, Typed } from '#local/payments/checkout-form.ts'
import { checkoutStyles, plainStyles } from '#local/payments/checkout-styles.ts'
import { formatMoney } from '#local/payments/money.ts'
import { listedCards } from '#local/payments/test-cards.ts'

type Session = Stripe.Checkout.Session

export type CheckoutView = {
  session: Session
  shopName: string
  /** The format of amounts, as a BCP 47 tag. The text of the page is English. */
  locale: string
  items: Stripe.LineItem[]
  products: Map<string, Stripe.Product>
  rates: Stripe.ShippingRate[]
  typed: Typed
  fixedEmail: boolean
  problems?: Problems
  /** Shown above the form: why the last attempt failed. */
  failure?: string | undefined
  /** Shown above the form: a change that the shopper should see before paying. */
  note?: string | undefined
}

const testMode = 'Test mode: no real money moves'

/** The payment page of an open session. */
export function checkoutPage(view: CheckoutView) {
  const { session, problems = {}, typed } = view
  const first = view.failure ? 'cardNumber' : (Object.keys(problems)[0] as FieldName | undefined)
  const state: FormState = { typed, problems, first, fixedEmail: view.fixedEmail, failed: Boolean(view.failure) }
  return page(
    `Pay ${view.shopName}`,
    testMode,
    html`${checkoutStyles} ${backLink(session)}
      <p class="grand">${money(view, session.amount_total)}</p>
      ${order(view)}
      <form class="sheet" method="post" novalidate>
        ${notices(view)}
        <fieldset><legend>Contact</legend>${field('email', state)}</fieldset>
        ${address(session, state)} ${delivery(view)}
        <fieldset>
          <legend>Card</legend>
          ${failureNotice(view)}
          ${field('cardNumber', state)}
          <div class="pair">${field('expiry', state)} ${field('cvc', state)}</div>
          ${field('nameOnCard', state)}
        </fieldset>
        <button class="pay">Pay ${money(view, session.amount_total)}</button>
        <p class="small">Only test cards work here. The card number is not kept.</p>
        ${cardList()}
      </form>`,
  )
}

/** The page for an unknown session, or for one that cannot be paid any more. */
export function closedPage(title: string, lead: string, session?: Session) {
  return page(title, lead, html`${plainStyles} ${session ? backLink(session) : ''}`)
}

/** What of a view an amount needs. */
type Amounts = Pick<CheckoutView, 'session' | 'locale'>

/** The bank's page that asks the shopper to authenticate (3-D Secure). */
export function authenticatePage({ session, locale }: Amounts, shopName: string, last4: string) {
  const lead = `Your bank asks before it pays ${money({ session, locale }, session.amount_total)} to ${shopName} with the card ending in ${last4}.`
  return page(
    'Is it you?',
    lead,
    html`${plainStyles}
      <form method="post">
        <button class="pay" name="answer" value="complete">Complete authentication</button>
        <button name="answer" value="fail">Fail authentication</button>
      </form>
      <p class="small">3-D Secure. ${testMode}.</p>
      ${backLink(session)}`,
  )
}

function backLink(session: Session) {
  return session.cancel_url ? html`<a class="back" href="${session.cancel_url}">Back to the shop</a>` : ''
}

function notices({ note, problems = {} }: CheckoutView) {
  if (note) return html`<p class="notice calm" role="alert">${note}</p>`
  const count = Object.keys(problems).length
  if (count === 0) return ''
  return html`<p class="notice wrong" role="alert">
    ${count === 1 ? 'One field needs' : `${count} fields need`} another look. Nothing was charged.
  </p>`
}

// Beside the card number, which has the focus, so that it is visible on a small screen too.
function failureNotice({ failure }: CheckoutView) {
  return failure ? html`<p class="notice wrong" role="alert" id="failure">${failure}</p>` : ''
}

function order(view: CheckoutView) {
  const { session, items, products, rates } = view
  const chosen = rates.find((rate) => rate.id === session.shipping_cost?.shipping_rate)
  return html`<section class="order" aria-label="Your order">
    <ul>
      ${items.map((item) => line(view, item, products.get(String(item.price?.product))))}
    </ul>
    <dl>
      <dt>Subtotal</dt>
      <dd>${money(view, session.amount_subtotal)}</dd>
      ${
        chosen
          ? html`<dt>Shipping <small>${chosen.display_name}</small></dt>
            <dd>${shippingPrice(view, session.shipping_cost?.amount_total ?? 0)}</dd>`
          : ''
      }
      <dt class="total">Total</dt>
      <dd class="total">${money(view, session.amount_total)}</dd>
    </dl>
  </section>`
}

function line(view: CheckoutView, item: Stripe.LineItem, product: Stripe.Product | undefined) {
  const image = product?.images[0]
  const each = item.quantity === 1 ? '' : ` × ${money(view, item.price?.unit_amount ?? 0)}`
  return html`<li>
    ${image ? html`<img src="${image}" alt="" width="64" height="80" />` : ''}
    <div>
      <p>${item.description}</p>
      ${product?.description ? html`<small>${product.description}</small>` : ''}
      <small>Quantity ${item.quantity}${each}</small>
    </div>
    <span>${money(view, item.amount_total)}</span>
  </li>`
}

function address(session: Session, state: FormState) {
  const allowed = session.shipping_address_collection?.allowed_countries
  if (!allowed) return ''
  return html`<fieldset>
    <legend>Delivery address</legend>
    ${field('name', state)} ${field('line1', state)} ${field('line2', state)}
    <div class="pair wide">${field('postalCode', state)} ${field('city', state)}</div>
    ${countryField(allowed, state)}
  </fieldset>`
}

function delivery(view: CheckoutView) {
  const { session, rates } = view
  if (rates.length < 2) return ''
  return html`<fieldset>
    <legend>Delivery</legend>
    ${rates.map((rate) => {
      const checked = rate.id === session.shipping_cost?.shipping_rate ? 'checked' : ''
      return html`<label class="choice">
        <input type="radio" name="shippingRate" value="${rate.id}" ${checked} />
        <span>${rate.display_name}</span>
        <span>${shippingPrice(view, rate.fixed_amount?.amount ?? 0)}</span>
        ${rate.delivery_estimate ? html`<small>${estimate(rate.delivery_estimate)}</small>` : ''}
      </label>`
    })}
  </fieldset>`
}

function estimate({ minimum, maximum }: Stripe.ShippingRate.DeliveryEstimate): string {
  const unit = (maximum ?? minimum)?.unit.replace('_', ' ') ?? ''
  const [from, to] = [minimum?.value, maximum?.value]
  if (from && to && from !== to) return `${from} to ${to} ${unit}s`
  const value = to ?? from ?? 0
  return `${to ? 'Up to' : 'From'} ${value} ${unit}${value === 1 ? '' : 's'}`
}

function cardList() {
  return html`<details>
    <summary>Test cards</summary>
    <p class="small">With any date to come, any three digits and any name.</p>
    <table>
      <tbody>
        ${listedCards.map(({ number, effect }) => html`<tr><td>${number}</td><td>${effect}</td></tr>`)}
      </tbody>
    </table>
  </details>`
}

function shippingPrice(view: Amounts, amount: number): string {
  return amount === 0 ? 'Free' : money(view, amount)
}

function money({ session, locale }: Amounts, amount: number | null): string {
  return formatMoney(amount ?? 0, session.currency ?? 'eur', locale)
}
