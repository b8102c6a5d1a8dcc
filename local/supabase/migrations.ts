import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'

/**
 * Applies `<version>_<name>.sql` files in order, each in one transaction with its record in
 * `supabase_migrations.schema_migrations`, which is where the Supabase CLI keeps it.
 * @throws at the first file that fails, naming file, line and the error of Postgres; the files before it stay applied
 */
export async function applyMigrations(sql: Sql, directory: string): Promise<string[]> {
  const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`
  const done = new Set(rows.map((row) => row.version))
  const pending = listMigrations(directory).filter((migration) => !done.has(migration.version))
  for (const migration of pending) await apply(sql, join(directory, migration.file), migration)
  return pending.map((migration) => migration.file)
}

type Migration = { file: string; version: string; name: string }

function listMigrations(directory: string): Migration[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .sort()
    .flatMap((file) => {
      const match = /^(\d+)_(.+)\.sql$/.exec(file)
      return match?.[1] && match[2] ? [{ file, version: match[1], name: match[2] }] : []
    })
}

async function apply(sql: Sql, path: string, { version, name }: Migration): Promise<void> {
  const text = readFileSync(path, 'utf8')
  await sql.begin(async (transaction) => {
    try {
      await transaction.unsafe(text).simple()
    } catch (error) {
      throw new Error(describeFailure(path, text, error), { cause: error })
    }
    await transaction`insert into supabase_migrations.schema_migrations ${transaction({ version, name, statements: [text] })}`
  })
}

type DatabaseFailure = {
  message: string
  code?: string
  position?: string
  detail?: string
  hint?: string
  where?: string
}

function describeFailure(path: string, text: string, error: unknown): string {
  const { message, code, position, detail, hint, where } = error as DatabaseFailure
  const line = position ? `:${text.slice(0, Number(position)).split('\n').length}` : ''
  const rest = [detail, hint, where].filter(Boolean).map((part) => `\n  ${part}`)
  return `${path}${line}: ${message}${code ? ` (${code})` : ''}${rest.join('')}`
}
