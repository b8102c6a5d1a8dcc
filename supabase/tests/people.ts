import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'

/** What a test needs of a database: the superuser's connection, and clients with a token. */
export type Database = { sql: Sql; signIn(role: string, claims?: Record<string, unknown>): SupabaseClient }

export type Person = { id: string; email: string; db: SupabaseClient }

/** Somebody with an account, signed in; on the staff when there is a role. */
export async function addPerson(database: Database, role?: 'owner' | 'editor' | 'viewer'): Promise<Person> {
  const { sql } = database
  const id = randomUUID()
  const email = `${role ?? 'shopper'}.${id.slice(0, 8)}@example.com`
  await sql`insert into auth.users (id, email) values (${id}, ${email})`
  if (role) await sql`insert into staff (user_id, role, name) values (${id}, ${role}, ${`The ${role}`})`
  return { id, email, db: database.signIn('authenticated', { sub: id }) }
}
