import { longestQuery } from '#components/catalog/search-query.ts'
import { cut } from '#lib/cut.ts'

/**
 * Reads the query from the address: one line of at most 100 characters.
 * @param value the parameter `q`, which is a list when the address has it twice
 */
export function readQuery(value: string | string[] | undefined): string {
  const text = (Array.isArray(value) ? value[0] : value) ?? ''
  // Postgres refuses NUL; other control characters match nothing.
  const line = text.normalize('NFKC').replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
  return cut(line.trim(), longestQuery).trim()
}
