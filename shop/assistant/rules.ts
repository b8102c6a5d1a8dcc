import { formatMoney, toMinorUnits } from '#lib/money.ts'
import { nameCountry } from '#shop/assistant/countries.ts'
import type { IntentInput, Topic } from '#shop/assistant/intents.ts'
import { policies } from '#shop/orders/policies.ts'
import { shop } from '#shop.config.ts'

type Asked = IntentInput<'explain-policy'>

/** The first sentence of an answer, which a question about one case needs; empty when there is none. */
const openings: Partial<Record<Topic, (asked: Asked) => string>> = {
  'delivery-countries': ({ country }) => {
    if (country === undefined) return ''
    if (country === 'elsewhere') return 'No, not everywhere. '
    const delivers = shop.delivery.countries.includes(country)
    return delivers
      ? `Yes, we deliver to ${nameCountry(country)}. `
      : `No, we do not deliver to ${nameCountry(country)}. `
  },
  'shipping-cost': ({ amount, asks }) => {
    const { freeFrom, price } = shop.delivery
    if (amount === undefined) return ''
    const value = toMinorUnits(amount, shop.currency)
    const free = freeFrom !== null && value >= freeFrom
    const sum = formatMoney({ amount: value, currency: shop.currency })
    const cost = formatMoney({ amount: price, currency: shop.currency })
    if (free) return `${asks ? 'Yes: f' : 'F'}or lamps of ${sum} delivery is free. `
    return `${asks ? 'No: f' : 'F'}or lamps of ${sum} delivery costs ${cost}. `
  },
  returns: ({ days, asks }) => {
    if (days !== undefined && days > shop.returns.days) return 'No, that is too late. '
    return asks ? 'Yes. ' : ''
  },
  tax: ({ asks }) => (asks ? 'Yes. ' : ''),
  'this-demo': () => 'This shop is a demonstration. ',
}

/** Says what the shop's pages say about a topic; yes or no first, where the question is about one case. */
export function tellPolicy(asked: Asked): string {
  const { heading, text } = policies[asked.topic]
  const opening = openings[asked.topic]?.(asked) ?? ''
  return asked.topic === 'delivery-countries' ? `${opening}We deliver to ${text}` : `${opening}${heading}: ${text}`
}
