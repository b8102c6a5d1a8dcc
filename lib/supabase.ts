import { createServerClient } from '@supabase/ssr'
import { createClient, type PostgrestSingleResponse, type SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '#lib/database.gen.ts'
import type { Env } from '#lib/env.ts'
import { ShopError, type ShopErrorCode } from '#lib/errors.ts'
import type { Role } from '#lib/roles.ts'
import { findSigningKey } from '#lib/signing-keys.ts'
import { type CookieStore, createSessionCookies, sessionCookie } from '#lib/supabase-cookies.ts'
import { readHeader } from '#lib/tokens.ts'

/** The database, storage and sign-in of the shop, as one caller may see them. */
export type Db = SupabaseClient<Database>

const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }

/** What anybody may see. */
export function anonymous(env: Env): Db {
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { auth })
}

/** Whoever holds this token; the database checks it. */
export function forToken(env: Env, token: string): Db {
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { accessToken: async () => token })
}

/**
 * Whoever is signed in through these cookies. What a cookie says is a claim: ask `auth.getClaims()` who it is.
 * A session that was refreshed, begun or ended is written back through `set`. A session whose token no key of the auth
 * server has signed counts as none, so a made-up cookie costs no call to the auth server.
 */
export function forCookies(env: Env, store: CookieStore): Db {
  const session = createSessionCookies(store, (token) => readClaims(env, token, { allowExpired: true }))
  return createServerClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: {
      name: sessionCookie,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: new URL(env.SITE_URL).protocol === 'https:',
    },
    // Tokens only: who somebody is comes from the verified token, never from a copy in a cookie.
    cookies: { encode: 'tokens-only', ...session },
  })
}

/**
 * What a token says that the auth server has signed, checked with its published keys and without asking it; null for
 * every other token.
 * @param options `allowExpired`: also a token whose time is over
 */
export async function readClaims(env: Env, token: string, options: { allowExpired?: boolean } = {}) {
  const header = readHeader(token)
  const key = header && (await findSigningKey(`${env.SUPABASE_URL}/auth/v1`, header.kid))
  // About a token of another algorithm the client would ask the auth server.
  if (!key || header.alg !== key.alg) return null
  const jwks = { keys: [{ ...key, key_ops: ['verify'] }] }
  const { data } = await checkerFor(env).auth.getClaims(token, { ...options, jwks })
  return data?.claims ?? null
}

const checkers = new WeakMap<Env, Db>()

/** One client for all checks: a flood should not even make a client each. */
function checkerFor(env: Env): Db {
  const checker = checkers.get(env) ?? anonymous(env)
  checkers.set(env, checker)
  return checker
}

/**
 * Acts as a Postgres role, with the token that was made for it at deployment.
 * @throws when this process was given no token for the role
 */
export function asRole(env: Env, role: Role): Db {
  const token = env.SUPABASE_ROLE_TOKENS[role]
  if (!token) throw new Error(`SUPABASE_ROLE_TOKENS holds no token for the role ${role}.`)
  return forToken(env, token)
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
