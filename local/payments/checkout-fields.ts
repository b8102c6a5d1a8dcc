import { html } from 'hono/html'
import type { FieldName, Problems, Typed } from '#local/payments/checkout-form.ts'

type Attributes = { label: string; autocomplete: string; type?: string; inputmode?: string; placeholder?: string }
/** The state of the form while the page renders it. */
export type FormState = {
  typed: Typed
  problems: Problems
  first: FieldName | undefined
  fixedEmail: boolean
  failed: boolean
}

const fields: Record<Exclude<FieldName, 'country' | 'shippingRate'>, Attributes> = {
  email: { label: 'Email', type: 'email', autocomplete: 'email' },
  cardNumber: {
    label: 'Card number',
    autocomplete: 'cc-number',
    inputmode: 'numeric',
    placeholder: '1234 1234 1234 1234',
  },
  expiry: { label: 'Expiry', autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: 'MM / YY' },
  cvc: { label: 'CVC', autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: '123' },
  nameOnCard: { label: 'Name on card', autocomplete: 'cc-name' },
  name: { label: 'Name', autocomplete: 'shipping name' },
  line1: { label: 'Address line 1', autocomplete: 'shipping address-line1' },
  line2: { label: 'Address line 2 (optional)', autocomplete: 'shipping address-line2' },
  postalCode: { label: 'Postal code', autocomplete: 'shipping postal-code' },
  city: { label: 'City', autocomplete: 'shipping address-level2' },
}

// The page never gets the card's number and security code back.
const secret: FieldName[] = ['cardNumber', 'cvc']

/** An input with its label, its value and its error. */
export function field(name: keyof typeof fields, state: FormState) {
  const { label, type = 'text', autocomplete, inputmode, placeholder } = fields[name]
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${secret.includes(name) ? '' : (state.typed[name] ?? '')}"
      maxlength="200"
      ${inputmode ? html`inputmode="${inputmode}"` : ''}
      ${placeholder ? html`placeholder="${placeholder}"` : ''}
      ${name === 'line2' ? '' : 'required'}
      ${name === 'email' && state.fixedEmail ? 'readonly' : ''}
      ${invalidity(name, state)}
    />
    ${problem(name, state)}
  </div>`
}

/** The select of the countries that the shop delivers to. */
export function countryField(allowed: readonly string[], state: FormState) {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const countries = allowed.map((code) => ({ code, name: names.of(code) ?? code }))
  countries.sort((one, other) => one.name.localeCompare(other.name))
  const chosen = state.typed.country || (allowed.length === 1 ? allowed[0] : '')
  return html`<div class="field">
    <label for="country">Country</label>
    <select id="country" name="country" autocomplete="shipping country" required ${invalidity('country', state)}>
      ${allowed.length > 1 ? html`<option value="">Choose a country</option>` : ''}
      ${countries.map(({ code, name }) => html`<option value="${code}" ${code === chosen ? 'selected' : ''}>${name}</option>`)}
    </select>
    ${problem('country', state)}
  </div>`
}

function invalidity(name: FieldName, state: FormState) {
  const focus = state.first === name ? 'autofocus' : ''
  if (state.failed && name === 'cardNumber') return html`aria-describedby="failure" ${focus}`
  return state.problems[name] ? html`aria-invalid="true" aria-describedby="${name}-problem" ${focus}` : focus
}

function problem(name: FieldName, state: FormState) {
  const text = state.problems[name]
  return text ? html`<p class="wrong" id="${name}-problem">${text}</p>` : ''
}
