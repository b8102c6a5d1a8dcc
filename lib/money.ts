/** The shop's currencies, as ISO 4217 codes in the lower case that Stripe uses. */
export type Currency = 'eur'

/** An exact price: `amount` is an integer in the currency's minor unit (cents), as Stripe counts it. */
export type Money = Readonly<{ amount: number; currency: Currency }>

const formatters = new Map<string, Intl.NumberFormat>()

/**
 * Writes money for people: `€249` for whole euros, `€249.50` otherwise.
 * @param money amount in minor units
 */
export function formatMoney({ amount, currency }: Money): string {
  const digits = amount % 100 === 0 ? 0 : 2
  const key = `${currency}${digits}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat('en-IE', {
      style: 'currency',
      currency: currency.toUpperCase(),
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formatters.set(key, formatter)
  }
  return formatter.format(amount / 100)
}

/** Euros from an integer number of cents. */
export function euro(amount: number): Money {
  return { amount, currency: 'eur' }
}
