import type { DatabaseSync } from 'node:sqlite'
import type { Options } from '#local/queue/options.ts'
import type { Filter } from '#local/queue/store/filter.ts'

export type Message = {
  sequence: number
  id: string
  state: 'waiting' | 'active' | 'dead'
  url: string
  body: Uint8Array
  options: Options
  queue: string | null
  scheduleId: string | null
  /** the number of failed attempts; QStash calls it `retried` */
  attempts: number
  notBefore: number
  createdAt: number
  dlqId: string | null
  responseStatus: number | null
  responseHeader: Record<string, string[]>
  responseBody: Uint8Array | null
}

export type NewMessage = Pick<
  Message,
  'id' | 'url' | 'body' | 'options' | 'queue' | 'scheduleId' | 'notBefore' | 'createdAt'
>

export type Response = { status: number; headers: Headers; body: Uint8Array }

export function insertMessage(database: DatabaseSync, message: NewMessage): void {
  const { id, url, body, options, queue, scheduleId, notBefore, createdAt } = message
  database
    .prepare(
      `insert into messages (id, state, url, body, options, queue, flow_key, labels, schedule_id, not_before, created_at)
       values (?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      url,
      body,
      JSON.stringify(options),
      queue,
      options.flow?.key ?? null,
      JSON.stringify(options.labels),
      scheduleId,
      notBefore,
      createdAt,
    )
}

/** A waiting or active message; use `listMessages` for dead letters. */
export function findMessage(database: DatabaseSync, id: string): Message | null {
  const row = database.prepare("select * from messages where id = ? and state <> 'dead'").get(id)
  return row ? toMessage(row) : null
}

/** The pending messages (`state <> 'dead'`) or dead letters that match the filter; `filter.count` at most. */
export function listMessages(database: DatabaseSync, kind: 'living' | 'dead', filter: Filter): Message[] {
  const [state, order] =
    kind === 'dead' ? ["state = 'dead'", 'sequence desc'] : ["state <> 'dead'", 'not_before, sequence']
  return database
    .prepare(`select * from messages where ${state} and ${filter.where} order by ${order} limit ${filter.count}`)
    .all(...filter.values)
    .map(toMessage)
}

export function countMessages(database: DatabaseSync, kind: 'living' | 'dead'): number {
  const state = kind === 'dead' ? "state = 'dead'" : "state <> 'dead'"
  return Number(database.prepare(`select count(*) as count from messages where ${state}`).get()?.count)
}

export function deleteMessage(database: DatabaseSync, id: string): void {
  database.prepare('delete from messages where id = ?').run(id)
}

/** Makes a waiting message due now. False when there is no such message. */
export function makeMessageDue(database: DatabaseSync, id: string, now: number): boolean {
  const found = database.prepare("update messages set not_before = ? where id = ? and state = 'waiting'").run(now, id)
  return found.changes > 0
}

export function markActive(database: DatabaseSync, id: string): void {
  database.prepare("update messages set state = 'active' where id = ?").run(id)
}

export function markRetrying(database: DatabaseSync, id: string, response: Response, notBefore: number): void {
  database
    .prepare(
      `update messages set state = 'waiting', attempts = attempts + 1, not_before = ?, response_status = ? where id = ?`,
    )
    .run(notBefore, response.status, id)
}

export function markDead(database: DatabaseSync, id: string, dlqId: string, response: Response): void {
  database
    .prepare(
      `update messages set state = 'dead', dlq_id = ?, response_status = ?, response_header = ?, response_body = ? where id = ?`,
    )
    .run(dlqId, response.status, JSON.stringify(headerLists(response.headers)), response.body, id)
}

/** Headers in QStash's shape: each name, written as Go writes it, with the list of its values. */
export const headerLists = (headers: Iterable<readonly [string, string]>): Record<string, string[]> =>
  Object.fromEntries(Array.from(headers, ([name, value]) => [canonical(name), [value]]))

// https://pkg.go.dev/net/textproto#CanonicalMIMEHeaderKey
const canonical = (name: string) => name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())

function toMessage(row: Record<string, unknown>): Message {
  return {
    sequence: row.sequence as number,
    id: row.id as string,
    state: row.state as Message['state'],
    url: row.url as string,
    body: row.body as Uint8Array,
    options: JSON.parse(row.options as string) as Options,
    queue: row.queue as string | null,
    scheduleId: row.schedule_id as string | null,
    attempts: row.attempts as number,
    notBefore: row.not_before as number,
    createdAt: row.created_at as number,
    dlqId: row.dlq_id as string | null,
    responseStatus: row.response_status as number | null,
    responseHeader: row.response_header ? (JSON.parse(row.response_header as string) as Record<string, string[]>) : {},
    responseBody: row.response_body as Uint8Array | null,
  }
}
