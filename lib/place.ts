import * as z from 'zod'

// A page of a long list begins behind a row or ends before one. The place of that row is what the list is sorted by, and the row's id, so
// that a page costs the same wherever it is, and rows that come or go meanwhile repeat and hide none.

/** The sort columns of a row, and its id last, as text. */
export type Place = string[]

/** Where a page is: behind a row, before one, or, without both, at the beginning of its list. */
export type PagePlace = Readonly<{ after?: Place; before?: Place }>

/** Where the pages beside a page are; null where there is none. */
export type Neighbours = Readonly<{ previous: Place | null; next: Place | null }>

const between = '_'
const oneOf = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** The sort columns that lists have, as they stand in an address. */
export const sortValues = {
  text: z.string().max(200),
  whole: z.string().regex(/^-?\d{1,9}$/),
  flag: z.enum(['true', 'false']),
  moment: z.iso.datetime({ offset: true }).regex(/^[12]/),
} as const

/**
 * Reads where a page is from URL parameters. Ignores a place that does not fit the list.
 * @param columns the sort columns of the list
 * @param id the id of its rows
 */
export function pagePlaceOf(columns: readonly z.ZodType<string>[], id: z.ZodType<string> = z.uuid()) {
  const place = z
    .preprocess((value) => split(oneOf(value), columns.length), z.tuple([...columns, id] as [z.ZodType<string>]))
    .optional()
    .catch(undefined)
  return z.object({ after: place, before: place }).transform(({ after, before }): PagePlace => {
    if (before) return { before }
    return after ? { after } : {}
  })
}

/** Splits `value_value_id` from its end: a text with the separator in it comes first. */
function split(value: unknown, columns: number): unknown {
  if (typeof value !== 'string') return undefined
  const parts = value.split(between)
  const rest = parts.splice(Math.max(0, parts.length - columns))
  return columns === 0 ? parts : [parts.join(between), ...rest]
}

/** The URL parameters of a page; `pagePlaceOf` reads them. */
export function writePagePlace({ after, before }: PagePlace): Record<string, string> {
  if (before) return { before: before.join(between) }
  return after ? { after: after.join(between) } : {}
}

/** What an SQL function of a list says about the pages beside its page. */
const edge = z.array(z.coerce.string()).nullable()
export const neighbours = { previous: edge, next: edge }

/** The addresses of the first page and of the pages beside a page; null where there is none. @param href the address of a page */
export function linkPages(here: PagePlace, { previous, next }: Neighbours, href: (page: PagePlace) => string) {
  return {
    // Before the second page is the first one, though its address has a place.
    first: here.after || (here.before && previous) ? href({}) : null,
    previous: previous && href({ before: previous }),
    next: next && href({ after: next }),
  }
}

/** Where the database stops to count the rows of a list, because counting costs time for each. */
export const mostCounted = 10_000

/** Writes how many rows a list has. */
export const writeCount = (count: number): string =>
  count > mostCounted ? `more than ${mostCounted.toLocaleString('en')}` : String(count)
