import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LocalShop } from '#local/shop.ts'

/** The local services and the ports they like best. */
const preferred = { store: 3000, supabase: 54321, postgres: 54322, queue: 8080, payments: 12111, mail: 8025 }
export type Service = keyof typeof preferred
export type Ports = Record<Service, number>

/**
 * A port for each service: the one it had last time, or likes best, or the next free one. Remembered in `directory`, so
 * that addresses in built pages and in mails stay good.
 * @param store moves the store; an error when somebody else has it
 */
export async function choosePorts(directory: string, store?: number): Promise<Ports> {
  const file = join(directory, 'ports.json')
  const remembered = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Ports>) : {}
  const ports = {} as Ports
  const taken = new Set<number>()
  for (const service of Object.keys(preferred) as Service[]) {
    const moved = service === 'store' ? store : undefined
    if (moved !== undefined && !(await isFree(moved)))
      throw new Error(`Port ${moved} is in use. Choose another with PORT=…`)
    let port = moved ?? remembered[service] ?? preferred[service]
    // Right after a kill, what held the port is still ending; addresses in mails and payment sessions must stay good.
    const patience = Date.now() + (service === 'postgres' || !remembered[service] ? 0 : 5000)
    while (Date.now() < patience && !(await isFree(port))) await pause(100)
    while (taken.has(port) || !(await isFree(port))) port += 1
    taken.add(port)
    ports[service] = port
  }
  mkdirSync(directory, { recursive: true })
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`)
  return ports
}

function isFree(port: number): Promise<boolean> {
  const listens = (host?: string) =>
    new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen({ port, ...(host ? { host } : {}), exclusive: true }, () => probe.close(() => resolve(true)))
    })
  return listens('127.0.0.1').then((free) => free && listens())
}

/** The keys of the local services. All are public, all contain `local`, and a public store refuses them. */
export const keys = {
  supabasePublishable: 'sb_publishable_local',
  supabaseSecret: 'sb_secret_local',
  seal: 'local-seal-secret-with-at-least-32-characters',
  qstashToken: 'local-qstash-token',
  qstashCurrent: 'sig_local_current',
  qstashNext: 'sig_local_next',
  stripe: 'sk_test_local',
  stripeWebhook: 'whsec_local',
  resend: 're_local_key',
  storageWebhook: 'local-storage-webhook-secret',
  cron: 'local-cron-secret',
}

/** The password of the accounts that the seed makes here. */
export const staffPassword = 'off-until-something-moves'

/**
 * The environment of the store, as a host in the cloud would set it; the tokens of its roles are minted (local/mint.ts). The
 * addresses of staff are those of the accounts that the seed makes: the viewer is the demo's visitor.
 */
export function storeEnvironment(ports: Ports, { mailDomain }: Pick<LocalShop, 'mailDomain'>): Record<string, string> {
  const at = (service: Service) => `http://127.0.0.1:${ports[service]}`
  return {
    PORT: String(ports.store),
    SITE_URL: `http://localhost:${ports.store}`,
    SUPABASE_URL: at('supabase'),
    SUPABASE_PUBLISHABLE_KEY: keys.supabasePublishable,
    SEAL_SECRET: keys.seal,
    QSTASH_URL: at('queue'),
    QSTASH_TOKEN: keys.qstashToken,
    QSTASH_CURRENT_SIGNING_KEY: keys.qstashCurrent,
    QSTASH_NEXT_SIGNING_KEY: keys.qstashNext,
    STRIPE_API_URL: at('payments'),
    STRIPE_SECRET_KEY: keys.stripe,
    STRIPE_WEBHOOK_SECRET: keys.stripeWebhook,
    RESEND_BASE_URL: at('mail'),
    RESEND_API_KEY: keys.resend,
    STORAGE_WEBHOOK_SECRET: keys.storageWebhook,
    CRON_SECRET: keys.cron,
    OWNER_EMAIL: `owner@${mailDomain}`,
    DEMO_VISITOR_EMAIL: `viewer@${mailDomain}`,
    DEMO_VISITOR_PASSWORD: staffPassword,
    ...privateEnvironment(),
  }
}

/** Nothing here reports home, and Next's server actions keep their key from one build to the next. */
export function privateEnvironment(): Record<string, string> {
  return { NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
}

/** Where the auth server keeps the private keys that it signs with. */
export function signingKeysFile(directory: string): string {
  return join(directory, 'signing-keys.json')
}

/** Random bytes that stay the same for this data directory, base64. */
export function rememberedKey(directory: string, name: string, bytes = 32): string {
  const file = join(directory, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(bytes).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
