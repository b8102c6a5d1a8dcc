import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Opens the SQLite file of a local service and creates its tables.
 * Every commit is on disk before it returns, so `kill -9` loses nothing that was answered with 2xx.
 * @param file path of the SQLite file, or ':memory:' for tests
 * @param schema `create table if not exists …` statements
 */
export function openStore(file: string, schema: string): DatabaseSync {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;')
  database.exec(schema)
  return database
}
