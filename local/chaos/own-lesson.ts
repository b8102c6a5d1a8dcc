import type { Fault } from '#local/chaos/fault.ts'
import type { Lesson } from '#local/chaos/lesson.ts'

/** A call of a purchase that somebody can break. `by`: who makes it; only a function's process can be killed or frozen. */
type Point = { id: string; label: string; station: string; by: 'shop' | 'service' | 'function' } & Pick<
  Fault,
  'at' | 'call'
>

const points: readonly Point[] = [
  {
    id: 'place-order',
    label: 'The shop places the order in the database',
    station: 'database',
    by: 'shop',
    at: 'supabase',
    call: 'POST /rest/v1/rpc/place_order',
  },
  {
    id: 'make-session',
    label: 'The shop asks Stripe for a payment page',
    station: 'payments',
    by: 'shop',
    at: 'payments',
    call: 'POST /v1/checkout/sessions',
  },
  {
    id: 'webhook',
    label: 'Stripe tells the shop of the payment',
    station: 'webhook',
    by: 'service',
    at: 'events',
    call: 'POST /api/stripe-webhook',
  },
  {
    id: 'ask-stripe',
    label: 'The webhook asks Stripe about the payment',
    station: 'payments',
    by: 'shop',
    at: 'payments',
    call: 'GET /v1/checkout/sessions/*',
  },
  {
    id: 'mark-paid',
    label: 'The order is marked as paid',
    station: 'database',
    by: 'shop',
    at: 'supabase',
    call: 'POST /rest/v1/rpc/mark_paid',
  },
  {
    id: 'publish',
    label: 'The shop gives the queue a message',
    station: 'queue',
    by: 'shop',
    at: 'queue',
    call: 'POST /v2/publish/*',
  },
  {
    id: 'deliver',
    label: 'The queue delivers process-order',
    station: 'queue',
    by: 'service',
    at: 'deliveries',
    call: 'POST /api/process-order',
  },
  {
    id: 'take-job',
    label: 'process-order takes its job',
    station: 'function',
    by: 'function',
    at: 'supabase',
    call: 'POST /rest/v1/rpc/start_job',
  },
  {
    id: 'pack',
    label: 'process-order packs the parcel',
    station: 'function',
    by: 'function',
    at: 'supabase',
    call: 'POST /rest/v1/rpc/pack_order',
  },
  {
    id: 'mail',
    label: 'process-order sends the receipt',
    station: 'mail',
    by: 'function',
    at: 'mail',
    call: 'POST /emails',
  },
  {
    id: 'step',
    label: 'process-order writes down a step',
    station: 'function',
    by: 'function',
    at: 'supabase',
    call: 'POST /rest/v1/job_steps',
  },
  {
    id: 'end-job',
    label: 'process-order ends its job',
    station: 'function',
    by: 'function',
    at: 'supabase',
    call: 'POST /rest/v1/rpc/finish_job',
  },
]

type Breakage = { id: string; label: string; of: readonly Point['by'][] } & Pick<
  Fault,
  'does' | 'when' | 'ms' | 'status' | 'copies'
>
const anybody = ['shop', 'service', 'function'] as const

const breakages: readonly Breakage[] = [
  { id: 'slow', label: 'takes five seconds longer', of: anybody, does: 'wait', ms: 5000 },
  { id: 'refused', label: 'is answered with 500', of: anybody, does: 'refuse', status: 500 },
  { id: 'cut', label: 'times out before anything is done', of: anybody, does: 'cut' },
  { id: 'answer-lost', label: 'times out after the work is done', of: anybody, does: 'cut', when: 'after' },
  { id: 'lost', label: 'is lost, and nobody is told', of: ['service'], does: 'lose' },
  { id: 'three-times', label: 'arrives three times at once', of: ['service'], does: 'repeat', copies: 3 },
  { id: 'overtaken', label: 'is overtaken by the one after it', of: ['service'], does: 'overtake' },
  { id: 'killed-before', label: 'is the last thing its process tries', of: ['function'], does: 'kill' },
  { id: 'killed-after', label: 'is the last thing its process does', of: ['function'], does: 'kill', when: 'after' },
  { id: 'frozen', label: 'freezes its process', of: ['function'], does: 'freeze' },
]

const choice = ({ id, label }: { id: string; label: string }) => ({ id, label })
/** What can break in a lesson of one's own, and how. */
export const choices = { points: points.map(choice), breakages: breakages.map(choice) }

/** The id of the lesson that somebody has put together. There is one at a time. */
export const ownId = 'own'

/**
 * Puts a lesson together: a purchase on which one call breaks, so many times.
 * @returns the lesson, or a sentence that says why this cannot be
 */
export function composeLesson(wanted: { point?: unknown; breakage?: unknown; times?: unknown }): Lesson | string {
  const point = points.find(({ id }) => id === wanted.point)
  const breakage = breakages.find(({ id }) => id === wanted.breakage)
  const { times } = wanted
  if (!point || !breakage) return 'There is no such call, or no such way to break it.'
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > 5) return 'Break one to five calls.'
  const { id: _, label, of, ...fault } = breakage
  const needsProcess = fault.does === 'kill' || fault.does === 'freeze'
  if (!of.includes(point.by)) {
    const pages = 'The pages and the webhook are no process of this lesson'
    const why = point.by === 'service' ? 'A service has no process to kill' : pages
    return `${needsProcess ? why : 'Who makes this call waits for its answer'}, so it cannot be that “${point.label}” ${label}.`
  }
  const needsAnother = fault.does === 'overtake'
  const calls = needsProcess || needsAnother ? 1 : times
  return {
    id: ownId,
    title: 'A lesson of your own',
    topic: 'Your own',
    trip: 'purchase',
    station: point.station,
    broken: `${point.label}: this ${label}${calls > 1 ? `, ${calls} times` : ''}.`,
    fear: 'Say it before you start: what would a shop lose here?',
    instead: 'Nobody has written this one down. Read the trace: which part notices, and which part tries again?',
    code: [{ file: 'docs/architecture.md', name: 'When a job fails' }],
    // A refund makes events and jobs that can overtake those of the payment.
    act: needsAnother ? 'refund-at-stripe' : 'buy-and-leave',
    faults: [{ at: point.at, call: point.call, times: calls, ...fault }],
    sweeps: true,
    ...(needsProcess ? { apart: ['process-order'] } : {}),
  }
}
