import { Client, QstashError, Receiver } from '@upstash/qstash'
import type { Env } from '#lib/env.ts'
import { addressOf } from '#lib/function-address.ts'
import { createLog } from '#lib/log.ts'
import type { Message, Provider } from '#lib/queue-message.ts'

const log = createLog({ scope: 'queue' })

const createClient = (env: Env) =>
  new Client({
    baseUrl: env.QSTASH_URL,
    token: env.QSTASH_TOKEN,
    enableTelemetry: false,
    retry: { retries: 2, backoff: (count) => 100 * 2 ** count },
  })

type Publication = Parameters<Client['publishJSON']>[0]

/** False once the account's plan has refused our number of retries; jobs then use the plan's number. */
let planTakesRetries = true

/** Publishes a message. When the account's plan allows fewer retries, it publishes again without our number. */
async function publish(client: Client, publication: Publication, retries: number): Promise<void> {
  if (!planTakesRetries) return void (await client.publishJSON(publication))
  try {
    await client.publishJSON({ ...publication, retries })
  } catch (error) {
    if (!isAbovePlan(error)) throw error
    log.info("the queue's plan allows fewer retries", { wanted: retries })
    planTakesRetries = false
    await client.publishJSON(publication)
  }
}

/** QStash answers 412 and "quota maxRetries exceeded" when a message asks for more retries than the plan allows. */
const isAbovePlan = (error: unknown): boolean =>
  error instanceof QstashError && error.status === 412 && error.message.includes('maxRetries')

/** QStash as the queue: https://upstash.com/docs/qstash */
export function createQstash(env: Env): Provider {
  const client = createClient(env)
  return {
    mostWait: Number.POSITIVE_INFINITY,
    async send({ name, body, traceparent, wait, id, parallel, line, retries }: Message) {
      const publication = {
        url: addressOf(env, name),
        body,
        headers: { traceparent },
        ...(id ? { deduplicationId: id } : {}),
        ...(wait > 0 ? { delay: wait } : {}),
        ...(parallel ? { flowControl: { key: line, parallelism: parallel } } : {}),
      }
      await publish(client, publication, retries)
    },
    async answers(signal) {
      const headers = { authorization: `Bearer ${env.QSTASH_TOKEN}` }
      return (await fetch(`${env.QSTASH_URL}/v2/keys`, { headers, signal })).ok
    },
  }
}

/**
 * True when QStash signed exactly this body for exactly this URL, with the current or the next key.
 * @param url the URL that the queue called; without this check, a token for one function would open another
 */
export async function verifyQueue(env: Env, signature: string, body: string, url: string): Promise<boolean> {
  const receiver = new Receiver({
    currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY,
    nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY,
  })
  try {
    return await receiver.verify({ signature, body, url, clockTolerance: 5 })
  } catch {
    return false
  }
}

/**
 * A function that a scheduler calls. `cron` has five fields, in UTC; `retries` is how often a failed call is repeated; one that
 * refreshes pages is called at the pages, also when the other functions run elsewhere.
 */
export type Schedule = { name: string; cron: string; retries: number; at?: 'pages' }

/**
 * Makes QStash the scheduler of these functions, for a platform without one. Each function gets a schedule of its name,
 * which sends CRON_SECRET as a platform's scheduler does. Schedules of functions that no longer exist are removed. A
 * second call changes nothing. Returns the names.
 * @throws Error when a schedule of this name calls another store: two stores need two QStash accounts
 */
export async function keepSchedules(
  env: Env,
  schedules: readonly Schedule[],
): Promise<{ kept: string[]; removed: string[] }> {
  const client = createClient(env)
  const known = await client.schedules.list()
  const addresses = [addressOf(env, ''), `${env.SITE_URL}/api/`]
  const isOurs = (destination: string) => addresses.some((address) => destination.startsWith(address))
  const stranger = known.find(
    ({ scheduleId, destination }) => schedules.some(({ name }) => name === scheduleId) && !isOurs(destination),
  )
  if (stranger)
    throw new Error(`The schedule ${stranger.scheduleId} calls ${stranger.destination}, which is another store.`)
  for (const { name, cron, retries, at } of schedules) {
    await client.schedules.create({
      scheduleId: name,
      destination: at === 'pages' ? `${env.SITE_URL}/api/${name}` : addressOf(env, name),
      cron,
      retries,
      method: 'GET',
      headers: { authorization: `Bearer ${env.CRON_SECRET}` },
    })
  }
  const gone = known.filter(
    ({ scheduleId, destination }) => isOurs(destination) && !schedules.some(({ name }) => name === scheduleId),
  )
  for (const { scheduleId } of gone) await client.schedules.delete(scheduleId)
  return { kept: schedules.map(({ name }) => name), removed: gone.map(({ scheduleId }) => scheduleId) }
}
