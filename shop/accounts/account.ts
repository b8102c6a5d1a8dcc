import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'

const staffRow = z.object({ role: z.enum(['owner', 'editor', 'viewer']), name: z.string() })

/**
 * Lets an account of a visit see the admin of a demo, for some hours.
 * @param db signed in as `gatekeeper`
 * @throws ShopError too_many when many visitors look around; not_found for any other account
 */
export async function admitVisitor(db: Db, userId: string): Promise<void> {
  unwrap(await db.rpc('admit_visitor', { account: userId }))
}

/** Returns the role and name of a member of staff, or null. Only staff can read this. */
export async function findStaff(db: Db, userId: string): Promise<z.infer<typeof staffRow> | null> {
  const row = unwrap(await db.from('staff').select('role, name').eq('user_id', userId).maybeSingle())
  return row && staffRow.parse(row)
}

/** Returns true if the caller can sign in with a password, and not only with a code. */
export async function findPassword(db: Db): Promise<boolean> {
  return unwrap(await db.rpc('has_password'))
}

/** Returns true if the caller's session is still open. A token alone stays valid for up to an hour after the session has ended. */
export async function isSessionOpen(db: Db): Promise<boolean> {
  return unwrap(await db.rpc('is_session_open'))
}
