import { ApiError } from '#local/queue/api-error.ts'
import { callerIp } from '#local/queue/context.ts'
import { splitList } from '#local/queue/options.ts'

export type Filter = { where: string; values: (string | number)[]; count: number }

/** Returns the SQL of a filter for the placeholders of its values. */
type Clause = (marks: string) => string

const equals =
  (column: string): Clause =>
  (marks) =>
    `${column} in (${marks})`
const anyLabel: Clause = (marks) => `exists (select 1 from json_each(labels) where value in (${marks}))`

const shared = {
  url: equals('url'),
  queueName: equals('queue'),
  flowControlKey: equals('flow_key'),
  label: anyLabel,
  scheduleId: equals('schedule_id'),
  callerIp: equals(`'${callerIp}'`),
  callerIP: equals(`'${callerIp}'`),
  // URL groups are not implemented, so no message matches.
  topicName: equals('null'),
}
const byHost = { host: equals('host_of(url)'), path: equals('path_of(url)') }
const between = (time: string) => ({
  fromDate: (marks: string) => `${time} >= ${marks}`,
  toDate: (marks: string) => `${time} <= ${marks}`,
})

/** The filters of each route: https://upstash.com/docs/qstash/api-reference */
export const messageFilters: Record<string, Clause> = {
  ...shared,
  ...byHost,
  ...between('created_at'),
  messageId: equals('id'),
  messageIds: equals('id'),
}
export const deadLetterFilters: Record<string, Clause> = {
  ...shared,
  // The id of a dead letter begins with the time of its last failure.
  ...between('cast(dlq_id as integer)'),
  messageId: equals('id'),
  dlqIds: equals('dlq_id'),
  responseStatus: equals('response_status'),
}
export const eventFilters: Record<string, Clause> = {
  ...shared,
  ...byHost,
  ...between('time'),
  messageId: equals('message_id'),
  messageIds: equals('message_id'),
  state: equals('state'),
  responseStatus: equals('response_status'),
}

const numbers = ['fromDate', 'toDate', 'responseStatus']
// These values may contain a comma.
const single = ['url', 'path', 'fromDate', 'toDate']

/**
 * Makes SQL of the query of a list or bulk route. Several values of one name, repeated or separated by commas, are
 * alternatives; all names must match. An unknown filter gets 501, because a bulk delete that ignored it would delete too much.
 * @param filters the filters of the route
 * @param cursor the column by which pages are sorted, descending
 */
export function parseFilter(query: URLSearchParams, filters: Record<string, Clause>, cursor = 'sequence'): Filter {
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
    const clause = Object.hasOwn(filters, name) ? filters[name] : undefined
    if (!clause) throw new ApiError(501, `filter ${name} is not implemented by the local queue`)
    const parts = single.includes(name) ? given : given.flatMap(splitList)
    clauses.push(clause(parts.map(() => '?').join(', ')))
    values.push(...parts.map((value) => (numbers.includes(name) ? readNumber(name, value) : value)))
  }
  const count = Math.min(1000, Math.max(1, readNumber('count', query.get('count') ?? '100')))
  return { where: clauses.join(' and ') || 'true', values, count }
}

function readNumber(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new ApiError(400, `invalid ${name}: ${text}`)
  return Number(text)
}
