// https://docs.stripe.com/currencies#presentment-currencies
const hundredths = `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny
  cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs khr kyd
  kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar
  ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx uyu uzs wst xcd xcg yer zar zmw`
const whole = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'
const thousandths = 'bhd jod kwd omr tnd'

const digitsByCurrency = new Map(
  [hundredths, whole, thousandths].flatMap((codes, index) =>
    codes.split(/\s+/).map((code): [string, number] => [code, [2, 0, 3][index] ?? 2]),
  ),
)

// Stripe counts two currencies without a minor unit in hundredths, and requires a final zero for thousandths:
// https://docs.stripe.com/currencies#special-cases
const steps = new Map([
  ['isk', 100],
  ['ugx', 100],
  ...thousandths.split(' ').map((code): [string, number] => [code, 10]),
] as [string, number][])

/** Digits after the decimal point of a lower-case ISO currency, as Stripe counts its minor unit. */
export function minorDigits(currency: string): number {
  return digitsByCurrency.get(currency) ?? 2
}

/** True for a lower-case ISO 4217 code that Stripe charges in. */
export function isCurrency(code: string): boolean {
  return digitsByCurrency.has(code)
}

/** An amount of this currency must be a multiple of this number, in its minor unit. */
export function stepOf(currency: string): number {
  return steps.get(currency) ?? 1
}

// https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
const leastAmounts: Record<string, number> = {
  ...{ aed: 200, bgn: 100, czk: 1500, dkk: 250, gbp: 30, hkd: 400, huf: 17_500, mxn: 1000, myr: 200, nok: 300 },
  ...{ pln: 200, ron: 200, sek: 300, thb: 1000 },
}

/** The smallest charge in the currency's minor unit. 50 when Stripe's list has no entry. */
export function leastAmount(currency: string): number {
  return leastAmounts[currency] ?? 50
}

/** Parses a typed amount into minor units: `readMoney('249.5', 'eur')` is 24950. Undefined when it is not an amount. */
export function readMoney(typed: string, currency: string): number | undefined {
  const digits = minorDigits(currency)
  const [, whole, , part = ''] = /^(\d{1,9})([.,](\d{1,3}))?$/.exec(typed.trim()) ?? []
  if (whole === undefined || part.length > digits) return undefined
  return Number(whole + part.padEnd(digits, '0'))
}

/** Formats an amount in minor units: `formatMoney(24900, 'eur')` is `€249.00`. */
export function formatMoney(amount: number, currency: string, locale = 'en'): string {
  const digits = minorDigits(currency)
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(locale, options).format(amount / 10 ** digits)
}

/**
 * The locale of a page: the session's own, or for `auto` the first of the browser's languages. When the browser asks for the
 * session's language in a country's form (`fr-CH` for `fr`), the page formats amounts as in that country.
 */
export function localeOf(wanted: string | null, acceptLanguage: string): string {
  const languages = acceptLanguage.split(',').map((part) => part.split(';')[0]?.trim() ?? '')
  const spoken = languages.flatMap((language) => supported(language))
  if (!wanted || wanted === 'auto') return spoken[0] ?? 'en'
  return spoken.find((locale) => locale.startsWith(`${wanted}-`)) ?? supported(wanted)[0] ?? 'en'
}

function supported(language: string): string[] {
  return /^[A-Za-z]{2,3}(?:-\w+)*$/.test(language) ? Intl.NumberFormat.supportedLocalesOf(language) : []
}
