import { type Currency, digitsOf, signOf } from '#lib/money.ts'

/**
 * Parses a typed price into minor units: `249`, `249.5`, `249,50`, `€ 249.50`. Works on the digits, so that the cents are
 * exact. Gives null for everything else, also for ambiguous input such as `1.249`.
 */
export function parsePrice(typed: string, currency: Currency): number | null {
  const digits = digitsOf(currency)
  const bare = [signOf(currency), currency.toUpperCase()].reduce((text, sign) => text.replace(sign, ''), typed)
  const match = /^(\d{1,7})(?:[.,](\d{1,3}))?$/.exec(bare.trim())
  const [, whole = '', fraction = ''] = match ?? []
  return match && fraction.length <= digits ? Number(whole + fraction.padEnd(digits, '0')) : null
}
