'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { parsePrice } from '#components/admin/catalog/price.ts'
import { ProductCard } from '#components/catalog/product-card.tsx'
import type { ProductCard as ProductCardData } from '#shop/catalog/types.ts'

type ProductPreviewProps = {
  /** the saved card, for the photographs; all other values come from the forms */
  card: ProductCardData
  children: ReactNode
}

/** The forms of a lamp, and beside them its card as the shop would show it with the typed values. */
export function ProductPreview({ card, children }: ProductPreviewProps) {
  const forms = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(card)
  const read = () => forms.current && setShown(readCard(forms.current, card))
  // Runs when the saved card changes, and once after hydration, for values that were typed before it.
  useEffect(() => {
    if (forms.current) setShown(readCard(forms.current, card))
  }, [card])
  return (
    <div className="product-edit">
      <div ref={forms} onInput={read}>
        {children}
      </div>
      <aside className="product-preview" aria-labelledby="preview">
        <h2 id="preview">In the shop</h2>
        {/* `inert`, because the card's link would leave the page and lose what was typed. */}
        <div inert>
          <ProductCard product={shown} sizes="280px" heading="h3" prefetch={false} />
        </div>
      </aside>
    </div>
  )
}

function readCard(root: HTMLElement, card: ProductCardData): ProductCardData {
  const forms = [...root.querySelectorAll<HTMLFormElement>('form[data-preview]')]
  const valuesOf = (kind: string) =>
    forms
      .filter(({ dataset }) => dataset.preview === kind)
      .map((form) => (name: string) => {
        const field = form.elements.namedItem(name)
        return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : ''
      })
  const [product] = valuesOf('product')
  const finishes = valuesOf('finish')
  const prices = finishes
    .map((value) => parsePrice(value('price'), card.price.currency))
    .filter((price) => price !== null)
  return {
    ...card,
    name: product?.('name') || card.name,
    tagline: product?.('tagline') ?? card.tagline,
    price: prices.length > 0 ? { ...card.price, amount: Math.min(...prices) } : card.price,
    swatches:
      finishes.length > 0 ? finishes.map((value) => ({ name: value('name'), hex: value('hex') })) : card.swatches,
  }
}
