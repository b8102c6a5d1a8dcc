import { z } from 'zod'
import { networkOf } from '#lib/caller-network.ts'
import type { Env } from '#lib/env.ts'
import { fingerprint } from '#lib/seal.ts'
import { anonymous, type Db, forCookies, forToken, readClaims, unwrap } from '#lib/supabase.ts'

export type Caller = {
  /** as this caller, with their own rights */
  db: Db
  user: { id: string; email: string } | null
  /** for their budget: a hash of who they are, or of the network they come from */
  key: string
}

let nobody: Db | undefined

const claims = z.object({ sub: z.uuid(), email: z.string().default('') })

/**
 * Who calls: by the token of the Authorization header, by the session in the cookies, or nobody in particular. A token
 * that is not good is nobody's.
 */
export async function findCaller(request: Request, env: Env): Promise<Caller> {
  // One for all: a flood should not even make a client each.
  nobody ??= anonymous(env)
  // While the auth server does not answer, everybody is nobody.
  const signedIn = await findPerson(request, env).catch(() => null)
  if (signedIn) return { ...signedIn, key: await fingerprint(env.SEAL_SECRET, `user ${signedIn.user.id}`) }
  const network = networkOf(request.headers.get('x-forwarded-for'))
  return { db: nobody, user: null, key: await fingerprint(env.SEAL_SECRET, `network ${network}`) }
}

/** Who is signed in; null for a token that is not good, and for a session that was ended. */
async function findPerson(request: Request, env: Env) {
  const token = bearer(request)
  const session = token ? null : openSession(request, env)
  const person = claims.safeParse(
    token ? await readClaims(env, token) : (await session?.auth.getClaims())?.data?.claims,
  )
  if (!person.success) return null
  const db = token ? forToken(env, token) : session
  if (!db || !unwrap(await db.rpc('is_session_open'))) return null
  return { db, user: { id: person.data.sub, email: person.data.email } }
}

/** As whoever the cookies say, which is yet to be verified; null without such cookies. */
function openSession(request: Request, env: Env): Db | null {
  const cookies = readCookies(request.headers.get('cookie') ?? '')
  if (!cookies.some(({ name }) => name.startsWith('session'))) return null
  // The session was refreshed before this function was called, by what stands in front of it.
  return forCookies(env, { getAll: () => cookies, set() {} })
}

/** A JSON Web Token of the Authorization header; the publishable key is none. */
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
