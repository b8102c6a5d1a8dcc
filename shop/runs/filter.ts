import * as z from 'zod'
import { startOfDay } from '#lib/days.ts'
import { type PagePlace, pagePlaceOf, sortValues, writePagePlace } from '#lib/place.ts'
import type { RunFilter, RunSearch } from '#shop/runs/types.ts'
import { shop } from '#shop.config.ts'

const oneOf = (value: unknown) => (Array.isArray(value) ? value[0] : value)
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(oneOf, schema.optional()).catch(undefined as z.output<Schema> | undefined)

const states = ['running', 'killed', 'continued', 'done', 'refused', 'busy', 'failed'] as const
const triggers = ['http', 'webhook', 'queue', 'cron'] as const

/** Reads a search of runs from URL parameters. Ignores invalid values. */
export const runSearch: z.ZodType<RunSearch, unknown> = z.object({
  query: z.preprocess(oneOf, z.string().trim().max(100)).catch(''),
  function: optional(z.string().regex(/^[a-z]+(-[a-z]+)*$/)),
  state: optional(z.enum(states)),
  trigger: optional(z.enum(triggers)),
  from: optional(z.iso.date()),
  until: optional(z.iso.date()),
})

/** Reads where a page of runs is from URL parameters. */
export const runPlace = pagePlaceOf([sortValues.moment])

/** The address of a page of runs, with the filters of a search; `runSearch` and `runPlace` read it. */
export function writeRunAddress(path: string, search: RunSearch, page: PagePlace): string {
  const entries = Object.entries({ ...search, ...writePagePlace(page) }).filter(([, value]) => value)
  const query = new URLSearchParams(entries as [string, string][])
  return query.size > 0 ? `${path}?${query}` : path
}

/** The filter of a search: its text is a trace id, an order's number, or a part of a job's key or of an error. */
export function toRunFilter({ query, from, until, ...rest }: RunSearch): RunFilter {
  const since = from && startOfDay(from)
  const end = until && startOfDay(until, 1)
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(since ? { since: since.toISOString() } : {}),
    ...(end ? { until: end.toISOString() } : {}),
    ...readQuery(query),
  }
}

function readQuery(query: string): RunFilter {
  if (/^[0-9a-f]{32}$/i.test(query)) return { trace: query.toLowerCase() }
  if (new RegExp(`^${shop.orderPrefix}-\\d+$`, 'i').test(query)) return { orderNumber: query.toUpperCase() }
  return query ? { query } : {}
}
