import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { reservePort, whyTaken } from '#local/free-port.ts'
import type { LocalShop } from '#local/shop.ts'
import { writeWhole } from '#local/write-file.ts'

/** The local services and their default ports. */
const preferred = {
  store: 3000,
  supabase: 54321,
  postgres: 54322,
  queue: 8080,
  payments: 12111,
  mail: 8025,
  chaos: 8099,
}
export type Service = keyof typeof preferred
export type Ports = Record<Service, number>

/** Milliseconds to wait for ports that a killed store may hold for a moment. */
const patience = 5000

/**
 * Chooses a port for each service: the port of the last start, else the default, else the next free one. It reserves them until
 * this process ends, and stores them in `directory`, so that addresses in built pages and in mails stay valid.
 * @param store the port of the store; it is an error when another program uses it
 */
export async function choosePorts(directory: string, store?: number): Promise<Ports> {
  const file = join(directory, 'ports.json')
  const remembered = readPorts(file)
  const ports = {} as Ports
  const deadline = Date.now() + patience
  if (store !== undefined) await demandPort(store)
  for (const service of Object.keys(preferred) as Service[]) {
    const moved = service === 'store' ? store : undefined
    // Mails and payment sessions contain the remembered port. The port of Postgres is in no address that anybody keeps.
    const until = service === 'postgres' || !remembered[service] ? 0 : deadline
    ports[service] = moved ?? (await findPort(remembered[service] ?? preferred[service], until))
  }
  mkdirSync(directory, { recursive: true })
  writeWhole(file, `${JSON.stringify(ports, null, 2)}\n`)
  return ports
}

/** @throws Error when something else has the port */
async function demandPort(port: number): Promise<void> {
  const release = reservePort(port)
  const reason = release ? await whyTaken(port) : 'EADDRINUSE'
  if (reason === null) return
  release?.()
  const what = reason === 'EADDRINUSE' ? `Port ${port} is in use.` : `This user may not use port ${port} (${reason}).`
  throw new Error(`${what} Choose another with PORT=…`)
}

/** Reserves a port, or the next one that is free. @param until when to stop waiting for the first, in milliseconds since 1970 */
async function findPort(first: number, until: number): Promise<number> {
  for (let port = first; port < 65_536; port += 1) {
    const release = reservePort(port)
    if (!release) continue
    let reason = await whyTaken(port)
    for (; reason !== null && port === first && Date.now() < until; reason = await whyTaken(port)) await pause(100)
    if (reason === null) return port
    release()
  }
  throw new Error(`No port above ${first} is free.`)
}

/** The ports of the last start. A file that is no JSON counts as none. */
function readPorts(file: string): Partial<Ports> {
  if (!existsSync(file)) return {}
  try {
    const ports: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Object.fromEntries(Object.entries(ports ?? {}).filter(([, port]) => Number.isInteger(port)))
  } catch {
    return {}
  }
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
  chaos: 'local-chaos-secret',
}

/**
 * The environment of the store, as a host in the cloud sets it, without the role tokens (see local/mint.ts). The staff
 * addresses are those of the seed's accounts.
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
    DEMO_VISITS: 'on',
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

/** The file with the password of the staff accounts that the seed makes. */
export const staffPasswordFile = (directory: string) => join(directory, 'staff-password')

/** The password of those accounts: made once for this data directory, and for nobody else. */
export function staffPassword(directory: string): string {
  return rememberedKey(directory, 'staff-password', 15)
}

/** Random bytes in base64 that are made once for this data directory. */
export function rememberedKey(directory: string, name: string, bytes = 32): string {
  const file = join(directory, name)
  if (!existsSync(file)) writeWhole(file, randomBytes(bytes).toString('base64'), 0o600)
  return readFileSync(file, 'utf8')
}
