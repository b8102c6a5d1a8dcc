import { longestQuery } from '#components/catalog/search-query.ts'

/**
 * What somebody is looking for, from an address that anybody may have written: one line of at most 100 characters.
 * @param value the parameter `q`, which is a list when it was given twice
 */
export function readQuery(value: string | string[] | undefined): string {
  const text = (Array.isArray(value) ? value[0] : value) ?? ''
  // Control characters would reach the database as they are, and Postgres refuses NUL.
  const line = text.normalize('NFKC').replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
  return [...line.trim()].slice(0, longestQuery).join('').trim()
}
