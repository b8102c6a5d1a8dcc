import type { DatabaseSync } from 'node:sqlite'
import { findMessage, type Message } from '#local/queue/store/messages.ts'

export type Blocked = { queues: string[]; flows: string[] }

/**
 * The next message to deliver: it is due, and neither its queue nor its flow control key is blocked.
 * A message that was tried before keeps its place in its queue until it is delivered or dead, so a full queue does not block it.
 */
export function findDue(database: DatabaseSync, now: number, blocked: Blocked): Message | null {
  const row = database
    .prepare(
      `select id from messages
       where state = 'waiting' and not_before <= ?
         and (queue is null or queue not in (select name from queues where paused = 1))
         and (queue is null or attempts > 0 or queue not in (select value from json_each(?)))
         and (flow_key is null or flow_key not in (select value from json_each(?)))
       order by not_before, sequence limit 1`,
    )
    .get(now, JSON.stringify(blocked.queues), JSON.stringify(blocked.flows))
  return row ? findMessage(database, row.id as string) : null
}

/** When the next message becomes due, or null. */
export function nextDueTime(database: DatabaseSync, now: number): number | null {
  const row = database
    .prepare("select min(not_before) as time from messages where state = 'waiting' and not_before > ?")
    .get(now)
  return (row?.time as number | null) ?? null
}

/** The number of messages of a queue that were started and are not done; each uses one place of the queue. */
export function countBegun(database: DatabaseSync, queue: string): number {
  const row = database
    .prepare(
      `select count(*) as count from messages
       where queue = ? and (state = 'active' or (state = 'waiting' and attempts > 0))`,
    )
    .get(queue)
  return row?.count as number
}

export function countActive(database: DatabaseSync, flowKey: string): number {
  const row = database
    .prepare("select count(*) as count from messages where flow_key = ? and state = 'active'")
    .get(flowKey)
  return row?.count as number
}

/** The start times of deliveries of a flow control key since `after`, oldest first. */
export function listStarts(database: DatabaseSync, flowKey: string, after: number): number[] {
  return database
    .prepare("select time from events where flow_key = ? and state = 'ACTIVE' and time > ? order by time")
    .all(flowKey, after)
    .map((row) => row.time as number)
}
