import { shop } from '#shop.config.ts'

/** An ISO 4217 code in the lower case that Stripe uses, such as `eur`. */
export type Currency = string

/** An exact price: `amount` is an integer in the currency's minor unit (cents), as Stripe counts it. */
export type Money = Readonly<{ amount: number; currency: Currency }>

const formatters = new Map<string, Intl.NumberFormat>()
const digits = new Map<Currency, number>()

/** `fractions` are the digits after the decimal point; those of the currency when it is not said. */
function formatterOf(currency: Currency, fractions?: number): Intl.NumberFormat {
  const key = `${currency}${fractions}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(shop.locale, {
      style: 'currency',
      currency: currency.toUpperCase(),
      ...(fractions === undefined ? {} : { minimumFractionDigits: fractions, maximumFractionDigits: fractions }),
    })
    formatters.set(key, formatter)
  }
  return formatter
}

/** Digits after the decimal point: 2 for `eur`, 0 for `jpy`, 3 for `kwd`. */
export function digitsOf(currency: Currency): number {
  let found = digits.get(currency)
  if (found === undefined) {
    found = formatterOf(currency).resolvedOptions().maximumFractionDigits ?? 2
    digits.set(currency, found)
  }
  return found
}

/**
 * Writes money for people, in the shop's locale: `€249` for whole euros, `€249.50` otherwise.
 * @param money amount in minor units
 */
export function formatMoney({ amount, currency }: Money): string {
  const unit = 10 ** digitsOf(currency)
  return formatterOf(currency, amount % unit === 0 ? 0 : digitsOf(currency)).format(amount / unit)
}

/** Writes an amount for programs, with all its decimals and a point: `249.50`, and `-0.05` for minus five cents. */
export function writeDecimal({ amount, currency }: Money): string {
  const fractions = digitsOf(currency)
  const text = String(Math.abs(amount)).padStart(fractions + 1, '0')
  const whole = text.slice(0, text.length - fractions)
  return `${amount < 0 ? '-' : ''}${whole}${fractions > 0 ? `.${text.slice(-fractions)}` : ''}`
}

/** Minor units of an amount as people say it: 24950 for 249.5 euros. */
export function toMinorUnits(value: number, currency: Currency): number {
  return Math.round(value * 10 ** digitsOf(currency))
}

/** How the shop's locale marks a currency: `€`, or the code where it has no sign. */
export function signOf(currency: Currency): string {
  return (
    formatterOf(currency)
      .formatToParts(0)
      .find(({ type }) => type === 'currency')?.value ?? currency
  )
}
