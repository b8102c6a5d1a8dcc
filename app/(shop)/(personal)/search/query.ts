import { cleanQuery } from '#shop/catalog/read-query.ts'

/**
 * Reads the query from the address: one line of at most 100 characters.
 * @param value the parameter `q`, which is a list when the address has it twice
 */
export function readQuery(value: string | string[] | undefined): string {
  return cleanQuery((Array.isArray(value) ? value[0] : value) ?? '')
}
