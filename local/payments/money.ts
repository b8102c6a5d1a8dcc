// Intl counts no minor unit for these two; Stripe counts two: https://docs.stripe.com/currencies#special-cases
const countedInHundredths = new Set(['isk', 'ugx'])

/** Digits after the decimal point of a lower-case ISO currency, as Stripe counts its minor unit. */
export function minorDigits(currency: string): number {
  if (countedInHundredths.has(currency)) return 2
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return options.maximumFractionDigits ?? 2
}

/** True for a lower-case ISO 4217 code that this machine knows. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code.toUpperCase())
}

/** An amount in minor units as people read it: `formatMoney(24900, 'eur')` is `€249.00`. */
export function formatMoney(amount: number, currency: string, locale: string | null = null): string {
  const digits = minorDigits(currency)
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(localeOf(locale), options).format(amount / 10 ** digits)
}

function localeOf(locale: string | null): string {
  if (!locale || locale === 'auto') return 'en'
  return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? 'en'
}
