// Gives a fresh demo a past: `node supabase/seed/past.ts` with DATABASE_URL, after seed.ts, for a database on this machine. The SQL is in
// supabase/seed/past; docs/decisions/0053 says what a generated row is.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import postgres, { type Sql } from 'postgres'

const folder = join(import.meta.dirname, 'past')

/**
 * Writes ninety days of orders, runs, reports and incidents that end when the catalogue was made: the same in every store but for the keys
 * of orders. Changes nothing in a store that has a past, an order or no lamp.
 * @param sql speaks as the superuser: triggers and foreign keys are off while it writes, so that nothing is announced, called or mailed
 * @returns whether it wrote
 */
export async function writePast(sql: Sql): Promise<boolean> {
  const [state] = await sql<{ fresh: boolean }[]>`
    select exists (select from products) and not exists (select from orders) and public.past_until() is null as fresh`
  if (!state?.fresh) return false
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await transaction`set local timezone = 'UTC'`
    for (const file of readdirSync(folder).toSorted())
      await transaction.unsafe(readFileSync(join(folder, file), 'utf8')).simple()
  })
  return true
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is missing.')
  // A past is for a demo on this machine: no store that sells gets one.
  if (!['127.0.0.1', 'localhost'].includes(new URL(url).hostname))
    throw new Error('A past is for a database on this machine.')
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await writePast(sql)
  } finally {
    await sql.end()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    process.stderr.write(`The past was not written: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
