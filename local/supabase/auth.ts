import type { App } from '@supabase/lite'
import { isAnonymousSignUp, signUpAnonymously } from '#local/supabase/auth-anonymous.ts'
import { askForCode } from '#local/supabase/auth-codes.ts'
import { acceptFirstCode, askPresentAddress, type EmailChangeParts } from '#local/supabase/auth-email-change.ts'
import type { MailLinks } from '#local/supabase/auth-links.ts'
import { refuseRequest } from '#local/supabase/auth-requests.ts'
import { type AuthParts, completeSession, endOtherSessions } from '#local/supabase/auth-sessions.ts'
import { readToken } from '#local/supabase/tokens.ts'

/**
 * Answers `/auth/v1/*` through @supabase/lite, with repairs for 0.10.0: it does not know `verifyOtp({ type: 'email' })`, its tokens
 * lack claims that hosted ones carry and are HS256 (`auth-sessions.ts`), it takes what it cannot do for mistakes of the caller
 * (`auth-requests.ts`), and the links in its mails need help (`auth-links.ts`).
 */
export async function answerAuth(server: AuthServer, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const route = pathname.replace('/auth/v1', '')
  const refusal = await refuseRequest(route, request)
  if (refusal) return refusal
  const accepted = route === '/verify' ? await acceptFirstCode(server.sql, request) : undefined
  if (accepted) return accepted
  if (route === '/verify' && request.method === 'GET') return finishLink(server, request)
  const isAnonymous = await isAnonymousSignUp(route, request)
  const response = isAnonymous
    ? await signUpAnonymously(server.sql, server.app, request)
    : await answerRoute(server, route, request)
  if (!response.headers.get('content-type')?.includes('json') || !response.ok) return response
  if (!['/signup', '/verify', '/token'].includes(route)) return response
  return completeSession(server, response, isAnonymous ? 'anonymous' : methodOf(route, searchParams.get('grant_type')))
}

export type AuthServer = AuthParts & EmailChangeParts & { app: App; links: MailLinks }

function methodOf(route: string, grant: string | null): 'password' | 'otp' | undefined {
  if (route === '/signup' || grant === 'password') return 'password'
  return grant === 'refresh_token' ? undefined : 'otp'
}

async function answerRoute(server: AuthServer, route: string, request: Request): Promise<Response> {
  const { app, links } = server
  if (route === '/verify') return verify(app, request)
  if (route === '/logout') return app.fetch(withScope(request))
  if (!sendsMail.has(route)) return app.fetch(request)
  if (route === '/otp' || route === '/magiclink') {
    return askForCode(server.sql, request, () => links.remember(request, () => app.fetch(request)))
  }
  const setsPassword = request.method === 'PUT' && /"password"\s*:/.test(await request.clone().text())
  const changesUser = route === '/user' && request.method === 'PUT'
  const response = await links.remember(request, async () => {
    const answer = await app.fetch(request)
    if (changesUser) await askPresentAddress(server)
    return answer
  })
  if (setsPassword && response.ok) await endOtherSessions(server, request)
  return response
}

const sendsMail = new Set(['/otp', '/magiclink', '/signup', '/recover', '/resend', '/user'])

/** Without a scope the auth server ends every session of the user; lite would end one. */
function withScope(request: Request): Request {
  const url = new URL(request.url)
  if (!url.searchParams.has('scope')) url.searchParams.set('scope', 'global')
  return new Request(url, request)
}

/** A code sent to an address may have come from a sign-in or a sign-up mail: `email` stands for either. */
async function verify(app: App, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const body = request.method === 'POST' ? ((await request.clone().json()) as Record<string, unknown>) : undefined
  if ((body?.type ?? url.searchParams.get('type')) !== 'email') return app.fetch(request)
  const first = await app.fetch(withType(request, body, 'magiclink'))
  return first.ok || first.status === 303 ? first : app.fetch(withType(request, body, 'signup'))
}

function withType(request: Request, body: Record<string, unknown> | undefined, type: string): Request {
  const url = new URL(request.url)
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  if (body) return new Request(url, { method: 'POST', headers, body: JSON.stringify({ ...body, type }) })
  url.searchParams.set('type', type)
  return new Request(url, { method: request.method, headers })
}

/** The answer to a link of a mail: a page of the site, with a code or with the session after `#`. */
async function finishLink({ app, links, keys }: AuthServer, request: Request): Promise<Response> {
  const response = await links.finish(request, await verify(app, request))
  const [page, fragment] = response.headers.get('location')?.split('#') ?? []
  const session = new URLSearchParams(fragment)
  const token = session.get('access_token')
  const read = token && readToken(token, keys.internalSecret)
  if (!read || 'problem' in read) return response
  session.set('access_token', keys.signingKeys.sign(read.claims))
  return new Response(null, { status: 303, headers: { location: `${page}#${session}` } })
}
