import * as z from 'zod'
import { type Job, jobRow } from '#lib/jobs.ts'
import { firstToEnd } from '#lib/role-tokens.ts'
import { unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import type { Part } from '#shop/health/parts.ts'
import { type Place, services, within } from '#shop/health/probes.ts'

/** The result of a check: `note` tells staff why a part fails. */
export type Observation = { part: Part; ok: boolean; ms: number; note: string | null }

const seconds = z.number().int().nullable()
const work = z.object({
  overdue: z.number().int(),
  dead: z.number().int(),
  unshown: z.number().int(),
  unhandled_seconds: seconds,
  lag_seconds: seconds,
  last_report: z.string().nullable(),
  report_due: z.string(),
})

/** Ten minutes, in seconds: an unhandled payment event that is older is late. */
const longestLag = 600

/**
 * Checks every part at the same time. Each part has four seconds to answer.
 * @param at the time of the check
 */
export async function checkHealth(place: Place, at: Date): Promise<Observation[]> {
  const figures = readWork(place)
  const ask = (service: keyof typeof services) => async () =>
    (await services[service](place)) ? null : 'does not work'
  const checks: Record<Part, () => Promise<string | null>> = {
    async pages() {
      const problem = await lookAtPages(place)
      if (problem) return problem
      const { unshown } = await figures
      return unshown > 0 ? `changes of the catalogue that no page shows after half an hour: ${unshown}` : null
    },
    database: ask('database'),
    storage: ask('storage'),
    payments: ask('payments'),
    queue: ask('queue'),
    mail: ask('mail'),
    async webhooks() {
      const { unhandled_seconds: unhandled, lag_seconds: lag } = await figures
      if ((unhandled ?? 0) > longestLag) return `an event has waited for ${unhandled} seconds`
      return (lag ?? 0) > longestLag ? `an event took ${lag} seconds to arrive` : null
    },
    async jobs() {
      const { overdue } = await figures
      return overdue > 0 ? `${overdue} waited for more than half an hour` : null
    },
    async 'dead-letters'() {
      const { dead } = await figures
      return dead > 0 ? `${dead} wait for a person` : null
    },
    async reports() {
      const { last_report: last, report_due: due } = await figures
      return last !== null && last < due ? `the last one is of ${last}` : null
    },
    keys: async () => lookAtTokens(place, at),
  }
  return Promise.all((Object.keys(checks) as Part[]).map((part) => timed(part, checks[part])))
}

async function timed(part: Part, check: () => Promise<string | null>): Promise<Observation> {
  const started = performance.now()
  const note = await within(check(), 'does not answer')
  return { part, ok: note === null, ms: Math.round(performance.now() - started), note }
}

async function readWork({ db }: Place) {
  return work.parse(unwrap(await db.rpc('work_figures')))
}

/** Fetches the home page and the page of one lamp that is on sale. */
async function lookAtPages({ db, env }: Place): Promise<string | null> {
  const [lamp] = unwrap(await db.from('products').select('slug').eq('status', 'active').limit(1))
  for (const path of ['/', ...(lamp ? [`/products/${lamp.slug}`] : [])]) {
    const response = await fetch(env.SITE_URL + path, { signal: AbortSignal.timeout(3000) })
    const text = await response.text()
    if (response.status !== 200 || !text.includes('</html>')) return `${path} answers ${response.status}`
  }
  return null
}

/** Two weeks, in milliseconds: long enough for an owner on holiday to mint new tokens. */
const warning = 14 * 86_400_000

/** Every function stops when its token expires: see docs/keys.md. */
function lookAtTokens({ env }: Place, at: Date): string | null {
  const first = firstToEnd(env.SUPABASE_ROLE_TOKENS)
  if (!first || first.at - at.getTime() > warning) return null
  return `the token of ${first.role} ends on ${new Date(first.at).toISOString().slice(0, 10)}, so mint new ones and deploy`
}

const recorded = z.object({ kept: z.boolean(), job: jobRow.nullable() })

/**
 * Stores the result of a check, once per minute. Returns whether it was stored, and the job that tells the owner when an
 * incident has begun or ended.
 */
export async function recordHealth(
  { db }: Pick<Place, 'db'>,
  at: Date,
  observations: readonly Observation[],
  trace: Traceparent,
): Promise<{ kept: boolean; job: Job | null }> {
  const input = { at: at.toISOString(), results: observations as never, trace }
  return recorded.parse(unwrap(await db.rpc('record_health', input)))
}
