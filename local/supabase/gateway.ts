import { type Claims, readToken } from '#local/supabase/tokens.ts'

export type Caller = { role: string; claims: Claims }
export type Keys = { jwtSecret: string; publishableKey: string; secretKey: string }
export type Problem = { status: number; code: string; message: string }

/**
 * Who is calling: an API key alone stands for `anon` or `service_role`, a token beside it for the role it names.
 * As on hosted Supabase a key is always needed.
 */
export function identify(request: Request, keys: Keys): Caller | Problem {
  const key = request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey')
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!key) return { status: 401, code: 'UNAUTHORIZED_MISSING_API_KEY', message: 'No API key found in request' }
  if (key !== keys.publishableKey && key !== keys.secretKey)
    return { status: 401, code: 'UNAUTHORIZED_INVALID_API_KEY', message: 'Invalid API key' }
  if (!bearer || bearer.startsWith('sb_')) {
    const role = key === keys.secretKey ? 'service_role' : 'anon'
    return { role, claims: { role } }
  }
  const token = readToken(bearer, keys.jwtSecret)
  if ('claims' in token) return { role: token.claims.role ?? 'anon', claims: token.claims }
  if (token.problem === 'expired') return { status: 401, code: 'PGRST303', message: 'JWT expired' }
  return { status: 401, code: 'PGRST301', message: 'No suitable key or wrong key type' }
}

/** What PostgREST passes on when `authenticator` may not become the role of the token. */
export function refuseRole(role: string): Problem {
  return { status: 403, code: '42501', message: `permission denied to set role "${role}"` }
}

export function problemResponse({ status, code, message }: Problem): Response {
  return Response.json({ code, message, details: null, hint: null }, { status })
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
