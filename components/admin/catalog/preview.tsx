'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { parsePrice } from '#components/admin/catalog/price.ts'
import { ProductCard } from '#components/catalog/product-card.tsx'
import type { ProductCard as ProductCardData } from '#shop/catalog/types.ts'

type ProductPreviewProps = {
  /** the card as it is saved: photographs come from here, all else from the forms */
  card: ProductCardData
  children: ReactNode
}

/** Forms of a lamp, and beside them its card in the shop as it would be with what is typed in them. */
export function ProductPreview({ card, children }: ProductPreviewProps) {
  const forms = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(card)
  const read = () => forms.current && setShown(readCard(forms.current, card))
  // Again when what is saved has changed, and once at the beginning, for what was typed before this page was alive.
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
        {/* A picture of the card: its link leads away from what is being written. */}
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
