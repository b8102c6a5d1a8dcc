import type { Caller } from '#local/supabase/gateway.ts'
import type { Reading } from '#local/supabase/signing-keys.ts'
import { BadToken, StorageProblem } from '#local/supabase/storage/problem.ts'

/** What the gateway knows of keys, tokens and roles. */
export type Identity = {
  roleOfKey(key: string): string | undefined
  readToken(token: string): Reading
  /** Why no token may name a role, in the words of Postgres. */
  refuseRole(role: string): Promise<{ code: string; message: string } | undefined>
}

/**
 * Who calls the storage server. It always wants an Authorization header; SDKs send the API key in it when they have no token.
 * @throws BadToken when the token is not good, StorageProblem when there is none, the error of Postgres when no token may name the role
 */
export async function identifyCaller(identity: Identity, request: Request): Promise<Caller> {
  const authorization = request.headers.get('authorization') ?? ''
  const key = request.headers.get('apikey') ?? ''
  if (!authorization)
    throw new StorageProblem(400, 'InternalError', "headers must have required property 'authorization'", 'Error')
  const token = authorization.replace(/^Bearer\s+/i, '')
  // The gateway replaces an API key that is sent in both headers by a token of its role.
  const role = token === key ? identity.roleOfKey(key) : undefined
  const caller = role ? { role, claims: { role } } : readCaller(identity, token)
  const refusal = await identity.refuseRole(caller.role)
  if (refusal) throw Object.assign(new Error(refusal.message), refusal)
  return caller
}

function readCaller(identity: Identity, token: string): Caller {
  const reading = identity.readToken(token)
  if ('claims' in reading) return { role: reading.claims.role ?? 'anon', claims: reading.claims }
  throw new BadToken(refusalOf(token, reading))
}

const algorithms = ['HS256', 'ES256', 'ES384', 'ES512']

/** Why jose 6 refuses a token, for a project whose keys are ES256 and whose old secret is HS256. */
function refusalOf(token: string, { problem, bad }: Exclude<Reading, { claims: unknown }>): string {
  const [head = '', , signature] = token.split('.')
  if (signature === undefined || token.split('.').length !== 3) return 'Invalid Compact JWS'
  const header = readHeader(head)
  if (!header) return 'JWS Protected Header is invalid'
  if (typeof header.alg !== 'string') return 'JWS "alg" (Algorithm) Header Parameter missing or invalid'
  if (!algorithms.includes(header.alg)) return '"alg" (Algorithm) Header Parameter value not allowed'
  if (/kid/.test(bad))
    return `Key for the ${header.alg} algorithm must be one of type CryptoKey, KeyObject, or JSON Web Key. Received an instance of Uint8Array`
  return problem === 'expired' ? '"exp" claim timestamp check failed' : 'signature verification failed'
}

function readHeader(part: string): { alg?: unknown } | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof header === 'object' && header !== null ? header : undefined
  } catch {
    return undefined
  }
}
