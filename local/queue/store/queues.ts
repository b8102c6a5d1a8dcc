import type { DatabaseSync } from 'node:sqlite'

/** A queue in QStash's own shape; `lag` counts the messages in it. */
export type Queue = {
  name: string
  parallelism: number
  paused: boolean
  lag: number
  createdAt: number
  updatedAt: number
}

export function upsertQueue(
  database: DatabaseSync,
  now: number,
  queue: Pick<Queue, 'name' | 'parallelism' | 'paused'>,
): void {
  database
    .prepare(
      `insert into queues values (?, ?, ?, ?, ?) on conflict (name) do update
       set parallelism = excluded.parallelism, paused = excluded.paused, updated_at = excluded.updated_at`,
    )
    .run(queue.name, queue.parallelism, Number(queue.paused), now, now)
}

/** Creates a queue at its first message. It delivers one message at a time by default. */
export function ensureQueue(database: DatabaseSync, now: number, name: string): void {
  database.prepare('insert or ignore into queues values (?, 1, 0, ?, ?)').run(name, now, now)
}

export function findQueue(database: DatabaseSync, name: string): Queue | null {
  return listQueues(database).find((queue) => queue.name === name) ?? null
}

export function listQueues(database: DatabaseSync): Queue[] {
  return database
    .prepare(
      `select *, (select count(*) from messages where queue = name and state <> 'dead') as lag from queues order by name`,
    )
    .all()
    .map((row) => ({
      name: row.name as string,
      parallelism: row.parallelism as number,
      paused: row.paused === 1,
      lag: row.lag as number,
      createdAt: row.created_at as number,
      updatedAt: row.updated_at as number,
    }))
}

/** Removes a queue and its waiting messages. */
export function deleteQueue(database: DatabaseSync, name: string): void {
  database.prepare("delete from messages where queue = ? and state <> 'dead'").run(name)
  database.prepare('delete from queues where name = ?').run(name)
}
