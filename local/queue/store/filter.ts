import { ApiError } from '#local/queue/api-error.ts'

export type Filter = { where: string; values: (string | number)[]; count: number }

const shared = { url: 'url', queueName: 'queue', flowControlKey: 'flow_key', label: 'label', scheduleId: 'schedule_id' }

export const messageColumns = { ...shared, messageId: 'id', messageIds: 'id' }
export const deadLetterColumns = { ...messageColumns, dlqIds: 'dlq_id', responseStatus: 'response_status' }
export const eventColumns = {
  ...shared,
  messageId: 'message_id',
  messageIds: 'message_id',
  state: 'state',
  responseStatus: 'response_status',
}

/**
 * Turns the query of a list or bulk route into SQL: several values of one name are alternatives, names must all match.
 * A filter this queue does not know is refused with 501: ignoring it would let a bulk delete reach too far.
 * @param columns the filters of the route, and the column each compares
 * @param cursor the column that pages count down on
 */
export function parseFilter(query: URLSearchParams, columns: Record<string, string>, cursor = 'sequence'): Filter {
  const clauses: string[] = []
  const values: (string | number)[] = []
  for (const name of new Set(query.keys())) {
    if (name === 'count') continue
    const given = query.getAll(name)
    if (name === 'cursor') {
      clauses.push(`${cursor} < ?`)
      values.push(readNumber(name, given[0] ?? ''))
      continue
    }
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined
    if (!column) throw new ApiError(501, `filter ${name} is not implemented by the local queue`)
    clauses.push(`${column} in (${given.map(() => '?').join(', ')})`)
    values.push(...given.map((value) => (name === 'responseStatus' ? readNumber(name, value) : value)))
  }
  const count = Math.min(1000, Math.max(1, readNumber('count', query.get('count') ?? '100')))
  return { where: clauses.join(' and ') || 'true', values, count }
}

function readNumber(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new ApiError(400, `invalid ${name}: ${text}`)
  return Number(text)
}
