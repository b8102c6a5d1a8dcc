import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

export type Keys = { current: string; next: string }

/**
 * The keys that sign now. A rotation survives a restart as long as the configured pair stays the same;
 * another configured pair replaces them.
 */
export function readKeys(database: DatabaseSync, configured: Keys): Keys {
  const row = database.prepare('select current, next from signing_keys where configured = ?').get(name(configured))
  return row ? { current: row.current as string, next: row.next as string } : configured
}

/** Makes the next key the current one, and creates a new next key. */
export function rotateKeys(database: DatabaseSync, configured: Keys): Keys {
  const rotated = {
    current: readKeys(database, configured).next,
    next: `sig_local_${randomBytes(18).toString('base64url')}`,
  }
  database.prepare('delete from signing_keys').run()
  database.prepare('insert into signing_keys values (?, ?, ?)').run(name(configured), rotated.current, rotated.next)
  return rotated
}

const name = (keys: Keys) => `${keys.current} ${keys.next}`
