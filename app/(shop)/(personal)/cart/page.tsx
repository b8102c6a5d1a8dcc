import type { Metadata } from 'next'
import { removeFromCart, submitCart } from '#app/actions/checkout.ts'
import { readAnswer } from '#app/answer.ts'
import { getLampPage } from '#app/queries.ts'
import { getCartId } from '#app/session.ts'
import { CartContents } from '#components/cart/contents.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { getCart } from '#shop/cart/cart.ts'

export const metadata: Metadata = { title: 'Cart' }

// The whole page at once: see the layout.
export const instant = false

export default async function CartPage({ searchParams }: PageProps<'/cart'>) {
  const cart = await getCart(anonymous(env()), await getCartId())
  const { payment } = await searchParams
  return (
    <div className="page pt-10 pb-24">
      <CartContents cart={cart} answer={await readAnswer()} actions={{ removeFromCart, submitCart }}>
        {payment === 'cancelled' && (
          <p className="max-w-[34rem] pt-4">
            Payment cancelled. Nothing was charged{cart.lines.length > 0 && ', and your cart is unchanged'}.
          </p>
        )}
      </CartContents>
      {cart.lines.length === 0 && (
        <section aria-label="Lamps" className="pt-14">
          <ProductGrid products={(await getLampPage({}, 1)).products.slice(0, 4)} className="four" />
        </section>
      )}
    </div>
  )
}
