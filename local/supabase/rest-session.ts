import type { PostgresConnection } from '@supabase/lite/postgres'
import type { Sql } from 'postgres'
import { restCall } from '#local/supabase/rest-call.ts'

type Settings = { name: string; value: string }[]
export type RoleSettings = Awaited<ReturnType<typeof openRoleSettings>>

/**
 * What `alter role … set …` asks of the sessions of a role: its own settings over those of `authenticator`. PostgREST reads them at
 * its start and when a migration says `notify pgrst, 'reload config'`; until then a new setting has no effect.
 * Source: https://docs.postgrest.org/en/stable/references/transactions.html#impersonated-role-settings
 */
export async function openRoleSettings(sql: Sql) {
  let known = new Map<string, Settings>()
  let server = new Map<string, string>()
  const read = async () => {
    const asked = await sql<{ name: string; value: string }[]>`
      select split_part(said, '=', 1) as name, substr(said, strpos(said, '=') + 1) as value
      from pg_db_role_setting join pg_roles on pg_roles.oid = setrole, unnest(setconfig) as said
      where rolname = 'authenticator' and said like 'pgrst.%'`
    server = new Map(asked.map(({ name, value }) => [name, value]))
    const rows = await sql<{ role: string; name: string; value: string }[]>`
      select rolname as role, split_part(said, '=', 1) as name, substr(said, strpos(said, '=') + 1) as value
      from pg_db_role_setting join pg_roles on pg_roles.oid = setrole, unnest(setconfig) as said
      where setdatabase in (0, (select oid from pg_database where datname = current_database()))
        and exists (select from pg_settings where pg_settings.name = split_part(said, '=', 1) and context = 'user')
      order by setdatabase`
    known = Map.groupBy(rows, (row) => row.role)
  }
  await read()
  return {
    of: (role: string): Settings => [...(known.get('authenticator') ?? []), ...(known.get(role) ?? [])],
    /** The configuration of PostgREST itself, by its names: https://docs.postgrest.org/en/v14/references/configuration.html#in-database-configuration */
    server: () => server,
    read,
  }
}

type Values = {
  val(value: string | boolean): unknown
  fn(name: string, values: unknown[]): { as(alias: string): unknown }
}
/** A transaction of Kysely, as far as it is used here. */
type Transaction = { selectNoFrom(columns: (values: Values) => unknown[]): { execute(): Promise<unknown> } }
type Variables = { auth?: { role?: string; uid?: unknown; jwt?: object }; storage?: { operation?: string } }
type Target = { applyJwtSessionContext(transaction: Transaction, variables: Variables): Promise<void> }

/** Every transaction of the REST server begins as PostgREST's: with the caller's role, claims and settings, in one statement. */
export function beginAsCaller(connection: PostgresConnection, settings: RoleSettings): void {
  const target = connection as unknown as Target
  target.applyJwtSessionContext = async (transaction, { auth, storage }) => {
    const role = auth?.role ?? 'anon'
    const timezone = restCall.getStore()?.timezone
    const wanted: Settings = [
      { name: 'role', value: role },
      { name: 'request.jwt.claim.sub', value: String(auth?.uid ?? '') },
      { name: 'request.jwt.claim.role', value: role },
      { name: 'request.jwt.claims', value: auth?.jwt ? JSON.stringify(auth.jwt) : '' },
      { name: 'storage.operation', value: storage?.operation ?? '' },
      ...settings.of(role),
      ...(timezone ? [{ name: 'TimeZone', value: timezone }] : []),
    ]
    const query = transaction.selectNoFrom(({ fn, val }) =>
      wanted.map(({ name, value }, index) => fn('set_config', [val(name), val(value), val(true)]).as(`set_${index}`)),
    )
    await query.execute()
  }
}
