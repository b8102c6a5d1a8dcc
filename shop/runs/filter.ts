import { z } from 'zod'
import { startOfDay } from '#lib/days.ts'
import type { RunCursor, RunFilter, RunSearch } from '#shop/runs/types.ts'
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
  before: optional(
    z
      .string()
      .regex(/^\S{10,40}_[0-9a-f-]{36}$/)
      .transform((text): RunCursor => {
        const [at = '', id = ''] = text.split('_')
        return { at, id }
      }),
  ),
})

/** The address of a page of runs, with the filters of a search; `runSearch` reads it. @param before where the page begins */
export function writeRunAddress(path: string, search: RunSearch, before: RunCursor | null = null): string {
  const filters = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value ? [[name, value]] : [],
  )
  const query = new URLSearchParams([...filters, ...(before ? [['before', `${before.at}_${before.id}`]] : [])] as [
    string,
    string,
  ][])
  return query.size > 0 ? `${path}?${query}` : path
}

/** The filter of a search: its text is a trace id, an order's number, or a part of a job's key or of an error. */
export function toRunFilter({ query, from, until, before: _before, ...rest }: RunSearch): RunFilter {
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
