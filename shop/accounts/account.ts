import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

const staffRow = z.object({ role: z.enum(['owner', 'editor', 'viewer']), name: z.string() })

/** The role and name of a member of staff, or null. Only staff can see who is. */
export async function findStaff(db: Db, userId: string): Promise<z.infer<typeof staffRow> | null> {
  const row = unwrap(await db.from('staff').select('role, name').eq('user_id', userId).maybeSingle())
  return row && staffRow.parse(row)
}

/** Whether the session of whoever asks is still open: their token alone is good for an hour, on every device. */
export async function isSessionOpen(db: Db): Promise<boolean> {
  return unwrap(await db.rpc('is_session_open'))
}

/**
 * Counts a try.
 * @param db signed in as `gatekeeper`
 * @param key what is counted, hashed: no address of anybody is kept
 * @param most how many tries are allowed in `seconds`
 * @throws ShopError too_many, which says when to come back
 */
export async function takeTurn(db: Db, key: string, most: number, seconds: number): Promise<void> {
  const wait = unwrap(await db.rpc('take_turn', { key, most, seconds }))
  if (wait === 0) return
  const minutes = Math.ceil(wait / 60)
  const when = minutes > 1 ? `in ${minutes} minutes` : 'in a minute'
  throw new ShopError('too_many', `That was a lot of tries. Please come back ${when}.`)
}
