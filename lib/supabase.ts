import { createServerClient } from '@supabase/ssr'
import { createClient, type PostgrestSingleResponse, type SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '#lib/database.gen.ts'
import type { Env } from '#lib/env.ts'
import { ShopError, type ShopErrorCode } from '#lib/errors.ts'
import type { FunctionRole } from '#lib/roles.gen.ts'

/** The database, storage and sign-in of the shop, as one caller may see them. */
export type Db = SupabaseClient<Database>

/**
 * Postgres roles that the shop's own code may act as; each has only the rights the migrations grant it. Pages place orders
 * as `checkout` and count tries as `gatekeeper`; the others are those of functions.
 */
export type Role = FunctionRole | 'checkout' | 'gatekeeper'

const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }

/** What anybody may see. */
export function anonymous(env: Env): Db {
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { auth })
}

/** Whoever holds this token; the database checks it. */
export function forToken(env: Env, token: string): Db {
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { accessToken: async () => token })
}

/** Cookies of one request, as Next hands them out; `set` may do nothing where an answer has already begun. */
export type CookieStore = {
  getAll(): { name: string; value: string }[]
  set(name: string, value: string, options: object): void
}

/**
 * Whoever is signed in through these cookies. What a cookie says is a claim: ask `auth.getClaims()` who it is.
 * A session that was refreshed, begun or ended is written back through `set`.
 */
export function forCookies(env: Env, store: CookieStore): Db {
  return createServerClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: {
      name: 'session',
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: new URL(env.SITE_URL).protocol === 'https:',
    },
    cookies: {
      // Tokens only: who somebody is comes from the verified token, never from a copy in a cookie.
      encode: 'tokens-only',
      getAll: () => store.getAll(),
      setAll: (cookies) => {
        for (const { name, value, options } of cookies) store.set(name, value, options)
      },
    },
  })
}

/** Signs in as a Postgres role, for five minutes at a time. */
export function asRole(env: Env, role: Role): Db {
  let token: { value: string; until: number } | undefined
  const accessToken = async () => {
    const now = Math.floor(Date.now() / 1000)
    if (!token || token.until < now + 30) {
      token = { value: await signToken(env, { role, iat: now, exp: now + 300 }), until: now + 300 }
    }
    return token.value
  }
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { accessToken })
}

/** An HS256 JSON Web Token (RFC 7519). */
async function signToken(env: Env, claims: Record<string, unknown>): Promise<string> {
  const encoder = new TextEncoder()
  const base64url = (bytes: Uint8Array) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '')
  const part = (value: unknown) => base64url(encoder.encode(JSON.stringify(value)))
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(env.SUPABASE_JWT_SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return `${text}.${base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))))}`
}

/** SQLSTATEs that the migrations raise with a sentence for the caller. */
const codes: Record<string, ShopErrorCode> = {
  NLINV: 'invalid',
  NLNOT: 'not_found',
  NLCON: 'conflict',
  NLSOL: 'sold_out',
  NLFOR: 'forbidden',
  NLTOO: 'too_many',
  NLAUT: 'unauthorized',
}

/** What PostgREST answers: data, or an error with an SQLSTATE. */
export type DatabaseAnswer<Data> = PostgrestSingleResponse<Data>

/**
 * The data of an answer of PostgREST.
 * @throws ShopError for what the database says to the caller; Error with the SQLSTATE for everything else
 */
export function unwrap<Data>(answer: DatabaseAnswer<Data>): Data {
  if (!answer.error) return answer.data
  const code = codes[answer.error.code]
  if (code) throw new ShopError(code, answer.error.message)
  throw new Error(`database: ${answer.error.message} (${answer.error.code || 'no code'})`)
}
