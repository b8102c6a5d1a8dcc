import type { DatabaseSync } from 'node:sqlite'
import type { Options } from '#local/queue/options.ts'

export type Schedule = {
  id: string
  cron: string
  destination: string
  options: Options
  body: Uint8Array
  queue: string | null
  createdAt: number
  paused: boolean
  /** the time of the cron expression */
  nextAt: number
  /** when this queue runs it: the same time, unless the queue has another speed */
  dueAt: number
  lastAt: number | null
}

/** Stores a schedule. It replaces one of the same id but keeps its creation time. */
export function saveSchedule(database: DatabaseSync, schedule: Schedule): void {
  database
    .prepare(
      `insert into schedules values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update
       set cron = excluded.cron, destination = excluded.destination, options = excluded.options, body = excluded.body,
         queue = excluded.queue, next_at = excluded.next_at, due_at = excluded.due_at`,
    )
    .run(
      schedule.id,
      schedule.cron,
      schedule.destination,
      JSON.stringify(schedule.options),
      schedule.body,
      schedule.queue,
      schedule.createdAt,
      Number(schedule.paused),
      schedule.nextAt,
      schedule.dueAt,
      schedule.lastAt,
    )
}

export function findSchedule(database: DatabaseSync, id: string): Schedule | null {
  const row = database.prepare('select * from schedules where id = ?').get(id)
  return row ? toSchedule(row) : null
}

export function listSchedules(database: DatabaseSync): Schedule[] {
  return database.prepare('select * from schedules order by created_at, id').all().map(toSchedule)
}

export function listDueSchedules(database: DatabaseSync, now: number): Schedule[] {
  return database.prepare('select * from schedules where paused = 0 and due_at <= ?').all(now).map(toSchedule)
}

export function nextScheduleTime(database: DatabaseSync): number | null {
  return (
    (database.prepare('select min(due_at) as time from schedules where paused = 0').get()?.time as number | null) ??
    null
  )
}

export function moveSchedule(
  database: DatabaseSync,
  { id, nextAt, dueAt, lastAt }: Pick<Schedule, 'id' | 'nextAt' | 'dueAt' | 'lastAt'>,
): void {
  database
    .prepare('update schedules set next_at = ?, due_at = ?, last_at = ? where id = ?')
    .run(nextAt, dueAt, lastAt, id)
}

export function setSchedulePaused(database: DatabaseSync, id: string, paused: boolean): void {
  database.prepare('update schedules set paused = ? where id = ?').run(Number(paused), id)
}

export function deleteSchedule(database: DatabaseSync, id: string): void {
  database.prepare('delete from schedules where id = ?').run(id)
}

function toSchedule(row: Record<string, unknown>): Schedule {
  return {
    id: row.id as string,
    cron: row.cron as string,
    destination: row.destination as string,
    options: JSON.parse(row.options as string) as Options,
    body: row.body as Uint8Array,
    queue: row.queue as string | null,
    createdAt: row.created_at as number,
    paused: row.paused === 1,
    nextAt: row.next_at as number,
    dueAt: row.due_at as number,
    lastAt: row.last_at as number | null,
  }
}
