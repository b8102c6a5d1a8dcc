import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { parseEnv } from '#lib/env.ts'
import { mintTokens, parseKey, type SigningKey } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import type { Accounts } from '#scripts/deploy/accounts.ts'
import type { Deployment } from '#scripts/deploy/step.ts'
import { askFor, bearer } from '#scripts/doctor/ask.ts'

const keyPair = z.object({ current: z.string(), next: z.string() })
const optional = [
  'PACE_MINUTES',
  'DEMO_VISITS',
  'CHAT_BASE_URL',
  'CHAT_API_KEY',
  'AI_GATEWAY_API_KEY',
  'CHAT_MODEL',
] as const

/** The key that signs the tokens. @throws Error when the file is missing or holds no key */
export const readSigningKey = ({ SIGNING_KEY_FILE: file }: Accounts): SigningKey => parseKey(readFileSync(file, 'utf8'))

/** The signing keys of the queue's account. */
export const readQueueKeys = ({ QSTASH_URL, QSTASH_TOKEN }: Accounts) =>
  askFor(keyPair, `${QSTASH_URL}/v2/keys`, { headers: bearer(QSTASH_TOKEN) })

/**
 * The environment of the store in production, with new tokens.
 * @throws Error when there is no webhook endpoint yet, or when a store would not start with this environment
 */
export async function storeEnvironment({ accounts, state }: Deployment): Promise<Record<string, string>> {
  const { current, next } = await readQueueKeys(accounts)
  const { STRIPE_WEBHOOK_SECRET } = state.values
  if (!STRIPE_WEBHOOK_SECRET) throw new Error('The webhook endpoint comes before the variables.')
  const told = optional.flatMap((name) => (accounts[name] ? [[name, accounts[name]]] : []))
  const environment = {
    SITE_URL: accounts.SITE_URL,
    SUPABASE_URL: accounts.SUPABASE_URL,
    SUPABASE_PUBLISHABLE_KEY: accounts.SUPABASE_PUBLISHABLE_KEY,
    SUPABASE_ROLE_TOKENS: JSON.stringify(mintTokens(readSigningKey(accounts), roles)),
    SEAL_SECRET: state.secret('SEAL_SECRET'),
    QSTASH_URL: accounts.QSTASH_URL,
    QSTASH_TOKEN: accounts.QSTASH_TOKEN,
    QSTASH_CURRENT_SIGNING_KEY: current,
    QSTASH_NEXT_SIGNING_KEY: next,
    STRIPE_API_URL: accounts.STRIPE_API_URL,
    STRIPE_SECRET_KEY: accounts.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET,
    RESEND_BASE_URL: accounts.RESEND_BASE_URL,
    RESEND_API_KEY: accounts.RESEND_API_KEY,
    STORAGE_WEBHOOK_SECRET: state.secret('STORAGE_WEBHOOK_SECRET'),
    CRON_SECRET: state.secret('CRON_SECRET'),
    OWNER_EMAIL: accounts.OWNER_EMAIL,
    ...Object.fromEntries(told),
  }
  parseEnv(environment)
  return environment
}
