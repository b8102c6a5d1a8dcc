import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { sign } from '#local/queue/signature.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { shop } from '#shop.config.ts'

const roleTokens = JSON.stringify(mintTokens(signingKey, roles))

/** An environment for tests with the local secrets. An address that a test does not give has no server. */
export function testEnvironment(addresses: { database?: string; queue?: string; payments?: string; mail?: string }) {
  const noServer = 'http://127.0.0.1:9'
  return {
    SITE_URL: 'http://localhost:3000',
    SUPABASE_URL: addresses.database ?? noServer,
    SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_local',
    SUPABASE_ROLE_TOKENS: roleTokens,
    SEAL_SECRET: 'local-seal-secret-with-at-least-32-characters',
    QSTASH_URL: addresses.queue ?? noServer,
    QSTASH_TOKEN: 'qstash_token_local',
    QSTASH_CURRENT_SIGNING_KEY: 'sig_current_local',
    QSTASH_NEXT_SIGNING_KEY: 'sig_next_local',
    STRIPE_API_URL: addresses.payments ?? noServer,
    STRIPE_SECRET_KEY: 'sk_test_local',
    STRIPE_WEBHOOK_SECRET: 'whsec_local_for_tests',
    RESEND_BASE_URL: addresses.mail ?? noServer,
    RESEND_API_KEY: 're_local_for_tests',
    OWNER_EMAIL: 'owner@example.com',
    STORAGE_WEBHOOK_SECRET: 'local-storage-webhook-secret',
    CRON_SECRET: 'local-cron-secret-for-tests',
  }
}
/** The only domain that a mail service takes mails of the shop from. */
export const mailDomain = shop.mail.sender.replace(/^.*@/, '')

export type TestEnvironment = ReturnType<typeof testEnvironment>

export const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01'

type Call = { body?: BodyInit | null; headers?: Record<string, string>; method?: string }

/** A request to a function of the store. */
export function callOf(name: string, { body = null, headers = {}, method = 'POST' }: Call = {}): Request {
  const options = { method, headers, body: method === 'GET' ? null : body, duplex: 'half' }
  return new Request(`http://localhost:3000/api/${name}`, options as RequestInit)
}

/** A signed delivery of a job, as the queue makes it. @param site the store's SITE_URL */
export function deliveryOf(name: string, key: string, input: unknown, site = testEnvironment({}).SITE_URL): Request {
  const body = JSON.stringify({ key, input })
  const { QSTASH_CURRENT_SIGNING_KEY: secret } = testEnvironment({})
  const signature = sign(secret, `${site}/api/${name}`, Buffer.from(body), Date.now())
  return callOf(name, { body, headers: { 'upstash-signature': signature } })
}

/** The JSON lines of a mocked console. Other lines are skipped, because the local Supabase prints some. */
export function readLines(calls: unknown[][]): Record<string, unknown>[] {
  const texts = calls.map(([line]) => String(line)).filter((line) => line.startsWith('{'))
  return texts.map((line) => JSON.parse(line) as Record<string, unknown>)
}
