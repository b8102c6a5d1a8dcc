import { createServerClient } from '@supabase/ssr'
import { createClient, type PostgrestSingleResponse, type SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '#lib/database.gen.ts'
import type { Env } from '#lib/env.ts'
import { ShopError, type ShopErrorCode } from '#lib/errors.ts'
import type { Role } from '#lib/roles.ts'
import { findSigningKey } from '#lib/signing-keys.ts'
import { type CookieStore, createSessionCookies, sessionCookie } from '#lib/supabase-cookies.ts'
import { readHeader } from '#lib/tokens.ts'
import { describeSupabase, tracedFetch } from '#lib/traced-fetch.ts'
import { refuseCutLists } from '#lib/whole-lists.ts'

/** A Supabase client (database, storage, sign-in) with the rights of one caller. */
export type Db = SupabaseClient<Database>

const global = { fetch: refuseCutLists(tracedFetch(describeSupabase)) }
const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }

/** A client with the rights of a visitor who is not signed in. */
export function anonymous(env: Env): Db {
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { auth, global })
}

/** A client with the rights of this token; the database checks the token. */
export function forToken(env: Env, token: string): Db {
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => token,
    global,
  })
}

/**
 * A client with the rights of the person who is signed in by these cookies. Cookies are not verified; `auth.getClaims()`
 * verifies them. The client writes a session that it refreshed, began or ended through `set`. It ignores a session that
 * the auth server has not signed, so a made-up cookie costs no call to the auth server.
 */
export function forCookies(env: Env, store: CookieStore): Db {
  const session = createSessionCookies(store, (token) => readClaims(env, token, { allowExpired: true }))
  return createServerClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    global,
    cookieOptions: {
      name: sessionCookie,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: new URL(env.SITE_URL).protocol === 'https:',
    },
    // Store tokens only: the verified token names the person, and nothing may trust an unverified copy in a cookie.
    cookies: { encode: 'tokens-only', ...session },
  })
}

/**
 * Verifies a token with the published keys of the auth server, without calling it, and returns the claims; null for a
 * token that the auth server has not signed.
 * @param options `allowExpired`: accepts an expired token too
 */
export async function readClaims(env: Env, token: string, options: { allowExpired?: boolean } = {}) {
  const header = readHeader(token)
  const key = header && (await findSigningKey(`${env.SUPABASE_URL}/auth/v1`, header.kid))
  // For a token of another algorithm, `getClaims` would call the auth server.
  if (!key || header.alg !== key.alg) return null
  const jwks = { keys: [{ ...key, key_ops: ['verify'] }] }
  const { data } = await checkerFor(env).auth.getClaims(token, { ...options, jwks })
  return data?.claims ?? null
}

const checkers = new WeakMap<Env, Db>()

/** One client verifies all tokens, so that a flood of requests does not create a client each. */
function checkerFor(env: Env): Db {
  const checker = checkers.get(env) ?? anonymous(env)
  checkers.set(env, checker)
  return checker
}

/**
 * A client with the rights of a Postgres role, through the token that was minted for it at deployment.
 * @throws Error when this process has no token for the role
 */
export function asRole(env: Env, role: Role): Db {
  const token = env.SUPABASE_ROLE_TOKENS[role]
  if (!token) throw new Error(`SUPABASE_ROLE_TOKENS holds no token for the role ${role}.`)
  return forToken(env, token)
}

/** The SQLSTATEs that the migrations raise for errors that the caller may see. */
const codes: Record<string, ShopErrorCode> = {
  NLINV: 'invalid',
  NLNOT: 'not_found',
  NLCON: 'conflict',
  NLSOL: 'sold_out',
  NLFOR: 'forbidden',
  NLTOO: 'too_many',
  NLAUT: 'unauthorized',
}

/** What Postgres answers to a text with NUL, or with bytes that are no text: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const noText = ['22021', '22P05']

/** A response of PostgREST: data, or an error with an SQLSTATE. */
export type DatabaseAnswer<Data> = PostgrestSingleResponse<Data>

/**
 * Returns the data of a response of PostgREST.
 * @throws ShopError for an error that the caller may see; Error with the SQLSTATE for everything else
 */
export function unwrap<Data>(answer: DatabaseAnswer<Data>): Data {
  if (!answer.error) return answer.data
  const code = codes[answer.error.code]
  if (code) throw new ShopError(code, answer.error.message)
  if (noText.includes(answer.error.code))
    throw new ShopError('invalid', 'The text has a character that is no letter or sign.')
  throw new Error(`database: ${answer.error.message} (${answer.error.code || 'no code'})`)
}
