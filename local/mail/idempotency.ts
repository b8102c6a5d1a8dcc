import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { transact } from '#local/mail/mails.ts'
import { readBody } from '#local/mail/read-body.ts'
import { Refusal } from '#local/mail/refusal.ts'

export const idempotencySchema = `
create table if not exists answers (
  key text primary key,
  fingerprint text not null,
  body text not null,
  created integer not null
);
`

const lifetime = 24 * 3_600_000

/** Reads a payload and returns the work. Reading may wait; the work must be synchronous. */
export type Prepare = (payload: unknown) => Promise<() => object>
export type Once = (request: Request, prepare: Prepare) => Promise<Response>

/**
 * Makes the function that does the work of a POST once per `Idempotency-Key`. One transaction stores the mails and the response,
 * so a crash cannot separate them. Only successes are stored: after a refusal the key can be used again.
 * https://resend.com/docs/dashboard/emails/idempotency-keys
 */
export function createOnce(store: DatabaseSync, now: () => number): Once {
  const inProgress = new Set<string>()
  return async (request, prepare) => {
    const key = request.headers.get('idempotency-key')
    if (key === null) return answer(await prepare(readJson(await readBody(request))))
    if (key.length < 1 || key.length > 256) {
      throw new Refusal(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
    }
    if (inProgress.has(key)) {
      const message = 'Same idempotency key used while original request is still in progress.'
      throw new Refusal(409, 'concurrent_idempotent_requests', message)
    }
    inProgress.add(key)
    try {
      return await answerKeyed(key, new URL(request.url).pathname, await readBody(request), prepare)
    } finally {
      inProgress.delete(key)
    }
  }

  function answer(work: () => object): Response {
    return Response.json(transact(store, work))
  }

  async function answerKeyed(key: string, path: string, text: string, prepare: Prepare): Promise<Response> {
    const fingerprint = createHash('sha256').update(`${path}\n${text}`).digest('hex')
    store.prepare('delete from answers where created <= ?').run(now() - lifetime)
    const kept = store.prepare('select fingerprint, body from answers where key = ?').get(key)
    if (kept && kept.fingerprint !== fingerprint) {
      const message = 'Same idempotency key used with a different request payload.'
      throw new Refusal(409, 'invalid_idempotent_request', message)
    }
    if (kept) return Response.json(JSON.parse(String(kept.body)))
    const work = await prepare(readJson(text))
    return answer(() => {
      const body = work()
      store
        .prepare('insert into answers (key, fingerprint, body, created) values (?, ?, ?, ?)')
        .run(key, fingerprint, JSON.stringify(body), now())
      return body
    })
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'validation_error', 'The request body is not valid JSON.')
  }
}
