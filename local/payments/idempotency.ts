import { createHash } from 'node:crypto'
import type { PaymentsContext } from '#local/payments/context.ts'
import { answerOf, Refusal, type WireAnswer } from '#local/payments/errors.ts'
import { transact } from '#local/payments/objects.ts'

export const idempotencySchema = `
create table if not exists answers (
  key text primary key,
  fingerprint text not null,
  request text not null,
  status integer not null,
  body text not null,
  created integer not null
);
create index if not exists answers_by_age on answers (created);
`

const lifetime = 24 * 3_600_000

export type Replayable = WireAnswer & { replayedFrom?: string }
export type Keyed = { key: string | undefined; path: string; body: string; requestId: string }

/**
 * Does the work of a POST once per key. One transaction stores the work and the response, so neither a crash nor a
 * simultaneous second request can repeat it. A key is valid for 24 hours, as with Stripe.
 * https://docs.stripe.com/api/idempotent_requests
 */
export function once(context: PaymentsContext, request: Keyed, work: () => object): Replayable {
  const { key } = request
  if (key === undefined) return attempt(context, work)
  if (key.length > 255) return answerOf(new Refusal(400, 'Idempotency keys can be up to 255 characters.'))
  return transact(context.store, () => {
    context.store.prepare('delete from answers where created < ?').run(context.now() - lifetime)
    const fingerprint = createHash('sha256').update(`${request.path}\n${request.body}`).digest('hex')
    const kept = context.store.prepare('select * from answers where key = ?').get(key)
    if (kept && kept.fingerprint !== fingerprint) return answerOf(mismatch(key))
    if (kept) return { status: Number(kept.status), body: String(kept.body), replayedFrom: String(kept.request) }
    const answer = attempt(context, work)
    if (isKept(answer)) {
      context.store
        .prepare('insert into answers (key, fingerprint, request, status, body, created) values (?, ?, ?, ?, ?, ?)')
        .run(key, fingerprint, request.requestId, answer.status, answer.body, context.now())
    }
    return answer
  })
}

function attempt(context: PaymentsContext, work: () => object): WireAnswer {
  try {
    return { status: 200, body: JSON.stringify(transact(context.store, work), null, 2) }
  } catch (error) {
    return answerOf(error)
  }
}

// These did no work, so the same key may try again: unknown routes, refusals for load, faults of this service.
function isKept(answer: WireAnswer): boolean {
  return ![409, 429, 501, 503].includes(answer.status)
}

function mismatch(key: string): Refusal {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`
  return new Refusal(400, message, { type: 'idempotency_error' })
}
