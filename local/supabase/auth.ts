import type { App } from '@supabase/lite'
import type { MailLinks } from '#local/supabase/auth-links.ts'
import { type Claims, readToken, signToken } from '#local/supabase/tokens.ts'

type Session = { access_token?: string; user?: { phone?: string; app_metadata?: unknown; user_metadata?: unknown } }

/**
 * Answers `/auth/v1/*` through @supabase/lite, with repairs for 0.10.0: it does not know `verifyOtp({ type: 'email' })`, its tokens
 * lack the metadata claims that hosted ones carry, and the links in its mails need help (`auth-links.ts`).
 */
export async function answerAuth(app: App, links: MailLinks, jwtSecret: string, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const route = pathname.replace('/auth/v1', '')
  if (route === '/verify' && request.method === 'GET') return links.finish(request, await verify(app, request))
  const response = await answerRoute(app, links, route, request)
  const givesSession = ['/token', '/signup', '/verify'].includes(route)
  if (!givesSession || !response.headers.get('content-type')?.includes('json') || !response.ok) return response
  return completeSession((await response.json()) as Session, response.status, jwtSecret)
}

function answerRoute(app: App, links: MailLinks, route: string, request: Request): Promise<Response> {
  if (route === '/verify') return verify(app, request)
  if (sendsMail.has(route)) return links.remember(request, () => app.fetch(request))
  return app.fetch(request)
}

const sendsMail = new Set(['/otp', '/magiclink', '/signup', '/recover', '/resend', '/user'])

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

function completeSession(session: Session, status: number, jwtSecret: string): Response {
  const token = session.access_token ? readToken(session.access_token, jwtSecret) : undefined
  if (token && 'claims' in token) {
    const { phone = '', app_metadata, user_metadata } = session.user ?? {}
    const claims: Claims = { ...token.claims, phone, app_metadata, user_metadata, is_anonymous: false }
    session.access_token = signToken(claims, jwtSecret)
  }
  return Response.json(session, { status })
}
