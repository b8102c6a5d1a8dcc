import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { forgetPending } from '#app/(personal)/sign-in/pending.ts'
import { cookieOptions, getCartId, rememberCart } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import type { Db } from '#lib/supabase.ts'
import { getCart, joinCart } from '#shop/cart/cart.ts'

const log = createLog({ scope: 'sign-in' })

/**
 * What follows a sign-in: the guest's cart joins the account's, the header learns of it, and the way goes on.
 * The flag for the header is readable by scripts and trusted for nothing.
 */
export async function begin(db: Db, next: string): Promise<never> {
  ;(await cookies()).set('signed-in', '1', cookieOptions(env().SITE_URL))
  await forgetPending()
  await bringCart(db)
  redirect(next)
}

/** Signing in is worth more than the cart: one that cannot be joined stays the guest's. */
async function bringCart(db: Db): Promise<void> {
  try {
    const cartId = await joinCart(db, await getCartId())
    if (cartId) await rememberCart(cartId, (await getCart(db, cartId)).count)
  } catch (error) {
    log.error('the cart could not be joined', { error })
  }
}
