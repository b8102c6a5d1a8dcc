import { z } from 'zod'
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
