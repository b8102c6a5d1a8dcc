import { formatMoney } from '#lib/money.ts'
import { returnCost, returnTime } from '#shop/orders/promises.ts'
import { shop } from '#shop.config.ts'

// The shop's rules. The pages and the assistant show the same text.

const { delivery, keep, vat, locale } = shop
const price = (amount: number) => formatMoney({ amount, currency: shop.currency })
const percent = (rate: number) => `${rate.toLocaleString(locale)} %`
const listFormat = new Intl.ListFormat(locale, { type: 'conjunction' })

const names = new Intl.DisplayNames(locale, { type: 'region' })
const article = locale.startsWith('en') ? 'the ' : ''
const nameOf = (code: string) => `${['GB', 'NL', 'US'].includes(code) ? article : ''}${names.of(code) ?? code}`
const countryNames = delivery.countries
  .map(nameOf)
  .toSorted((a, b) => a.replace(article, '').localeCompare(b.replace(article, '')))

const parcel = `A parcel costs ${price(delivery.price)}${delivery.freeFrom === null ? '' : `, and nothing from ${price(delivery.freeFrom)}`}.`
const exceptions = Object.entries(vat.rates).map(([code, rate]) => `${percent(rate)} in ${nameOf(code)}`)
const rates = `Prices include VAT at ${listFormat.format([percent(vat.rate), ...exceptions])}.`

// A parcel leaves after one step of the demo, and arrives after two more.
const minutes = Math.ceil((3 * delivery.stepSeconds) / 60)

/** A rule of the shop, with `heading` and `text` as its page shows them. */
export type Policy = Readonly<{ heading: string; text: string; page: '/shipping' | '/about' }>

export const policies = {
  'shipping-cost': {
    heading: 'What it costs',
    text: `${parcel} The sum in the cart is the sum that is charged: nothing is added afterwards.`,
    page: '/shipping',
  },
  'delivery-countries': { heading: 'Where it goes', text: `${listFormat.format(countryNames)}.`, page: '/shipping' },
  'delivery-time': {
    heading: 'When it comes',
    text: `An order is paid, packed, shipped and delivered, in that order. Its page, which the receipt links to, says where it is. In this demonstration the parcel is imaginary and takes ${minutes} minutes; the steps are real.`,
    page: '/shipping',
  },
  returns: {
    heading: 'If it does not suit',
    text: `Ask for a return, and send it, ${returnTime}, in whatever state it reached you. ${returnCost} What is refunded goes back the way it came, and never more than was paid; the page of the order says when.`,
    page: '/shipping',
  },
  tax: {
    heading: 'Tax',
    text: `${rates} The receipt says how much of it.`,
    page: '/shipping',
  },
  payment: {
    heading: 'No money moves',
    text: 'Payments run against a test account, or against a stand-in on the machine that serves this page. Use the test card 4242 4242 4242 4242 with any date in the future and any three digits. Please do not type a real one.',
    page: '/about',
  },
  privacy: {
    heading: 'What is kept',
    text: `Your cart for ${keep.cartDays} days, under a number in a cookie. Whether you like the lights on, and what you ask the assistant, in your own browser. A question to a person and its address, for ${keep.questionDays} days. An order keeps what you typed for it, so type as little truth as you like.`,
    page: '/about',
  },
  'this-demo': {
    heading: 'Off until something moves',
    text: 'The software works as the lamps do. The pages you walk along are files, so looking costs nothing. When you put a lamp into the cart, pay, or wait for a parcel, a function wakes, does its part, and goes out.',
    page: '/about',
  },
} as const satisfies Record<string, Policy>
