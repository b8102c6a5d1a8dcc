import type { SigningKeys } from '#local/supabase/signing-keys.ts'
import type { Claims } from '#local/supabase/tokens.ts'

/** A refusal in the words of the hosted service: https://supabase.com/docs/guides/realtime/error_codes */
export class RealtimeProblem extends Error {
  code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * The claims of an access token.
 * @throws RealtimeProblem when it is not good
 */
export function readAccessToken(keys: SigningKeys, token: string): Claims & { role: string; exp: number } {
  const reading = keys.read(token)
  if (!('claims' in reading)) throw refusalOf(token, reading)
  const { role, exp } = reading.claims
  if (typeof role !== 'string' || typeof exp !== 'number')
    throw new RealtimeProblem('InvalidJWTToken', 'Fields `role` and `exp` are required in JWT')
  return { ...reading.claims, role, exp }
}

/** Seconds are counted as the hosted service counts them: a token that expires now has expired 0 seconds ago. */
export function expiredProblem(exp: number): RealtimeProblem {
  const seconds = Math.max(0, Math.floor(Date.now() / 1000) - exp)
  return new RealtimeProblem('InvalidJWTToken', `Token has expired ${seconds} seconds ago`)
}

function refusalOf(token: string, { problem, bad }: { problem: 'invalid' | 'expired'; bad: string }): RealtimeProblem {
  const [head, body] = token.split('.').map(readPart)
  if (!head || !body) return new RealtimeProblem('MalformedJWT', 'The token provided is not a valid JWT')
  if (problem === 'expired') return expiredProblem(Number(body.exp))
  if (!/kid|signing method/.test(bad))
    return new RealtimeProblem('JwtSignatureError', 'Failed to validate JWT signature')
  const key = head.kid === undefined ? '' : ` for key ID (kid) ${JSON.stringify(head.kid)}`
  const message = `Failed to generate JWT signer${key}, check your JWT secret or JWKS configuration`
  return new RealtimeProblem('JwtSignerError', message)
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
