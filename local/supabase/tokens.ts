import { createHmac, timingSafeEqual } from 'node:crypto'

export type Claims = Record<string, unknown> & { role?: string; sub?: string; exp?: number }

/** A JSON Web Token signed with HMAC-SHA256: what the local services tell each other, and signed URLs. No API takes it. */
export function signToken(claims: Claims, secret: string): string {
  const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${head}.${signature(head, secret).toString('base64url')}`
}

/** The claims of a token that this secret signed and that has not expired, else the reason why not. */
export function readToken(token: string, secret: string): { claims: Claims } | { problem: 'invalid' | 'expired' } {
  const [head = '', body = '', mac = ''] = token.split('.')
  const expected = signature(`${head}.${body}`, secret)
  const given = Buffer.from(mac, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { problem: 'invalid' }
  if (decode(head)?.alg !== 'HS256') return { problem: 'invalid' }
  const claims = decode(body)
  if (!claims) return { problem: 'invalid' }
  if (typeof claims.exp === 'number' && claims.exp * 1000 <= Date.now()) return { problem: 'expired' }
  return { claims }
}

function signature(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): Claims | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
  } catch {
    return undefined
  }
}
