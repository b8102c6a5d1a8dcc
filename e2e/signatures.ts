import { createHash, createHmac } from 'node:crypto'

// The keys of the local services are public; a store at a public address refuses them.
const keys = { stripe: 'whsec_local', queue: 'sig_local_current', database: 'local-storage-webhook-secret' }

export type Signing = { body: string; url: string; at?: number; key?: string }

const now = () => Math.floor(Date.now() / 1000)
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text)

/** As Stripe signs: https://docs.stripe.com/webhooks#verify-manually */
export function signAsStripe({ body, at = now(), key = keys.stripe }: Signing): Record<string, string> {
  return { 'stripe-signature': `t=${at},v1=${hmac(key, `${at}.${body}`).digest('hex')}` }
}

/** As the database signs the posts of its triggers. */
export function signAsDatabase({ body, url, at = now(), key = keys.database }: Signing): Record<string, string> {
  const signature = hmac(key, `${at}.${new URL(url).pathname}.${body}`).digest('hex')
  return { 'x-nightlight-signature': `t=${at},v1=${signature}` }
}

/** As QStash signs, a JSON Web Token: https://upstash.com/docs/qstash/howto/signature */
export function signAsQueue({ body, url, at = now(), key = keys.queue }: Signing): Record<string, string> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const digest = createHash('sha256').update(body).digest('base64url')
  const claims = { iss: 'Upstash', sub: url, iat: at, nbf: at, exp: at + 300, jti: crypto.randomUUID(), body: digest }
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return { 'upstash-signature': `${text}.${hmac(key, text).digest('base64url')}` }
}
