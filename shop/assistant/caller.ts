import * as z from 'zod'
import { networkOf } from '#lib/caller-network.ts'
import type { Env } from '#lib/env.ts'
import { fingerprint } from '#lib/seal.ts'
import { anonymous, type Db, forCookies, forToken, readClaims, unwrap } from '#lib/supabase.ts'

export type Caller = {
  /** a client with the caller's own rights */
  db: Db
  user: { id: string; email: string } | null
  /** the cart in the caller's cookie */
  cartId: string | null
  /** for the caller's budget: a hash of their user id, or of their network */
  key: string
}

let nobody: Db | undefined

const claims = z.object({ sub: z.uuid(), email: z.string().default(''), is_anonymous: z.boolean().default(false) })

/**
 * Identifies the caller by the token of the Authorization header, or by the session in the cookies. A caller with neither, or with an
 * invalid token, counts as not signed in.
 */
export async function findCaller(request: Request, env: Env): Promise<Caller> {
  // All anonymous callers share one client: a flood of requests must not create a client each.
  nobody ??= anonymous(env)
  // If the auth server does not answer, every caller counts as not signed in.
  const signedIn = await findPerson(request, env).catch(() => null)
  const cartId = cartOf(request)
  if (signedIn && !signedIn.isVisitor)
    return { ...signedIn, cartId, key: await fingerprint(env.SEAL_SECRET, `user ${signedIn.user.id}`) }
  const network = networkOf(request.headers.get('x-forwarded-for'))
  // Accounts without an address cost nothing, so each of them has no budget of its own.
  const key = await fingerprint(env.SEAL_SECRET, `network ${network}`)
  return { db: signedIn?.db ?? nobody, user: signedIn?.user ?? null, cartId, key }
}

/** Returns the id of the cart in the cookies, which `app/session.ts` sets; null when there is none. */
function cartOf(request: Request): string | null {
  const value = readCookies(request.headers.get('cookie') ?? '').find(({ name }) => name === 'cart')?.value
  return z.uuid().safeParse(value).data?.toLowerCase() ?? null
}

/** Returns the signed-in user; null for an invalid token and for a session that has ended. */
async function findPerson(request: Request, env: Env) {
  const token = bearer(request)
  const session = token ? null : openSession(request, env)
  const person = claims.safeParse(
    token ? await readClaims(env, token) : (await session?.auth.getClaims())?.data?.claims,
  )
  if (!person.success) return null
  const db = token ? forToken(env, token) : session
  if (!db || !unwrap(await db.rpc('is_session_open'))) return null
  const { sub: id, email, is_anonymous: isVisitor } = person.data
  return { db, user: { id, email }, isVisitor }
}

/** Returns a client with the session in the cookies, not yet verified; null without session cookies. */
function openSession(request: Request, env: Env): Db | null {
  const cookies = readCookies(request.headers.get('cookie') ?? '')
  if (!cookies.some(({ name }) => name.startsWith('session'))) return null
  // The proxy has refreshed the session before this function runs, so this client never sets cookies.
  return forCookies(env, { getAll: () => cookies, set() {} })
}

/** Returns the JSON Web Token of the Authorization header; null for the publishable key, which is not one. */
function bearer(request: Request): string | null {
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

function readCookies(header: string): { name: string; value: string }[] {
  return header.split(/;\s*/).flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [{ name: pair.slice(0, at).trim(), value: decode(pair.slice(at + 1)) }] : []
  })
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
