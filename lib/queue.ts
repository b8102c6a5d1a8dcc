import { Client, QstashError, Receiver } from '@upstash/qstash'
import type { Env } from '#lib/env.ts'
import { type Job, policyOf } from '#lib/jobs.ts'
import { createLog } from '#lib/log.ts'
import { continueTrace } from '#lib/trace.ts'

const log = createLog({ scope: 'queue' })

/** How many deliveries may run at once (https://upstash.com/docs/qstash/features/flowcontrol), for a job that has a limit. */
function flowOf({ name, key }: Job): { key: string; parallelism: number } | null {
  const { parallel, lines = {} } = policyOf(name)
  const line = key.split('.').at(-1) ?? ''
  const own = lines[line]
  if (own) return { key: `${name}-${line}`, parallelism: own }
  return parallel ? { key: name, parallelism: parallel } : null
}

export type Queue = {
  /**
   * Asks the queue to deliver this job. Repeated calls deliver it once, unless `again` is set. It logs a failure and does
   * not throw: the job's row is written, and the sweep rings again.
   */
  ring(job: Job | null, options?: { again: boolean }): Promise<void>
  /** True when the queue answers within 3 seconds. */
  reachable(): Promise<boolean>
}

/** Rings for each of these jobs. */
export async function ringAll(queue: Pick<Queue, 'ring'>, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) await queue.ring(job)
}

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

/** The queue, through QStash (https://upstash.com/docs/qstash). */
export function createQueue(env: Env): Queue {
  const client = createClient(env)
  return {
    async ring(job, options) {
      if (!job) return
      const flow = flowOf(job)
      const wait = Math.ceil((job.run_at.getTime() - Date.now()) / 1000)
      try {
        const publication = {
          url: `${env.SITE_URL}/api/${job.name}`,
          body: { key: job.key, input: job.input },
          headers: { traceparent: continueTrace(job.trace) },
          // `run_at` is part of the id, because a replayed job needs a new deduplication id.
          ...(options?.again ? {} : { deduplicationId: `${job.key}.${job.run_at.getTime()}` }),
          ...(wait > 0 ? { delay: wait } : {}),
          ...(flow ? { flowControl: flow } : {}),
        }
        await publish(client, publication, policyOf(job.name).retries)
      } catch (error) {
        log.warn('the queue did not take a job; the sweep will ring again', { job: job.key, error })
      }
    },
    async reachable() {
      const response = await fetch(`${env.QSTASH_URL}/v2/keys`, {
        headers: { authorization: `Bearer ${env.QSTASH_TOKEN}` },
        signal: AbortSignal.timeout(3000),
      })
      return response.ok
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

/** A function that a scheduler calls. `cron` has five fields, in UTC; `retries` is how often a failed call is repeated. */
export type Schedule = { name: string; cron: string; retries: number }

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
  const ours = `${env.SITE_URL}/api/`
  const stranger = known.find(
    ({ scheduleId, destination }) => schedules.some(({ name }) => name === scheduleId) && !destination.startsWith(ours),
  )
  if (stranger)
    throw new Error(`The schedule ${stranger.scheduleId} calls ${stranger.destination}, which is another store.`)
  for (const { name, cron, retries } of schedules) {
    await client.schedules.create({
      scheduleId: name,
      destination: ours + name,
      cron,
      retries,
      method: 'GET',
      headers: { authorization: `Bearer ${env.CRON_SECRET}` },
    })
  }
  const gone = known.filter(
    ({ scheduleId, destination }) => destination.startsWith(ours) && !schedules.some(({ name }) => name === scheduleId),
  )
  for (const { scheduleId } of gone) await client.schedules.delete(scheduleId)
  return { kept: schedules.map(({ name }) => name), removed: gone.map(({ scheduleId }) => scheduleId) }
}
