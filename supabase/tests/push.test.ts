import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPostgres, startPostgres } from '#local/postgres.ts'
import { asOwner } from '#local/supabase/database.ts'
import { runSupabase } from '#local/supabase/supabase-command.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { findTemplate } from '#local/supabase/test-template.ts'
import { findTool, noticeOf } from '#local/tools.ts'

const project = join(import.meta.dirname, '..', '..')

const here = findTool('supabase') !== null
if (!here) process.stderr.write(`SKIPPED: ${noticeOf('supabase')}\n`)

let ours: TestDatabase
let hosted: RunningPostgres
let sql: Sql
let directory = ''
let workdir = ''

beforeAll(async () => {
  if (!here) return
  directory = mkdtempSync(join(tmpdir(), 'nightlight-push-'))
  workdir = mkdtempSync(join(tmpdir(), 'nightlight-push-project-'))
  ours = await startTestDatabase()
  hosted = await startPostgres({ directory, durable: false, template: await findTemplate() })
  sql = postgres(hosted.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  if (!here) return
  await sql.end()
  await hosted.close()
  await ours.close()
  for (const path of [directory, workdir]) rmSync(path, { recursive: true, force: true })
})

/** Runs the command of docs/deploy.md in a copy of the project's folder, because the CLI writes files beside its input. */
async function push(): Promise<string> {
  for (const part of ['config.toml', 'migrations', 'templates'])
    cpSync(join(project, 'supabase', part), join(workdir, 'supabase', part), { recursive: true })
  const parameters = ['db', 'push', `--remote=${asOwner(hosted.url)}`, '--yes', '--workdir', workdir]
  const { stdout, stderr } = await runSupabase(parameters, { SITE_URL: 'http://localhost:3000' })
  return stdout + stderr
}

/** Describes everything that migrations can create, one line each. */
async function describeDatabase(database: Sql): Promise<string[]> {
  const rows = await database<{ line: string }[]>`
    with own as (select oid, nspname from pg_namespace where nspname in ('public', 'private'))
    select format('function %s %s %s %s %s', p.oid::regprocedure, md5(p.prosrc), p.prosecdef, p.proconfig, p.proacl) as line
      from pg_proc p join own on own.oid = p.pronamespace
    union all select format('relation %s.%s %s %s %s %s', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, relacl)
      from pg_class c join own on own.oid = c.relnamespace
    union all select format('column %s.%s %s %s %s %s', a.attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attacl,
        pg_get_expr(adbin, adrelid))
      from pg_attribute a join pg_class c on c.oid = a.attrelid join own on own.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attnum > 0 and not attisdropped
    union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace in (select oid from own)
    union all select format('index %s', pg_get_indexdef(indexrelid)) from pg_index
      join pg_class c on c.oid = indexrelid where c.relnamespace in (select oid from own)
    union all select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
    union all select format('policy %s %s %s %s %s %s', schemaname, tablename, policyname, cmd, roles, concat(qual, with_check)) from pg_policies
    union all select format('role %s %s %s', rolname, rolbypassrls, rolconfig) from pg_roles
    union all select format('membership %s %s', roleid::regrole, member::regrole) from pg_auth_members
    union all select format('extension %s', extname) from pg_extension
    union all select format('bucket %s %s %s %s', id, public, file_size_limit, allowed_mime_types) from storage.buckets
    union all select format('default %s %s %s', defaclrole::regrole, defaclobjtype, defaclacl) from pg_default_acl
    union all select format('migration %s %s', version, name) from supabase_migrations.schema_migrations
    order by 1`
  return rows.map(({ line }) => line)
}

test.runIf(here)('supabase db push makes the same database as the tests use', { timeout: 120_000 }, async () => {
  await push()
  const [pushed, applied] = await Promise.all([describeDatabase(sql), describeDatabase(ours.sql)])
  expect(pushed.filter((line) => !applied.includes(line))).toEqual([])
  expect(applied.filter((line) => !pushed.includes(line))).toEqual([])
  expect(pushed.length).toBeGreaterThan(1000)
  expect(await push()).toMatch(/up to date/i)
})
