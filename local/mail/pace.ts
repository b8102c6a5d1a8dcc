import type { MiddlewareHandler } from 'hono'
import type { MailContext } from '#local/mail/context.ts'
import { answerRefusal, Refusal } from '#local/mail/refusal.ts'

/** Resend's limit for a team, in requests a second: https://resend.com/docs/api-reference/rate-limit */
export const resendPace = 2

/** The default limit, which is so high that the local store never reaches it. */
export const localPace = 1000

const windowLength = 1000

/** Counts the calls in each second. Every response has the rest of the limit; a call above it gets 429. */
export function limitPace(context: MailContext): MiddlewareHandler {
  let start = Number.NEGATIVE_INFINITY
  let count = 0
  return async (exchange, next) => {
    const now = context.now()
    if (now - start >= windowLength) {
      start = now
      count = 0
    }
    count += 1
    const limit = context.requestsPerSecond
    const reset = String(Math.max(1, Math.ceil((start + windowLength - now) / 1000)))
    if (count > limit) {
      exchange.res = answerRefusal(new Refusal(429, 'rate_limit_exceeded', tooMany(limit)))
      exchange.res.headers.set('retry-after', reset)
    } else {
      await next()
    }
    const { headers } = exchange.res
    headers.set('ratelimit-limit', String(limit))
    headers.set('ratelimit-remaining', String(Math.max(0, limit - count)))
    headers.set('ratelimit-reset', reset)
    headers.set('ratelimit-policy', `${limit};w=1`)
  }
}

const tooMany = (limit: number) =>
  `Too many requests. You can only make ${limit} requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.`
