import { createHash, createHmac, randomUUID } from 'node:crypto'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * The `Upstash-Signature` of a delivery: a HS256 JWT that binds the body to one URL for five minutes.
 * https://upstash.com/docs/qstash/howto/signature
 */
export function sign(key: string, url: string, body: Uint8Array, now: number): string {
  const seconds = Math.floor(now / 1000)
  // QStash keeps the padding that base64url usually drops; receivers accept both.
  const hash = `${createHash('sha256').update(body).digest('base64url')}=`
  const claims = {
    iss: 'Upstash',
    sub: url,
    exp: seconds + 300,
    nbf: seconds,
    iat: seconds,
    jti: `jwt_${randomUUID()}`,
  }
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, body: hash })}`
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`
}
