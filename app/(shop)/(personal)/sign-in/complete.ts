import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { forgetPending } from '#app/(shop)/(personal)/sign-in/pending.ts'
import { cookieOptions, getCartId, rememberCart } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import type { Db } from '#lib/supabase.ts'
import { joinOrders } from '#shop/accounts/personal-data.ts'
import { getCart, joinCart } from '#shop/cart/cart.ts'

const log = createLog({ scope: 'sign-in' })

/**
 * Completes a sign-in: joins the guest's cart and orders to the account's, sets the flag that the header reads, and redirects.
 * Scripts can read and forge the flag, so nothing on the server relies on it.
 */
export async function completeSignIn(db: Db, next: string): Promise<never> {
  ;(await cookies()).set('signed-in', '1', cookieOptions(env().SITE_URL))
  await forgetPending()
  await joinGuestCart(db)
  await joinGuestOrders(db)
  redirect(next)
}

/** Joins the guest's cart to the account's. An error is logged only: signing in matters more than the cart. */
async function joinGuestCart(db: Db): Promise<void> {
  try {
    const cartId = await joinCart(db, await getCartId())
    if (cartId) await rememberCart(cartId, (await getCart(db, cartId)).count)
  } catch (error) {
    log.error('the cart could not be joined', { error })
  }
}

/** Gives the account the orders that were made with its address without it. An error is logged only, and the next sign-in tries again. */
async function joinGuestOrders(db: Db): Promise<void> {
  try {
    await joinOrders(db)
  } catch (error) {
    log.error('the orders could not be joined', { error })
  }
}
