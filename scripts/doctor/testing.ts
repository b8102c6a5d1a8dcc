import { createClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { mintTokens } from '#lib/mint-tokens.ts'
import { publishedPasswords } from '#lib/published-passwords.ts'
import { roles } from '#lib/roles.ts'
import { listen } from '#local/listen.ts'
import { startMail } from '#local/mail/server.ts'
import { startPayments } from '#local/payments/server.ts'
import { apiVersion } from '#local/payments/versions.ts'
import { startQueue } from '#local/queue/server.ts'
import { keys } from '#local/settings.ts'
import { asOwner } from '#local/supabase/database.ts'
import { startTestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import type { Place } from '#scripts/doctor/check.ts'
import { shop } from '#shop.config.ts'
import { shopSettings } from '#supabase/seed/settings.ts'

/** The domain of the store's mails and the seeded accounts. */
export const mailDomain = shop.mail.sender.replace(/^.*@/, '')

/** A store without faults, with the means to break it. */
export type Patient = {
  values: Record<string, string>
  /** a connection as the superuser */
  sql: Sql
  close(): Promise<void>
}

const health = { status: 'ok', parts: { database: 'up', payments: 'up' }, checkedAt: '2026-11-29T12:00:00Z' }

/** Answers the doctor's requests as the store does. */
function answerAsStore(request: Request): Response {
  const { pathname } = new URL(request.url)
  if (pathname === '/api/health') return Response.json(health)
  const known = request.headers.get('authorization') === `Bearer ${keys.cron}`
  return new Response(null, { status: known ? 200 : 401 })
}

/** Starts the local services and a server that answers as the store, with an environment that fits them. */
export async function startPatient(): Promise<Patient> {
  const database = await startTestDatabase()
  const store = await listen(answerAsStore)
  const queueKeys = { token: keys.qstashToken, currentKey: keys.qstashCurrent, nextKey: keys.qstashNext }
  const queue = await startQueue({ port: 0, file: ':memory:', ...queueKeys })
  const webhook = { url: `${store.url}/api/stripe-webhook`, secret: keys.stripeWebhook, apiVersion }
  const payments = await startPayments({ port: 0, file: ':memory:', secretKey: keys.stripe, webhook })
  const mail = await startMail({ port: 0, file: ':memory:', apiKey: keys.resend, domains: [mailDomain] })
  const settings = { ...shopSettings, site_url: store.url, webhook_secret: keys.storageWebhook }
  await database.sql`select configure(${database.sql.json(settings)})`
  const owner = createClient(database.url, testKeys.secretKey, { auth: { persistSession: false } })
  const account = { email: `owner@${mailDomain}`, password: publishedPasswords[0] ?? '', email_confirm: true }
  await owner.auth.admin.createUser(account)
  await owner.rpc('appoint_staff', { email: account.email, role: 'owner', name: 'owner' })
  return {
    sql: database.sql,
    values: {
      SITE_URL: store.url,
      SUPABASE_URL: database.url,
      SUPABASE_DATABASE_URL: asOwner(database.databaseUrl),
      SUPABASE_PUBLISHABLE_KEY: keys.supabasePublishable,
      SUPABASE_ROLE_TOKENS: JSON.stringify(mintTokens(signingKey, roles)),
      SEAL_SECRET: keys.seal,
      QSTASH_URL: queue.url,
      QSTASH_TOKEN: keys.qstashToken,
      QSTASH_CURRENT_SIGNING_KEY: keys.qstashCurrent,
      QSTASH_NEXT_SIGNING_KEY: keys.qstashNext,
      STRIPE_API_URL: payments.url,
      STRIPE_SECRET_KEY: keys.stripe,
      STRIPE_WEBHOOK_SECRET: keys.stripeWebhook,
      RESEND_BASE_URL: mail.url,
      RESEND_API_KEY: keys.resend,
      STORAGE_WEBHOOK_SECRET: keys.storageWebhook,
      CRON_SECRET: keys.cron,
      OWNER_EMAIL: `owner@${mailDomain}`,
      DEMO_VISITS: 'on',
    },
    async close() {
      for (const service of [store, queue, payments, mail, database]) await service.close()
    },
  }
}

/** The effect of a mistake on the examined place, and how to undo it. */
export type Broken = {
  values?: Record<string, string | undefined>
  place?: Partial<Place>
  undo?(): Promise<unknown>
}
/** One mistake for a check: how to make it, and a part of the doctor's sentence about it. */
export type Mistake = {
  check: string
  says: string
  /** `note` when it harms nobody */
  kind?: 'note'
  make(patient: Patient): Broken | Promise<Broken>
}

/** Changes the database, and restores it afterwards. */
export const statements =
  (wrong: string, right: string) =>
  async ({ sql }: Patient) => {
    await sql.unsafe(wrong)
    return { undo: () => sql.unsafe(right) }
  }

/** Serves these answers by path, in a vendor's shape, instead of a service. @param name the variable with its address */
export async function instead(name: string, answers: Record<string, () => Response>): Promise<Broken> {
  const server = await listen(
    ({ url }) => answers[new URL(url).pathname]?.() ?? Response.json({ message: 'not found' }, { status: 404 }),
  )
  return { values: { [name]: server.url }, undo: server.close }
}
