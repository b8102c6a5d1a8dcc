import { readDuration } from '#local/queue/duration.ts'
import { parseRetryDelay } from '#local/queue/retry-delay.ts'

const day = 86_400_000

// In the order of https://upstash.com/docs/qstash/features/retry
const resetHeaders = ['retry-after', 'x-ratelimit-reset', 'x-ratelimit-reset-requests', 'x-ratelimit-reset-tokens']

/**
 * Milliseconds until the next attempt of a message that failed.
 * A delay in the destination's response comes first, then the message's own expression, then min(86400, e^(2.5 n)) seconds,
 * where n is the number of the retry. A delay of more than a day or below zero is replaced by the last formula.
 * @param retried the number of retries before this failure
 */
export function nextDelay(retried: number, expression: string | undefined, response: Headers, now: number): number {
  const wished = wishedDelay(response, now)
  if (wished !== null) return wished
  const own = expression === undefined ? null : within(parseRetryDelay(expression)(retried))
  return own ?? Math.min(day, Math.exp(2.5 * (retried + 1)) * 1000)
}

function wishedDelay(response: Headers, now: number): number | null {
  for (const name of resetHeaders) {
    const value = response.get(name)
    if (value === null) continue
    const date = Date.parse(value)
    const delay = readDuration(value) ?? (Number.isNaN(date) ? null : Math.max(0, date - now))
    if (delay !== null) return within(delay)
  }
  return null
}

const within = (delay: number): number | null => (delay >= 0 && delay <= day ? delay : null)
