import { createPrivateKey, sign } from 'node:crypto'
import * as z from 'zod'
import { type Role, roles } from '#lib/roles.ts'

// For scripts/mint-tokens.ts, and for tests. The store's own processes hold no private key, so they have nothing to sign with.

const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  alg: z.literal('ES256').optional(),
  kid: z.string().min(1),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
/** A private key as `supabase gen signing-key --algorithm ES256` prints it. */
export type SigningKey = z.infer<typeof jwk>

/** How long a token is good. Whoever minted none for so long has a store that stops; /status warns two weeks before. */
export const days = 120

const daySeconds = 86_400

/** How far the clock of who mints may be ahead: services refuse a token that was issued in their future. */
const fastClockSeconds = 600

/**
 * A token for each role: ES256 (RFC 7518, section 3.4), with the claims that hosted Supabase asks for,
 * https://supabase.com/docs/guides/auth/signing-keys
 * @throws Error for a role that is not one of the functions' own, such as service_role
 */
export function mintTokens(key: SigningKey, wanted: readonly string[], now = Date.now()): Record<string, string> {
  const strange = wanted.filter((role) => !roles.includes(role as Role))
  if (strange.length > 0) throw new Error(`No token is made for ${strange.join(', ')}: not a role of a function.`)
  const seconds = Math.floor(now / 1000)
  const times = { iat: seconds - fastClockSeconds, exp: seconds + days * daySeconds }
  return Object.fromEntries(wanted.map((role) => [role, mint(key, { role, ...times })]))
}

function mint(key: SigningKey, claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${encode({ alg: 'ES256', typ: 'JWT', kid: key.kid })}.${encode(claims)}`
  const privateKey = createPrivateKey({ key, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

/**
 * Reads a key, or the first of an array of keys: the one that signs.
 * @throws Error that says what is wrong, without any part of the key
 */
export function parseKey(text: string): SigningKey {
  const json = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), jwk)
  try {
    return json.parse(JSON.parse(text))
  } catch {
    throw new Error(
      'This is not a private ES256 key with a kid, as `supabase gen signing-key --algorithm ES256` makes it.',
    )
  }
}
