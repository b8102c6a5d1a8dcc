import { createHash, timingSafeEqual } from 'node:crypto'
import { notServed, Refusal } from '#local/payments/errors.ts'

/** Checks the key of a call. Returns the refusal for a missing or wrong key. */
export function checkKey(header: string | undefined, secretKey: string): Refusal | undefined {
  const [scheme, value = ''] = header?.split(' ') ?? []
  // `curl -u sk_test_…:` sends the key as the user name of basic authentication.
  const key = scheme === 'Basic' ? Buffer.from(value, 'base64').toString().split(':')[0] : value
  if (!key) {
    const message = 'You did not provide an API key. Provide it in the Authorization header, using Bearer auth.'
    return new Refusal(401, message)
  }
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (timingSafeEqual(digest(key), digest(secretKey))) return undefined
  return new Refusal(401, `Invalid API Key provided: ${key.slice(0, 8)}***`)
}

/** Refuses calls on behalf of another account: this service has one, and no connected ones. */
export function checkCaller(headers: Headers): Refusal | undefined {
  if (headers.has('stripe-context')) return notServed('The header Stripe-Context')
  const account = headers.get('stripe-account')
  if (account === null) return undefined
  const message = `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`
  return new Refusal(403, message, { code: 'account_invalid' })
}
