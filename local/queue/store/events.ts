import type { DatabaseSync } from 'node:sqlite'
import type { Options } from '#local/queue/options.ts'
import type { Filter } from '#local/queue/store/filter.ts'
import type { Message } from '#local/queue/store/messages.ts'

export type State = 'CREATED' | 'ACTIVE' | 'DELIVERED' | 'ERROR' | 'RETRY' | 'FAILED' | 'CANCELED'

export type Event = {
  id: number
  time: number
  state: State
  messageId: string
  url: string
  options: Options
  queue: string | null
  scheduleId: string | null
  nextDeliveryTime: number | undefined
  responseStatus: number | undefined
  responseBody: string | undefined
  error: string | undefined
}

type Subject = Pick<Message, 'id' | 'url' | 'queue' | 'scheduleId' | 'options'>
type Details = Partial<Pick<Event, 'nextDeliveryTime' | 'responseStatus' | 'responseBody' | 'error'>>

// The log is only for people to read. Without a limit its file would grow for months.
const kept = 5000

export function logEvent(database: DatabaseSync, state: State, message: Subject, details: Details = {}): void {
  const { lastInsertRowid } = database
    .prepare(
      `insert into events (time, state, message_id, url, options, queue, flow_key, labels, schedule_id,
         next_delivery_time, response_status, response_body, error) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      Date.now(),
      state,
      message.id,
      message.url,
      JSON.stringify(message.options),
      message.queue,
      message.options.flow?.key ?? null,
      JSON.stringify(message.options.labels),
      message.scheduleId,
      details.nextDeliveryTime ?? null,
      details.responseStatus ?? null,
      details.responseBody?.slice(0, 1000) ?? null,
      details.error ?? null,
    )
  database.prepare('delete from events where id <= ?').run(Number(lastInsertRowid) - kept)
}

/** Events that pass the filter, newest first. */
export function listEvents(database: DatabaseSync, filter: Filter): Event[] {
  return database
    .prepare(`select * from events where ${filter.where} order by id desc limit ${filter.count}`)
    .all(...filter.values)
    .map((row) => ({
      id: row.id as number,
      time: row.time as number,
      state: row.state as State,
      messageId: row.message_id as string,
      url: row.url as string,
      options: JSON.parse(row.options as string) as Options,
      queue: row.queue as string | null,
      scheduleId: row.schedule_id as string | null,
      nextDeliveryTime: (row.next_delivery_time as number | null) ?? undefined,
      responseStatus: (row.response_status as number | null) ?? undefined,
      responseBody: (row.response_body as string | null) ?? undefined,
      error: (row.error as string | null) ?? undefined,
    }))
}

/** The number of delivery attempts since a time. */
export function countAttempts(database: DatabaseSync, since: number): number {
  const row = database.prepare("select count(*) as count from events where state = 'ACTIVE' and time >= ?").get(since)
  return row?.count as number
}
