import type { Sql } from 'postgres'
import { authProblem } from '#local/supabase/auth-requests.ts'
import type { Keys } from '#local/supabase/gateway.ts'
import { type Claims, readToken } from '#local/supabase/tokens.ts'

type Session = { access_token?: string; user?: { phone?: string; app_metadata?: unknown; user_metadata?: unknown } }
export type AuthParts = { sql: Sql; keys: Keys; ownUrl: () => string }

/** How a session began: https://supabase.com/docs/guides/auth/jwt-fields */
type Method = 'password' | 'otp' | 'anonymous'

/**
 * Gives a session of @supabase/lite 0.10.0 the claims and the signature that hosted tokens carry, and refuses it to a banned user.
 * @param method nothing for a session that goes on
 */
export async function completeSession(parts: AuthParts, response: Response, method?: Method): Promise<Response> {
  const session = (await response.json()) as Session
  const token = session.access_token ? readToken(session.access_token, parts.keys.internalSecret) : undefined
  if (!token || 'problem' in token) return Response.json(session, { status: response.status })
  const { claims } = token
  const { banned, role, amr, anonymous } = await recordSession(parts.sql, claims, method)
  if (banned) {
    await parts.sql`delete from auth.sessions where id = ${sessionOf(claims)}`
    return authProblem(400, 'user_banned', 'User is banned')
  }
  const { phone = '', app_metadata, user_metadata } = session.user ?? {}
  const more = {
    iss: `${parts.ownUrl()}/auth/v1`,
    aal: 'aal1',
    amr,
    role,
    phone,
    app_metadata,
    user_metadata,
    is_anonymous: anonymous,
    ...(anonymous ? { email: '' } : {}),
  }
  return Response.json(
    { ...session, access_token: parts.keys.signingKeys.sign({ ...claims, ...more }) },
    { status: response.status },
  )
}

type Recorded = { banned: boolean; role: string; amr: { method: string; timestamp: number }[]; anonymous: boolean }

async function recordSession(sql: Sql, claims: Claims, method: Method | undefined): Promise<Recorded> {
  const session = sessionOf(claims)
  if (method)
    await sql`insert into auth.mfa_amr_claims (session_id, authentication_method) values (${session}, ${method}) on conflict do nothing`
  const [row] = await sql<Recorded[]>`
    select coalesce(banned_until > now(), false) as banned, coalesce(role, 'authenticated') as role, is_anonymous as anonymous,
      coalesce((select jsonb_agg(jsonb_build_object('method', authentication_method, 'timestamp', extract(epoch from created_at)::bigint))
        from auth.mfa_amr_claims where session_id = ${session}), '[]') as amr
    from auth.users where id = ${claims.sub ?? null}`
  return row ?? { banned: false, role: 'authenticated', amr: [], anonymous: false }
}

/** A new password ends every other session of its user. @param request as the gateway passed it on */
export async function endOtherSessions({ sql, keys }: AuthParts, request: Request): Promise<void> {
  const token = readToken(request.headers.get('authorization')?.replace(/^Bearer\s+/i, '') ?? '', keys.internalSecret)
  if ('problem' in token) return
  const { sub = null } = token.claims
  await sql`delete from auth.sessions where user_id = ${sub} and id is distinct from ${sessionOf(token.claims)}`
}

function sessionOf({ session_id }: Claims): string | null {
  return typeof session_id === 'string' ? session_id : null
}
