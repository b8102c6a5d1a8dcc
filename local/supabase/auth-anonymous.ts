import { randomBytes, randomUUID } from 'node:crypto'
import type { App } from '@supabase/lite'
import type { Sql } from 'postgres'

/** True for a sign-up without an address, which asks for an anonymous account. */
export async function isAnonymousSignUp(route: string, request: Request): Promise<boolean> {
  if (route !== '/signup' || request.method !== 'POST') return false
  const body = (await request.clone().json()) as { email?: unknown; phone?: unknown }
  return !body.email && !body.phone
}

/**
 * Opens an anonymous account and its session (https://supabase.com/docs/guides/auth/auth-anonymous), which @supabase/lite 0.10.0
 * cannot do: here the account has a name and a password until lite has opened the session, and nobody learns them.
 */
export async function signUpAnonymously(sql: Sql, app: App, request: Request): Promise<Response> {
  const [id, password] = [randomUUID(), randomBytes(24).toString('base64url')]
  const email = `${id}@anonymous.invalid`
  await sql`insert into auth.users (id, email, role, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
    values (${id}, ${email}, 'authenticated', extensions.crypt(${password}, extensions.gen_salt('bf', 4)), now(), '{}', '{}')`
  const url = new URL('token?grant_type=password', request.url.replace(/signup.*$/, ''))
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const response = await app.fetch(
    new Request(url, { method: 'POST', headers, body: JSON.stringify({ email, password }) }),
  )
  await sql`update auth.users set email = null, encrypted_password = '', email_confirmed_at = null, is_anonymous = true where id = ${id}`
  const session = (await response.json()) as { user?: Record<string, unknown> }
  const user = { ...session.user, email: '', is_anonymous: true, app_metadata: {}, user_metadata: {}, identities: [] }
  return Response.json({ ...session, user }, { status: response.status })
}
