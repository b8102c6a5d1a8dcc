import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

const staffRow = z.object({ role: z.enum(['owner', 'editor', 'viewer']), name: z.string() })

/** Returns the role and name of a member of staff, or null. Only staff can read this. */
export async function findStaff(db: Db, userId: string): Promise<z.infer<typeof staffRow> | null> {
  const row = unwrap(await db.from('staff').select('role, name').eq('user_id', userId).maybeSingle())
  return row && staffRow.parse(row)
}

/** Returns true if the caller's session is still open. A token alone stays valid for up to an hour after the session has ended. */
export async function isSessionOpen(db: Db): Promise<boolean> {
  return unwrap(await db.rpc('is_session_open'))
}

/**
 * Counts an attempt.
 * @param db signed in as `gatekeeper`
 * @param key what the limit counts, hashed, so that the database stores no address
 * @param most how many attempts are allowed in `seconds`
 * @throws ShopError too_many, with the time of the next allowed attempt
 */
export async function takeTurn(db: Db, key: string, most: number, seconds: number): Promise<void> {
  const wait = unwrap(await db.rpc('take_turn', { key, most, seconds }))
  if (wait === 0) return
  const minutes = Math.ceil(wait / 60)
  const when = minutes > 1 ? `in ${minutes} minutes` : 'in a minute'
  throw new ShopError('too_many', `That was a lot of tries. Please come back ${when}.`)
}
