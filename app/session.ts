import 'server-only'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import * as z from 'zod'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { type Db, forCookies } from '#lib/supabase.ts'
import { findStaff, isSessionOpen } from '#shop/accounts/account.ts'
import type { StaffRole } from '#shop/accounts/types.ts'
import { shop } from '#shop.config.ts'

/** `isVisitor`: looks around a demo, with an account that has no address and ends by itself. */
export type SignedIn = { db: Db; user: { id: string; email: string; isVisitor: boolean } }
export type Staff = SignedIn & { role: StaffRole; name: string }

/** Seconds. The clean-up removes the cart after the same time. */
const lifetime = shop.keep.cartDays * 24 * 60 * 60

/** Gives the caller's cart id; null when the cookie holds no uuid. */
export async function getCartId(): Promise<string | null> {
  return parseCartId((await cookies()).get('cart')?.value)
}

/**
 * Stores the cart id, and its count for the badge in the header. Scripts can read and forge the count,
 * so nothing on the server relies on it. Only a server action may call this.
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

/** The options of every cookie. Browsers drop a `Secure` cookie that comes over plain http. */
export function cookieOptions(siteUrl: string) {
  return {
    sameSite: 'lax',
    secure: new URL(siteUrl).protocol === 'https:',
    path: '/',
    maxAge: lifetime,
  } as const
}

/** Opens the database and the auth client as the caller. A server action that signs in or out writes the cookies through it. */
export async function openSession(): Promise<Db> {
  // Reading the session makes this route dynamic.
  await connection()
  const jar = await cookies()
  return forCookies(env(), {
    getAll: () => jar.getAll(),
    set(name, value, options) {
      try {
        jar.set(name, value, options)
      } catch {
        // A page cannot set cookies while it renders. `proxy.ts` has refreshed the session before.
      }
    },
  })
}

const claims = z.object({ sub: z.uuid(), email: z.string().default(''), is_anonymous: z.boolean().default(false) })

/** Gives the caller, after verifying the token and checking that the session is open; null when nobody is signed in. */
export async function signedIn(): Promise<SignedIn | null> {
  const db = await openSession()
  const { data } = await db.auth.getClaims()
  const parsed = claims.safeParse(data?.claims)
  if (!parsed.success || !(await isSessionOpen(db))) return null
  const { sub: id, email, is_anonymous: isVisitor } = parsed.data
  return { db, user: { id, email, isVisitor } }
}

/**
 * Gives the caller of a page as a member of staff. Redirects somebody who is not signed in; nobody else learns that the page exists.
 * The frame and its page share one answer.
 */
export const staff = cache(async (): Promise<Staff> => {
  const person = await signedIn()
  if (!person) redirect('/sign-in?next=/admin')
  const member = await findStaff(person.db, person.user.id)
  if (!member) notFound()
  return { ...person, ...member }
})

/**
 * Gives the caller of a server action as a member of staff. The page of the form stays, with what was typed.
 * @throws SignedOut when the session has ended; ShopError forbidden
 */
export async function actingStaff(): Promise<Staff> {
  const person = await signedIn()
  if (!person) throw new SignedOut()
  const member = await findStaff(person.db, person.user.id)
  if (!member) throw new ShopError('forbidden', 'Your account is not on the staff of this shop any more.')
  return { ...person, ...member }
}

/** The session of the caller has ended. The answer of an action then links to the sign-in page. */
export class SignedOut extends ShopError {
  constructor() {
    super(
      'unauthorized',
      'You are signed out, and nothing was saved. Sign in, then try again: this page keeps what you typed.',
    )
  }
}
