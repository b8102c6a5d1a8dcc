import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'

const copy = z.record(z.string(), z.unknown())

/** Gives the caller's account the guest orders with its proven address. Returns how many. */
export async function joinOrders(db: Db): Promise<number> {
  return unwrap(await db.rpc('join_orders'))
}

/** A copy of everything that the shop has about the caller. @throws ShopError conflict for a visit of the demo */
export async function copyMyData(db: Db): Promise<Record<string, unknown>> {
  return copy.parse(unwrap(await db.rpc('my_data')))
}

/** Returns true if the caller signed in a moment ago, as `deleteAccount` demands. */
export async function isSessionFresh(db: Db): Promise<boolean> {
  return unwrap(await db.rpc('is_session_fresh'))
}

/** Ends the caller's account. Its orders stay, without it. @throws ShopError conflict (staff, a visit, a session that is not fresh) */
export async function deleteAccount(db: Db): Promise<void> {
  unwrap(await db.rpc('delete_account'))
}
