import { readFileSync } from 'node:fs'
import { getAuthSchemaSql, getStorageSchemaSql } from '@supabase/lite'
import postgres, { type Sql } from 'postgres'
import { applyMigrations } from '#local/supabase/migrations.ts'

/** A connection pool for the local services themselves. They act as the superuser, and take on another role per transaction. */
export function openDatabase(url: string, connections = 10): Sql {
  return postgres(url, { max: connections, onnotice: () => {} })
}

/**
 * The same database as role `postgres`, which owns a hosted project and is no superuser. This is what people, the Supabase CLI and
 * migrations connect with.
 */
export function asOwner(superuserUrl: string): string {
  const url = new URL(superuserUrl)
  url.username = 'postgres'
  return url.href
}

/** Makes a new database look like a hosted Supabase project, then applies the project's migrations as its owner. @param url the superuser's */
export async function prepareDatabase(url: string, migrationsDirectory: string): Promise<string[]> {
  const bootstrap = openDatabase(url, 1)
  try {
    const [state] = await bootstrap`select to_regnamespace('supabase_migrations') is not null as prepared`
    if (!state?.prepared) await bootstrap.begin((transaction) => transaction.unsafe(bootstrapSql()).simple())
  } finally {
    await bootstrap.end()
  }
  const sql = openDatabase(asOwner(url), 1)
  try {
    return await applyMigrations(sql, migrationsDirectory)
  } finally {
    await sql.end()
  }
}

function bootstrapSql(): string {
  const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  return [
    file('bootstrap.sql'),
    getAuthSchemaSql(),
    file('auth-tables.sql'),
    getStorageSchemaSql(),
    file('grants.sql'),
    file('hosted-schemas.sql'),
    file('ownership.sql'),
    file('extensions.sql').replace('/* net.sql */', () => file('net.sql')),
  ].join('\n')
}

/** The roles a token may ask for: those `authenticator` may become. A superuser is never among them. */
export async function readApiRoles(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ rolname: string }[]>`
    select role.rolname from pg_auth_members
    join pg_roles role on role.oid = roleid
    join pg_roles member on member.oid = pg_auth_members.member
    where member.rolname = 'authenticator' and not role.rolsuper`
  return new Set(rows.map((row) => row.rolname))
}
