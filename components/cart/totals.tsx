'use client'

import { Button } from '#components/ui/button.tsx'
import { OrderTotals } from '#components/ui/totals.tsx'
import type { useAction } from '#components/ui/use-action.ts'
import type { Cart } from '#shop/cart/types.ts'

/** The id of the cart's one form: the quantities of the lines belong to it, so what was typed counts when it is paid for. */
export const cartFormId = 'cart-form'

type Props = {
  cart: Cart
  form: ReturnType<typeof useAction>
  /** the form was sent to pay */
  leaving: boolean
}

/** The totals of the cart, and the button that checks out. */
export function CartTotals({ cart, form: { state, pending, form }, leaving }: Props) {
  const refusal = state?.ok === false && !state.fields ? state.message : null
  return (
    <section aria-label="Total" className="border-line border-t pt-6 md:sticky md:top-20 md:self-start">
      <OrderTotals order={cart} />
      <form {...form} id={cartFormId} aria-busy={pending} className="pt-6">
        <input type="hidden" name="total" value={cart.total.amount} />
        <Button type="submit" className="w-full" disabled={leaving || cart.total.amount === 0}>
          Check out
        </Button>
        <p role="status" className={`min-h-[3em] pt-3 text-small ${refusal ? 'text-wrong' : 'text-quiet'}`}>
          {leaving ? 'Opening the payment page …' : (refusal ?? 'You pay on the next page, with Stripe.')}
        </p>
      </form>
    </section>
  )
}
