import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LocalShop } from '#local/shop.ts'

/** The local services and their default ports. */
const preferred = { store: 3000, supabase: 54321, postgres: 54322, queue: 8080, payments: 12111, mail: 8025 }
export type Service = keyof typeof preferred
export type Ports = Record<Service, number>

/**
 * Chooses a port for each service: the port of the last start, else the default, else the next free one. It stores them in
 * `directory`, so that addresses in built pages and in mails stay valid.
 * @param store the port of the store; it is an error when another program uses it
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
    // After a kill the old process may hold the port for a moment. Wait for it, because mails and payment sessions contain it.
    const waitUntil = Date.now() + (service === 'postgres' || !remembered[service] ? 0 : 5000)
    while (Date.now() < waitUntil && !(await isFree(port))) await pause(100)
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

/** The keys of the local services. They are published, all contain `local`, and a store at a public address refuses them. */
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

/** The password of the staff accounts that the local seed makes. */
export const staffPassword = 'off-until-something-moves'

/**
 * The environment of the store, as a host in the cloud sets it, without the role tokens (see local/mint.ts). The staff
 * addresses are those of the seed's accounts; the seed's viewer is the visitor of the demo.
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

/** Turns off the telemetry of the tools. */
export function privateEnvironment(): Record<string, string> {
  return { NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
}

/** The file of the auth server's private signing keys. */
export function signingKeysFile(directory: string): string {
  return join(directory, 'signing-keys.json')
}

/** Random bytes in base64 that are made once for this data directory. */
export function rememberedKey(directory: string, name: string, bytes = 32): string {
  const file = join(directory, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(bytes).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
