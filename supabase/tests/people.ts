import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'

/** The connections of a test: the superuser's, and clients with a token. */
export type Database = { sql: Sql; signIn(role: string, claims?: Record<string, unknown>): SupabaseClient }

export type Person = { id: string; email: string; db: SupabaseClient }

/** A signed-in user with an account; on the staff when `role` is given. */
export async function addPerson(database: Database, role?: 'owner' | 'editor' | 'viewer'): Promise<Person> {
  const { sql } = database
  const id = randomUUID()
  const email = `${role ?? 'shopper'}.${id.slice(0, 8)}@example.com`
  await sql`insert into auth.users (id, email, email_confirmed_at) values (${id}, ${email}, now())`
  if (role) await sql`insert into staff (user_id, role, name) values (${id}, ${role}, ${`The ${role}`})`
  return { id, email, db: database.signIn('authenticated', { sub: id }) }
}
