/** What @supabase/lite 0.10.0 and the files beside this one answer as the auth server does, whatever the method. */
const known = new Set([
  '/signup',
  '/token',
  '/otp',
  '/magiclink',
  '/verify',
  '/recover',
  '/resend',
  '/reauthenticate',
  '/logout',
  '/user',
  '/settings',
  '/health',
  '/authorize',
  '/callback',
  '/.well-known/jwks.json',
  '/.well-known/openid-configuration',
])

const grants = new Set(['password', 'refresh_token', 'pkce'])

/** An error as the auth server words it: https://supabase.com/docs/guides/auth/debugging/error-codes */
export function authProblem(status: number, error_code: string, msg: string): Response {
  return Response.json({ code: status, error_code, msg }, { status, headers: { 'x-sb-error-code': error_code } })
}

/**
 * The answer to a request that must not reach @supabase/lite, which would answer it wrongly: 501 for what does not exist here,
 * 400 for a body that is none. Undefined for all others.
 */
export async function refuseRequest(route: string, request: Request): Promise<Response | undefined> {
  if (!known.has(route)) return notHere(`${request.method} /auth/v1${route}`)
  const grant = new URL(request.url).searchParams.get('grant_type')
  if (route === '/token' && grant && ['id_token', 'web3'].includes(grant)) return notHere(`grant_type ${grant}`)
  if (route === '/token' && !grants.has(grant ?? ''))
    return authProblem(400, 'invalid_credentials', 'unsupported_grant_type')
  const text = await request.clone().text()
  if (text === '') return undefined
  return refuseBody(text)
}

function refuseBody(text: string): Response | undefined {
  const body = readObject(text)
  if (!body) return authProblem(400, 'bad_json', 'Could not parse request body as JSON')
  if (text.includes('\\u0000'))
    return authProblem(400, 'validation_failed', 'The request holds a character that cannot be stored')
  if (typeof body.phone === 'string' && body.phone !== '') return notHere('sign-in by telephone')
  const { code_challenge_method: method } = body
  if (typeof method === 'string' && !/^(s256|plain)?$/i.test(method))
    return authProblem(400, 'validation_failed', 'code_challenge_method must be one of plain, s256')
  return undefined
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function notHere(what: string): Response {
  return authProblem(501, 'not_implemented', `The local auth server does not answer ${what}.`)
}
