import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { isLoopback, readEnv } from '#lib/env.ts'
import { mintTokens } from '#local/mint.ts'
import { storeRuns } from '#local/one-store.ts'
import { type choosePorts, storeEnvironment } from '#local/settings.ts'
import type { Place } from '#scripts/doctor/check.ts'
import { shop } from '#shop.config.ts'
import { shopSettings } from '#supabase/seed/settings.ts'

type Values = Place['values']
const domainOf = (address: string) => address.replace(/^.*@/, '')
const project = join(import.meta.dirname, '..', '..')

/**
 * The environment to examine: that of this process, or without SITE_URL that of the store on this machine.
 * @param directory the data directory of the store on this machine
 * @throws Error when there is neither
 */
export async function readValues(own: Values, directory: string): Promise<Values> {
  if (own.SITE_URL) return own
  const urls = join(directory, 'urls.json')
  if (!storeRuns(directory)) {
    throw new Error(
      'SITE_URL is not set, and no store runs on this machine: start one with `npm start`, or see .env.example.',
    )
  }
  const { database } = JSON.parse(readFileSync(urls, 'utf8')) as { database: string }
  const ports = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8')) as Awaited<
    ReturnType<typeof choosePorts>
  >
  return {
    ...storeEnvironment(ports, { mailDomain: domainOf(shop.mail.sender) }),
    ...(await mintTokens(directory)),
    SUPABASE_DATABASE_URL: database,
  }
}

/** The store that the checks examine. @throws Error naming every variable that is missing or malformed */
export function openPlace(values: Values): Place & { close(): Promise<void> } {
  const env = readEnv(values)
  const { SUPABASE_DATABASE_URL: address } = values
  const sql = address ? postgres(address, { max: 4, prepare: false, onnotice: () => {} }) : null
  return {
    values,
    env,
    sql,
    project,
    isPublic: !isLoopback(env.SITE_URL),
    addresses: listAddresses(),
    settings: shopSettings,
    mailDomain: domainOf(shop.mail.sender),
    seller: shop.seller,
    now: Date.now(),
    close: async () => sql?.end({ timeout: 5 }),
  }
}

/** The addresses of this machine in its network. */
function listAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return all.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address)
}
