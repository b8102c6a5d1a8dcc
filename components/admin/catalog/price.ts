import { type Currency, digitsOf, signOf } from '#lib/money.ts'

/**
 * Minor units of a price as people type it: `249`, `249.5`, `249,50`, `€ 249.50`. Read digit by digit, so the cents are
 * exact. Null for everything else, also for what could be read in two ways, such as `1.249`.
 */
export function parsePrice(typed: string, currency: Currency): number | null {
  const digits = digitsOf(currency)
  const bare = [signOf(currency), currency.toUpperCase()].reduce((text, sign) => text.replace(sign, ''), typed)
  const match = /^(\d{1,7})(?:[.,](\d{1,3}))?$/.exec(bare.trim())
  const [, whole = '', fraction = ''] = match ?? []
  return match && fraction.length <= digits ? Number(whole + fraction.padEnd(digits, '0')) : null
}
