import type { Metadata } from 'next'
import { checkOut, removeFromCart, setQuantity } from '#app/actions/cart.ts'
import { readAnswer } from '#app/answer.ts'
import { getCartId } from '#app/session.ts'
import { CartContents } from '#components/cart/contents.tsx'
import { env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { getCart } from '#shop/cart/cart.ts'

export const metadata: Metadata = { title: 'Cart' }

// In one piece: see the layout.
export const instant = false

export default async function CartPage({ searchParams }: PageProps<'/cart'>) {
  const cart = await getCart(anonymous(env()), await getCartId())
  const { payment } = await searchParams
  return (
    <div className="page pt-10 pb-24">
      <CartContents cart={cart} answer={await readAnswer()} actions={{ setQuantity, removeFromCart, checkOut }}>
        {payment === 'cancelled' && (
          <p className="max-w-[34rem] pt-4">
            You came back without paying. Nothing was charged
            {cart.lines.length > 0 && ', and your cart is as you left it'}.
          </p>
        )}
      </CartContents>
    </div>
  )
}
