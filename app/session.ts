import 'server-only'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { type Db, forCookies } from '#lib/supabase.ts'
import { findStaff, isSessionOpen } from '#shop/accounts/account.ts'
import type { StaffRole } from '#shop/accounts/types.ts'

export type SignedIn = { db: Db; user: { id: string; email: string } }
export type Staff = SignedIn & { role: StaffRole; name: string }

const thirtyDays = 30 * 24 * 60 * 60

/** The cart of whoever is asking. Anything in the cookie that is not a uuid is no cart. */
export async function getCartId(): Promise<string | null> {
  return parseCartId((await cookies()).get('cart')?.value)
}

/**
 * Remembers the cart for thirty days, and its count for the badge in the header.
 * The count is readable by scripts and trusted for nothing. Only a server action may call this.
 */
export async function rememberCart(cartId: string, count: number): Promise<void> {
  const jar = await cookies()
  const options = cookieOptions(env().SITE_URL)
  jar.set('cart', cartId, { ...options, httpOnly: true })
  jar.set('cart-count', String(count), options)
}

/** Reads a cart id from a cookie: a uuid in lower case, or null. */
export function parseCartId(value: string | undefined): string | null {
  const parsed = z.uuid().safeParse(value)
  return parsed.success ? parsed.data.toLowerCase() : null
}

/** A cookie may only be `Secure` where the store itself is served over https. */
export function cookieOptions(siteUrl: string) {
  return {
    sameSite: 'lax',
    secure: new URL(siteUrl).protocol === 'https:',
    path: '/',
    maxAge: thirtyDays,
  } as const
}

/** The database and sign-in as whoever asks; a server action that signs in or out writes the cookies through it. */
export async function openSession(): Promise<Db> {
  // A session knows the time, which only a request has.
  await connection()
  const jar = await cookies()
  return forCookies(env(), {
    getAll: () => jar.getAll(),
    set(name, value, options) {
      try {
        jar.set(name, value, options)
      } catch {
        // A page that is being made cannot set cookies. `proxy.ts` has refreshed the session before it.
      }
    },
  })
}

const claims = z.object({ sub: z.uuid(), email: z.string().default('') })

/** Who is asking, from a token that was verified and a session that is still open; null when nobody is signed in. */
export async function signedIn(): Promise<SignedIn | null> {
  const db = await openSession()
  const { data } = await db.auth.getClaims()
  const parsed = claims.safeParse(data?.claims)
  if (!parsed.success || !(await isSessionOpen(db))) return null
  return { db, user: { id: parsed.data.sub, email: parsed.data.email } }
}

/** The member of staff who is asking. For everybody else there is no such page: ends in `notFound()`. */
export async function staff(): Promise<Staff> {
  const person = await signedIn()
  const member = person && (await findStaff(person.db, person.user.id))
  if (!member) notFound()
  return { ...person, ...member }
}
