import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Claims } from '#local/supabase/tokens.ts'

/** A private key as JSON (RFC 7517), in the form that `supabase gen signing-key --algorithm ES256` prints. */
export type PrivateKey = Readonly<{
  kty: 'EC'
  crv: 'P-256'
  alg: 'ES256'
  kid: string
  x: string
  y: string
  d: string
}>

/** `bad` says why a token is refused, in the words of the auth server. */
export type Reading = { claims: Claims } | { problem: 'invalid' | 'expired'; bad: string }

export type SigningKeys = ReturnType<typeof createSigningKeys>

/**
 * The keys of the auth server: the first signs, all of them verify.
 * Signing with ES256: https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
export function createSigningKeys(keys: readonly PrivateKey[]) {
  let known = keys.map(open)
  return {
    sign(claims: Claims): string {
      const [current] = known
      if (!current) throw new Error('There is no signing key.')
      const text = `${encode({ alg: 'ES256', kid: current.kid, typ: 'JWT' })}.${encode(claims)}`
      return `${text}.${sign('sha256', Buffer.from(text), signed(current.key)).toString('base64url')}`
    },

    /** The claims of a token that one of the keys has signed and that has not expired, else the reason why not. */
    read(token: string): Reading {
      const [head = '', body = '', signature = ''] = token.split('.')
      const { alg, kid } = decode(head) ?? {}
      if (alg !== 'ES256') return { problem: 'invalid', bad: `signing method ${alg} is invalid` }
      const key = known.find((candidate) => candidate.kid === kid)
      if (!key) return { problem: 'invalid', bad: `unrecognized JWT kid ${kid ?? '<nil>'} for algorithm ES256` }
      const bytes = Buffer.from(signature, 'base64url')
      if (!verify('sha256', Buffer.from(`${head}.${body}`), signed(key.verifies), bytes))
        return { problem: 'invalid', bad: 'token signature is invalid: ecdsa verification error' }
      const claims = decode(body) as Claims | undefined
      if (!claims) return { problem: 'invalid', bad: 'token is malformed' }
      if (typeof claims.exp === 'number' && claims.exp * 1000 <= Date.now())
        return { problem: 'expired', bad: 'token has invalid claims: token is expired' }
      return { claims }
    },

    /** What `/auth/v1/.well-known/jwks.json` answers: the public halves. */
    published: () => ({ keys: known.map(({ published }) => published) }),

    /** From now on this key signs. Those before it still verify, until they are revoked. */
    rotateTo(key: PrivateKey): void {
      known = [open(key), ...known]
    },

    revoke(kid: string): void {
      known = known.filter((key) => key.kid !== kid)
    },
  }
}

export function newSigningKey(kid = `local-${randomUUID()}`): PrivateKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid } as PrivateKey
}

/** The keys of a file, a JSON array; the file is made with one key when it is not there. */
export function readSigningKeys(file: string): SigningKeys {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify([newSigningKey()], null, 2)}\n`, { mode: 0o600 })
  return createSigningKeys(JSON.parse(readFileSync(file, 'utf8')) as PrivateKey[])
}

function open(jwk: PrivateKey) {
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  const verifies = createPublicKey(key)
  const { kid, alg } = jwk
  const published = { ...verifies.export({ format: 'jwk' }), alg, kid, use: 'sig', key_ops: ['verify'], ext: true }
  return { kid, key, verifies, published }
}

/** Tokens hold the two numbers of a signature side by side, not as ASN.1. */
const signed = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' }) as const

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
