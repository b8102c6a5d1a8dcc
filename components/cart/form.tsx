'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { expectInCart } from '#components/cart/count.ts'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'

type CartFormProps = {
  action: Action
  quantity?: number
  /** reserves no space for the answer */
  compact?: boolean
  children: ReactNode
}

/**
 * The form that adds a lamp to the cart. Its children contain the field `variantId` and the button.
 * The badge counts the lamp before the server has answered.
 */
export function CartForm({ action, quantity = 1, compact = false, children }: CartFormProps) {
  const { state, pending, form } = useAction(action, countAtOnce)
  return (
    <form {...form} aria-busy={pending}>
      <input type="hidden" name="quantity" value={quantity} />
      {children}
      <p role="status" className={`text-small ${compact ? 'not-empty:pt-2' : 'min-h-[3em] pt-3'}`}>
        {state?.message}
        {state?.ok && (
          <>
            {' '}
            <Link href="/cart" prefetch={false} className="link">
              See the cart
            </Link>
          </>
        )}
      </p>
    </form>
  )
}

function countAtOnce(form: FormData): (answer: ActionState) => void {
  if (!form.get('variantId')) return () => {}
  const settle = expectInCart(Number(form.get('quantity')))
  return ({ ok }) => settle(ok)
}
