import type { Sql } from 'postgres'
import { readApiRoles } from '#local/supabase/database.ts'
import type { SigningKeys } from '#local/supabase/signing-keys.ts'
import { type Claims, signToken } from '#local/supabase/tokens.ts'

export type Caller = { role: string; claims: Claims }
export type Keys = {
  signingKeys: SigningKeys
  publishableKey: string
  secretKey: string
  /** What the services behind the gateway sign with for each other. Nobody outside has it, and no API takes such a token. */
  internalSecret: string
}
type Refusal = { code: string; message: string }
type Problem = Refusal & { status: number }

/**
 * Knows who is calling. A token may only name a role that migrations granted to `authenticator`: here the servers connect as
 * `postgres`, who could become anyone, where hosted ones connect as `authenticator`.
 */
export function createGateway(sql: Sql, keys: Keys) {
  let roles = new Set<string>()
  const refuseRole = async (role: string): Promise<Refusal | undefined> => {
    if (!roles.has(role)) roles = await readApiRoles(sql)
    if (roles.has(role)) return undefined
    const [known] = await sql`select from pg_roles where rolname = ${role}`
    if (known) return { code: '42501', message: `permission denied to set role "${role}"` }
    return { code: '22023', message: `role "${role}" does not exist` }
  }
  const check = async (request: Request): Promise<Caller | Problem> => {
    const caller = identify(request, keys)
    if ('status' in caller) return caller
    const refusal = await refuseRole(caller.role)
    return refusal ? { status: refusal.code === '42501' ? 403 : 401, ...refusal } : caller
  }
  return {
    /** What the storage server needs to know who calls it. */
    identity: { roleOfKey: (key: string) => roleOfKey(keys, key), readToken: keys.signingKeys.read, refuseRole },

    /** Who calls, or the answer to a caller who is nobody. */
    async identify(request: Request): Promise<Caller | Response> {
      const caller = await check(request)
      return 'status' in caller ? problemResponse(caller) : caller
    },

    /** The request as the REST server takes it, or PostgREST's answer to a caller who is nobody. */
    async admit(request: Request): Promise<Request | Response> {
      const caller = await check(request)
      if ('status' in caller) return problemResponse(caller)
      return bearerOf(request) ? withInternalToken(request, caller.claims, keys.internalSecret) : request
    },

    /** The request as the auth server takes it, or its answer to a token that is not good. */
    admitToAuth(request: Request): Request | Response {
      const bearer = bearerOf(request)
      if (!bearer) return request
      const token = keys.signingKeys.read(bearer)
      if ('claims' in token) return withInternalToken(request, token.claims, keys.internalSecret)
      const msg = `invalid JWT: unable to parse or verify signature, ${token.bad}`
      const headers = { 'x-sb-error-code': 'bad_jwt' }
      return Response.json({ code: 403, error_code: 'bad_jwt', msg }, { status: 403, headers })
    },

    /** The answer to an API key that is not of this project. */
    refuseKey(request: Request): Response | undefined {
      const key = apiKeyOf(request)
      return key && !roleOfKey(keys, key) ? problemResponse(invalidKey) : undefined
    },
  }
}

/**
 * An API key alone stands for `anon` or `service_role`, a token beside it for the role it names.
 * As on hosted Supabase a key is always needed.
 */
function identify(request: Request, keys: Keys): Caller | Problem {
  const key = apiKeyOf(request)
  const bearer = bearerOf(request)
  if (!key) return { status: 401, code: 'UNAUTHORIZED_MISSING_API_KEY', message: 'No API key found in request' }
  const role = roleOfKey(keys, key)
  if (!role) return invalidKey
  if (!bearer) return { role, claims: { role } }
  const token = keys.signingKeys.read(bearer)
  if ('claims' in token) return { role: token.claims.role ?? 'anon', claims: token.claims }
  if (token.problem === 'expired') return { status: 401, code: 'PGRST303', message: 'JWT expired' }
  return { status: 401, code: 'PGRST301', message: 'No suitable key or wrong key type' }
}

const invalidKey: Problem = { status: 401, code: 'UNAUTHORIZED_INVALID_API_KEY', message: 'Invalid API key' }

const apiKeyOf = (request: Request) => request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey')

function roleOfKey({ publishableKey, secretKey }: Keys, key: string): string | undefined {
  if (key === secretKey) return 'service_role'
  return key === publishableKey ? 'anon' : undefined
}

/** The token of the Authorization header; an API key is none. */
function bearerOf(request: Request): string | undefined {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  return bearer?.startsWith('sb_') ? undefined : bearer
}

/** @supabase/lite knows HS256 only, so a token that was verified goes on under the internal secret. */
function withInternalToken(request: Request, claims: Claims, secret: string): Request {
  const headers = new Headers(request.headers)
  headers.set('authorization', `Bearer ${signToken(claims, secret)}`)
  return new Request(request, { headers })
}

/** An error as PostgREST words it. */
export function problemResponse({ status, code, message }: Problem): Response {
  return Response.json({ code, message, details: null, hint: null }, { status })
}

/** What is answered to a call that only the hosted service has. */
export function notImplemented(method: string, what: string): Problem {
  return { status: 501, code: 'not_implemented', message: `The local Supabase does not answer ${method} ${what}.` }
}

/** Whether a browser asks if it may; the gateway answers that itself: https://fetch.spec.whatwg.org/#cors-preflight-request */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
}

/** Browsers call Supabase from the store's origin, for signed uploads for instance. */
export function withCors(request: Request, response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('access-control-allow-origin', '*')
  headers.set('access-control-allow-methods', 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS')
  headers.set('access-control-allow-headers', request.headers.get('access-control-request-headers') ?? '*')
  headers.set('access-control-expose-headers', 'content-range, content-length, etag, location, preference-applied')
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
