import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { roles } from '#lib/roles.ts'
import { supabaseCli } from '#local/tools.ts'
import { type Check, when } from '#scripts/doctor/check.ts'

/** Checks as the owner of the database: the migrations, and changes made by hand. */
export const databaseChecks: Check[] = [
  {
    name: 'no-pg-net',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select from pg_extension where extname = 'pg_net'`
      return when(
        rows.length === 0,
        'The database has no pg_net, so uploads wake nobody; run `create extension pg_net`.',
      )
    },
  },
  {
    name: 'migrations-behind',
    needs: 'database',
    run: async ({ sql, project }) => {
      const files = readdirSync(join(project, 'supabase', 'migrations')).filter((file) => file.endsWith('.sql'))
      const [state] = await sql`select to_regclass('supabase_migrations.schema_migrations') is not null as kept`
      const rows = state?.kept ? await sql`select version from supabase_migrations.schema_migrations` : []
      const applied = new Set(rows.map(({ version }) => String(version)))
      const missing = files.filter((file) => !applied.has(file.split('_')[0] ?? ''))
      return when(missing.length > 0, `The database lacks ${missing.join(', ')}; run \`npx ${supabaseCli} db push\`.`)
    },
  },
  {
    name: 'rows-unprotected',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select c.oid::regclass::text as name from pg_class c
        where c.relnamespace in (to_regnamespace('public'), to_regnamespace('private')) and c.relkind in ('r', 'p')
          and not c.relrowsecurity order by 1`
      return rows.map(
        ({ name }) =>
          `The table ${name} has no row level security; run \`alter table ${name} enable row level security\`.`,
      )
    },
  },
  {
    name: 'policy-always-true',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select policyname, schemaname || '.' || tablename as name from pg_policies
        where schemaname in ('public', 'private', 'storage') and cmd <> 'SELECT'
          and roles && array['public', 'anon', 'authenticated']::name[]
          and coalesce(with_check, qual, 'true') = 'true' order by 1`
      return rows.map(
        ({ policyname, name }) =>
          `The policy "${policyname}" lets everybody write to ${name}; drop it or give it a condition.`,
      )
    },
  },
  {
    name: 'function-open',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select p.oid::regprocedure::text as name from pg_proc p
        where p.pronamespace in (to_regnamespace('public'), to_regnamespace('private')) and p.prosecdef
          and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            where a.grantee = 0 and a.privilege_type = 'EXECUTE')
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`
      return rows.map(
        ({ name }) =>
          `Everybody may call ${name}, which acts as its owner; run \`revoke execute on function ${name} from public\`.`,
      )
    },
  },
  {
    name: 'role-too-strong',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select rolname from pg_roles where rolname = any (${[...roles]})
        and (rolsuper or rolbypassrls or rolcreaterole or rolcanlogin) order by 1`
      return rows.map(
        ({ rolname }) => `The role ${rolname} may log in or see past row level security; take that from it.`,
      )
    },
  },
  {
    name: 'bucket-public',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select id from storage.buckets where public and id <> 'photographs' order by 1`
      return rows.map(({ id }) => `Everybody may read the bucket ${id}; make it private.`)
    },
  },
  {
    name: 'bucket-listable',
    needs: 'database',
    run: async ({ sql }) => {
      const rows = await sql`select policyname from pg_policies where schemaname = 'storage' and tablename = 'objects'
        and cmd in ('SELECT', 'ALL') and roles && array['public', 'anon']::name[] order by 1`
      return rows.map(({ policyname }) => `The policy "${policyname}" lets everybody list files in storage; drop it.`)
    },
  },
]
