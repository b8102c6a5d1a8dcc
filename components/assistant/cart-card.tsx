import { LampFrame } from '#components/assistant/lamp-row.tsx'
import { CartForm } from '#components/cart/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Card } from '#shop/assistant/cards.ts'

type CartCardProps = { card: Extract<Card, { kind: 'cart' }> }

/** A lamp that the assistant offers to add to the cart. The shopper's click adds it. */
export function CartCard({ card: { lamp, variantId, quantity } }: CartCardProps) {
  const finish = lamp.finishes.find(({ id }) => id === variantId)
  return (
    <LampFrame lamp={lamp} finish={finish}>
      <CartForm quantity={quantity} compact>
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
