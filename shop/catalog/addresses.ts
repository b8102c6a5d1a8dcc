import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'

export type AddressKind = 'products' | 'categories' | 'collections'

const addresses = z.record(z.string(), z.string())

/** Slugs with what is there today: a slug in use leads to itself, and one that was given up leads to its successor. */
export type Addresses = Readonly<z.infer<typeof addresses>>

/** Returns the slugs of a bucket that lead to something. */
export async function listAddresses(db: Db, kind: AddressKind, bucket: string): Promise<Addresses> {
  return addresses.parse(unwrap(await db.rpc('catalog_addresses', { kind, bucket })))
}

/** Returns those of these slugs that lead to something. @param slugs at most a few hundred */
export async function findAddresses(db: Db, kind: AddressKind, slugs: readonly string[]): Promise<Addresses> {
  return addresses.parse(unwrap(await db.rpc('catalog_addresses', { kind, slugs: [...slugs] })))
}
