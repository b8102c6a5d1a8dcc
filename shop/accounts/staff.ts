import * as z from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { StaffMember, StaffRole } from '#shop/accounts/types.ts'

/** From the most rights to the fewest. */
export const staffRoles = ['owner', 'editor', 'viewer'] as const

const role = z.enum(staffRoles)

/** Lists all staff by name. A viewer gets the roles of others in place of their names, and no ids. @throws ShopError forbidden */
export async function listStaff(db: Db): Promise<StaffMember[]> {
  const rows = unwrap(await db.rpc('list_staff'))
  return rows.map((row) => ({ id: row.user_id, name: row.name, role: role.parse(row.role), since: row.created_at }))
}

/** Adds the account with this address to the staff. @throws ShopError forbidden, not_found */
export async function appointStaff(db: Db, email: string, name: string, as: StaffRole): Promise<void> {
  unwrap(await db.rpc('appoint_staff', { email, name, role: as }))
}

/** Changes the role of a member of staff. @throws ShopError forbidden unless the caller is another owner */
export async function changeRole(db: Db, userId: string, to: StaffRole): Promise<StaffMember> {
  const answer = await db
    .from('staff')
    .update({ role: to })
    .eq('user_id', userId)
    .select('user_id, name, role, created_at')
  return oneChanged(unwrap(answer))
}

/** Removes a member of staff; the account stays. @throws ShopError forbidden unless the caller is another owner */
export async function dismissStaff(db: Db, userId: string): Promise<StaffMember> {
  return oneChanged(
    unwrap(await db.from('staff').delete().eq('user_id', userId).select('user_id, name, role, created_at')),
  )
}

/** Row level security hides rows that the caller may not change, so an update of no rows means forbidden. */
function oneChanged(rows: { user_id: string; name: string; role: string; created_at: string }[]): StaffMember {
  const row = rows[0]
  if (!row)
    throw new ShopError('forbidden', 'Only an owner changes the staff, and nobody changes their own place in it.')
  return { id: row.user_id, name: row.name, role: role.parse(row.role), since: row.created_at }
}
