/**
 * Cents from euros as people type them: `249`, `249.5`, `249,50`, `€ 249.50`. Read digit by digit, so the cents are exact.
 * Null for everything else, also for what could be read in two ways, such as `1.249`.
 */
export function parseEuros(typed: string): number | null {
  const match = /^€?\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*€?$/.exec(typed.trim())
  if (!match) return null
  const [, euros = '', cents = ''] = match
  return Number(euros) * 100 + Number(cents.padEnd(2, '0'))
}

/** Euros as they are put into a field: `249.00`. */
export function writeEuros(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
