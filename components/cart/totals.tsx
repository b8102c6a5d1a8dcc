'use client'

import { Button } from '#components/ui/button.tsx'
import { OrderTotals } from '#components/ui/totals.tsx'
import type { useAction } from '#components/ui/use-action.ts'
import type { Cart } from '#shop/cart/types.ts'

type Props = { cart: Cart; payment: ReturnType<typeof useAction> }

/** The totals of the cart, and the button that checks out. */
export function CartTotals({ cart, payment }: Props) {
  const { state, pending, form } = payment
  return (
    <section aria-label="Total" className="border-line border-t pt-6 md:sticky md:top-6 md:self-start">
      <OrderTotals order={cart} />
      <form {...form} aria-busy={pending} className="pt-6">
        <Button type="submit" className="w-full" disabled={pending}>
          Check out
        </Button>
        <p role="status" className={`min-h-[3em] pt-3 text-small ${state?.ok === false ? 'text-wrong' : 'text-quiet'}`}>
          {pending ? 'Opening the payment page …' : (state?.message ?? 'You pay on the next page, with Stripe.')}
        </p>
      </form>
    </section>
  )
}
