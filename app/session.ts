import 'server-only'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { env } from '#lib/env.ts'

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
