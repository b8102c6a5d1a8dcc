import { DatabaseSync } from 'node:sqlite'

/** Locks of this process; a lock that nobody refers to would be given back. */
const held = new Set<DatabaseSync>()

/**
 * Takes a lock that no other process has. The system gives it back when this process ends, even by kill -9: it is SQLite's
 * exclusive lock on a file. The file stays, and means nothing without the lock.
 * @param file its folder must exist
 * @returns a function that gives the lock back; null when it is taken
 * @throws Error when the file cannot be opened
 */
export function takeLock(file: string): (() => void) | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
  held.add(database)
  return () => {
    if (held.delete(database)) database.close()
  }
}

/** https://sqlite.org/rescode.html#busy */
const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === 5
