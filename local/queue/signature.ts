import { createHash, createHmac, randomUUID } from 'node:crypto'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * The `Upstash-Signature` of a delivery: an HS256 JWT that is valid for one body and one URL for five minutes.
 * https://upstash.com/docs/qstash/howto/signature
 */
export function sign(key: string, url: string, body: Uint8Array, now: number): string {
  const seconds = Math.floor(now / 1000)
  // QStash keeps the padding, which base64url usually omits; receivers accept both.
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
