import type { DatabaseSync } from 'node:sqlite'
import { openStore } from '#local/store.ts'

// A message has one row until it is delivered, cancelled or removed from the dead letters.
const schema = `
create table if not exists messages (
  sequence integer primary key autoincrement,
  id text not null unique,
  state text not null check (state in ('waiting', 'active', 'dead')),
  url text not null,
  body blob not null,
  options text not null,
  queue text,
  flow_key text,
  labels text not null,
  schedule_id text,
  attempts integer not null default 0,
  not_before integer not null,
  created_at integer not null,
  dlq_id text unique,
  response_status integer,
  response_header text,
  response_body blob
);
create index if not exists messages_due on messages (state, not_before, sequence);
create index if not exists messages_queue on messages (queue, state);
create table if not exists deduplications (id text primary key, message_id text not null, expires_at integer not null);
create table if not exists queues (
  name text primary key, parallelism integer not null, paused integer not null, created_at integer not null, updated_at integer not null
);
create table if not exists schedules (
  id text primary key, cron text not null, destination text not null, options text not null, body blob not null, queue text,
  created_at integer not null, paused integer not null default 0,
  next_at integer not null, due_at integer not null, last_at integer
);
create table if not exists events (
  id integer primary key autoincrement,
  time integer not null, state text not null, message_id text not null, url text not null, options text not null,
  queue text, flow_key text, labels text not null, schedule_id text,
  next_delivery_time integer, response_status integer, response_body text, error text
);
create index if not exists events_flow on events (flow_key, state, time);
create table if not exists signing_keys (configured text primary key, current text not null, next text not null);
`

// Raise it with every change of the schema.
const version = 2

/** Empties a file of another version. No job is lost: the jobs are in Postgres, and the sweep rings again. */
function forget(database: DatabaseSync): void {
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
    .all()
  for (const { name } of tables) database.exec(`drop table "${name}"`)
  database.exec(`pragma user_version = ${version}`)
}

/** Opens the queue's file. Messages that were active when the last process ended wait again, so they are delivered once more. */
export function openQueueStore(file: string): DatabaseSync {
  const database = openStore(file, '')
  if (database.prepare('pragma user_version').get()?.user_version !== version) forget(database)
  database.exec(schema)
  database.function('host_of', { deterministic: true }, (url) => new URL(String(url)).host)
  database.function('path_of', { deterministic: true }, (url) => new URL(String(url)).pathname)
  database.exec("update messages set state = 'waiting' where state = 'active'")
  return database
}

/** Runs the work in one transaction. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('begin immediate')
  try {
    const result = work()
    database.exec('commit')
    return result
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}
