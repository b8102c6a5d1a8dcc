import type { DatabaseSync } from 'node:sqlite'
import type { PaymentsContext } from '#local/payments/context.ts'
import { invalid, unknownObject } from '#local/payments/errors.ts'
import type { Kind } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

/** A list route; `filters` are the parameters that select by a field of the same name. */
export type Listing = {
  url: string
  kind: Kind
  filters: string[]
  /** Recalculates the fields that change over time, before an object is returned. */
  show?(context: PaymentsContext, object: object): object
}
export type List = { object: 'list'; url: string; has_more: boolean; data: object[] }

export function listShape(url: string, data: object[], hasMore = false): List {
  return { object: 'list', url, has_more: hasMore, data }
}

/** The ten newest objects of a kind whose fields have these values. */
export function listOf(store: DatabaseSync, kind: Kind, where: Record<string, string>): List {
  const { clauses, values } = conditions(where)
  const rows = store
    .prepare(`select body from objects where ${['kind = ?', ...clauses].join(' and ')} order by sequence desc limit 10`)
    .all(kind, ...values)
  return listShape(`/v1/${kind}s`, bodies(rows))
}

/**
 * A page of a v1 list, newest first: `limit` (10, at most 100), `starting_after`, `ending_before`, `created`.
 */
export function list(context: PaymentsContext, { url, kind, filters, show }: Listing, params: Params): List {
  const { store } = context
  const limit = params.optionalInteger('limit', { min: 1, max: 100 }) ?? 10
  const given = filters.map((name) => [name, params.optionalText(name)] as const)
  const where = Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined))
  const { clauses, values } = conditions(where)
  const created = createdRange(params)
  const after = cursor(store, kind, params, 'starting_after')
  const before = cursor(store, kind, params, 'ending_before')
  if (after && before) throw invalid('ending_before', 'You can only use one of starting_after and ending_before.')
  if (after) clauses.push(`sequence < ${after}`)
  if (before) clauses.push(`sequence > ${before}`)
  const types = kind === 'event' ? eventTypesOf(params) : []
  if (types.length > 0) clauses.push(`(${types.map(() => "json_extract(body, '$.type') glob ?").join(' or ')})`)
  const all = ['kind = ?', ...clauses, ...created].join(' and ')
  const rows = store
    .prepare(`select body from objects where ${all} order by sequence ${before ? 'asc' : 'desc'} limit ?`)
    .all(kind, ...values, ...types, limit + 1)
  const page = bodies(rows.slice(0, limit)).map((object) => show?.(context, object) ?? object)
  return listShape(url, before ? page.reverse() : page, rows.length > limit)
}

/** `type` and `types`; one can end in `.*`: https://docs.stripe.com/api/events/list */
function eventTypesOf(params: Params): string[] {
  const one = params.optionalText('type')
  const several = params.texts('types')
  if (one !== undefined && several.length > 0) {
    throw invalid('types', 'You may only specify one of these parameters: type, types.')
  }
  if (several.length > 20) throw invalid('types', 'You can ask for up to 20 types.')
  const types = one === undefined ? several : [one]
  const wrong = types.find((type) => !/^[a-z0-9_.]+(?:\.\*)?$/.test(type))
  if (wrong !== undefined) throw invalid(one === undefined ? 'types' : 'type', `Invalid event type: ${wrong}`)
  return types
}

// The names come from this program, never from a request.
function conditions(where: Record<string, string>): { clauses: string[]; values: string[] } {
  return {
    clauses: Object.keys(where).map((name) => `json_extract(body, '$.${name}') = ?`),
    values: Object.values(where),
  }
}

function cursor(store: DatabaseSync, kind: Kind, params: Params, name: string): number | undefined {
  const id = params.optionalText(name)
  if (id === undefined) return undefined
  const row = store.prepare('select sequence from objects where id = ? and kind = ?').get(id, kind)
  if (!row) throw unknownObject(kind, id, name)
  return Number(row.sequence)
}

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function createdRange(params: Params): string[] {
  if (!params.has('created')) return []
  if (params.isText('created')) return [`json_extract(body, '$.created') = ${params.integer('created')}`]
  const range = params.object('created')
  return Object.entries(comparisons).flatMap(([name, sign]) => {
    const value = range?.optionalInteger(name)
    return value === undefined ? [] : [`json_extract(body, '$.created') ${sign} ${value}`]
  })
}

function bodies(rows: Record<string, unknown>[]): object[] {
  return rows.map((row) => JSON.parse(String(row.body)) as object)
}
