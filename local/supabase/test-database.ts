import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { startPostgres } from '#local/postgres.ts'
import type { Mail } from '#local/supabase/auth-links.ts'
import { openDatabase } from '#local/supabase/database.ts'
import { startSupabase } from '#local/supabase/server.ts'
import { createSigningKeys, type SigningKeys } from '#local/supabase/signing-keys.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { findTemplate } from '#local/supabase/test-template.ts'

/** What the services of a test sign with for each other, and storage its URLs. */
export const internalSecret = 'local-internal-secret'

export const testKeys = {
  publishableKey: 'sb_publishable_local',
  secretKey: 'sb_secret_local',
}

/** The settings of a test's shop. Without an address and a secret, its database calls no function. */
export const testSettings = {
  time_zone: 'Europe/Amsterdam',
  currency: 'eur',
  order_prefix: 'NL',
  parcel_step_seconds: 120,
  parcel_amount: 900,
  parcel_free_from_amount: 15_000,
  return_days: 30,
  cart_days: 30,
  question_days: 90,
  visit_hours: 2,
  vat_rate: 21,
  vat_rates: {},
  countries: ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT', 'SE'],
}

export type TestDatabase = {
  databaseUrl: string
  /** Of Supabase's REST, auth and storage servers. */
  url: string
  /** Speaks to Postgres as the superuser. */
  sql: Sql
  /** What the auth server has sent so far. */
  mails: Mail[]
  /** The keys of the auth server. */
  signingKeys: SigningKeys
  /** A client with a token of this Postgres role; `anon` has none. Claims such as `sub` (a user's id) go into the token. */
  signIn(role: string, claims?: Record<string, unknown>): SupabaseClient
  close(): Promise<void>
}

const projectMigrations = join(import.meta.dirname, '..', '..', 'supabase', 'migrations')

/**
 * A fresh Postgres with Supabase over it, in a temporary directory, for one test file; the shop in it has `testSettings`.
 * @param migration SQL to apply in place of the project's own migrations
 */
export async function startTestDatabase(migration?: string): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-database-'))
  const own = migration === undefined ? undefined : writeMigration(directory, migration)
  const template = await findTemplate(own ? undefined : projectMigrations)
  const postgres = await startPostgres({ directory, durable: false, template })
  const mails: Mail[] = []
  const signingKeys = createSigningKeys([signingKey])
  const supabase = await startSupabase({
    ...testKeys,
    signingKeys,
    internalSecret,
    databaseUrl: postgres.url,
    storageDirectory: join(directory, 'storage'),
    migrationsDirectory: own ?? projectMigrations,
    siteUrl: 'http://localhost:3000',
    sendMail: (mail) => void mails.push(mail),
  }).catch(async (error: unknown) => {
    await postgres.close()
    throw error
  })
  const sql = openDatabase(postgres.url, 4)
  if (!own) await sql`select configure(${sql.json(testSettings)})`
  return {
    databaseUrl: postgres.url,
    url: supabase.url,
    sql,
    mails,
    signingKeys,
    signIn: (role, claims) => signIn(supabase.url, signingKeys, role, claims),
    async close() {
      await sql.end({ timeout: 5 })
      await supabase.close()
      await postgres.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function writeMigration(directory: string, migration: string): string {
  const migrations = join(directory, 'migrations')
  mkdirSync(migrations)
  writeFileSync(join(migrations, '20260101000000_test.sql'), migration)
  return migrations
}

function signIn(url: string, keys: SigningKeys, role: string, claims: Record<string, unknown> = {}): SupabaseClient {
  const expires = Math.floor(Date.now() / 1000) + 300
  const token = keys.sign({ role, exp: expires, ...claims })
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  return createClient(
    url,
    testKeys.publishableKey,
    role === 'anon' ? { auth } : { auth, accessToken: async () => token },
  )
}
