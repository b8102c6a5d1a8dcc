import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { StaffMember, StaffRole } from '#shop/accounts/types.ts'

/** From the most to the least that one may do. */
export const staffRoles = ['owner', 'editor', 'viewer'] as const

const role = z.enum(staffRoles)

/** Everybody on the staff, in the order of their names. Empty for who is not one of them. */
export async function listStaff(db: Db): Promise<StaffMember[]> {
  const rows = unwrap(await db.from('staff').select('user_id, name, role, created_at').order('name'))
  return rows.map((row) => ({ id: row.user_id, name: row.name, role: role.parse(row.role), since: row.created_at }))
}

/** Appoints whoever has an account with this address. @throws ShopError forbidden, not_found */
export async function appointStaff(db: Db, email: string, name: string, as: StaffRole): Promise<void> {
  unwrap(await db.rpc('appoint_staff', { email, name, role: as }))
}

/** Gives a member of staff another role. @throws ShopError forbidden to all but another owner */
export async function changeRole(db: Db, userId: string, to: StaffRole): Promise<StaffMember> {
  const answer = await db
    .from('staff')
    .update({ role: to })
    .eq('user_id', userId)
    .select('user_id, name, role, created_at')
  return oneChanged(unwrap(answer))
}

/** Takes somebody off the staff; the account stays. @throws ShopError forbidden to all but another owner */
export async function dismissStaff(db: Db, userId: string): Promise<StaffMember> {
  return oneChanged(
    unwrap(await db.from('staff').delete().eq('user_id', userId).select('user_id, name, role, created_at')),
  )
}

/** Row level security hides what one may not change, so a change of nothing is a refusal. */
function oneChanged(rows: { user_id: string; name: string; role: string; created_at: string }[]): StaffMember {
  const row = rows[0]
  if (!row)
    throw new ShopError('forbidden', 'Only an owner changes the staff, and nobody changes their own place in it.')
  return { id: row.user_id, name: row.name, role: role.parse(row.role), since: row.created_at }
}
