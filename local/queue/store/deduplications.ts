import type { DatabaseSync } from 'node:sqlite'

/** The message that was accepted with this deduplication id within the window, or null. */
export function findDuplicate(database: DatabaseSync, id: string, now: number): string | null {
  const row = database.prepare('select message_id from deduplications where id = ? and expires_at > ?').get(id, now)
  return row ? (row.message_id as string) : null
}

/** Stores a deduplication id, and deletes those whose window has ended. */
export function rememberDeduplication(database: DatabaseSync, id: string, messageId: string, expiresAt: number): void {
  database.prepare('delete from deduplications where expires_at <= ?').run(Date.now())
  database.prepare('insert into deduplications values (?, ?, ?)').run(id, messageId, Math.round(expiresAt))
}
