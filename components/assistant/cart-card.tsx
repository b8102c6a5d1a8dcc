import { LampFrame } from '#components/assistant/lamp-row.tsx'
import { CartForm } from '#components/cart/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Action } from '#components/ui/use-action.ts'
import type { Card } from '#shop/assistant/cards.ts'

type CartCardProps = { card: Extract<Card, { kind: 'cart' }>; addToCart: Action }

/** A lamp that the assistant offers to add to the cart. The shopper's click adds it. */
export function CartCard({ card: { lamp, variantId, quantity }, addToCart }: CartCardProps) {
  const finish = lamp.finishes.find(({ id }) => id === variantId)
  return (
    <LampFrame lamp={lamp} finish={finish}>
      <CartForm action={addToCart} quantity={quantity} compact>
        <input type="hidden" name="variantId" value={variantId} />
        <p className="pt-1 pb-2.5 text-small">
          {quantity} × {finish?.name}
        </p>
        <Button type="submit">
          Add to cart<span className="sr-only"> {lamp.name}</span>
        </Button>
      </CartForm>
    </LampFrame>
  )
}
