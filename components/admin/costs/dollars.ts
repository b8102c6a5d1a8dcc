const large = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' })
const small = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 })

/** US dollars with as many digits as say something: `$3.28`, `$0.000084`, `$0`. */
export function writeDollars(usd: number): string {
  if (usd === 0) return '$0'
  return (usd >= 0.1 ? large : small).format(usd)
}
