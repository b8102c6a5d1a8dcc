import Link from 'next/link'
import type { ReactNode } from 'react'
import { CartForm } from '#components/cart/form.tsx'
import { Facts } from '#components/catalog/facts.tsx'
import { type FinishChoice, Finishes } from '#components/catalog/finishes.tsx'
import { LampPhotograph, MorePhotographs } from '#components/catalog/gallery.tsx'
import { formatMoney } from '#lib/money.ts'
import type { Finish, Product } from '#shop/catalog/types.ts'

/** The product page: photographs, price, finishes, facts. */
export function ProductDetails({ product }: { product: Product }) {
  const { slug, name, tagline, price, description, category, finishes, rating } = product
  return (
    <div className="product">
      <div className="page grid gap-x-16 gap-y-8 md:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] lg:gap-x-24">
        <LampPhotograph product={product} />
        <div className="md:sticky md:top-20 md:col-start-2 md:row-span-2 md:row-start-1 md:self-start md:pt-2">
          <Link href={`/categories/${category.slug}`} className="link text-small text-quiet">
            {category.name}
          </Link>
          <h1 className="mt-4 text-title">{name}</h1>
          <p className="mt-2 text-lead text-quiet">{tagline}</p>
          <p className="mt-6 text-lead tabular-nums">
            {formatMoney(price)} <span className="text-small text-quiet">incl. VAT</span>
          </p>
          {rating.count > 0 && (
            <a href={`#${slug}-reviews`} className="link mt-1 inline-block text-small text-quiet tabular-nums">
              {rating.average.toFixed(1)} of 5, from {rating.count} {rating.count === 1 ? 'review' : 'reviews'}
            </a>
          )}
          <div className="mt-6 max-w-[32rem]">
            <CartForm>
              <Finishes slug={slug} finishes={finishes.map((finish) => toChoice(finish, product))} />
            </CartForm>
          </div>
          <p className="mt-4 max-w-[34rem]">{description}</p>
        </div>
        <MorePhotographs product={product} />
      </div>
      <div className="page mt-20 grid gap-x-16 gap-y-14 md:mt-28 md:grid-cols-2 lg:gap-x-24">
        <Facts product={product} />
        <Words heading="Materials" sentences={product.materials} />
        <Words heading="Care" sentences={product.care}>
          <p className="mt-5 text-small text-quiet">
            {product.sku}. In the shop since {product.year}.
          </p>
        </Words>
      </div>
    </div>
  )
}

function Words({
  heading,
  sentences,
  children,
}: {
  heading: string
  sentences: readonly string[]
  children?: ReactNode
}) {
  return (
    <section>
      <h2 className="text-heading">{heading}</h2>
      <ul className="mt-3 max-w-[36rem]">
        {sentences.map((sentence) => (
          <li key={sentence} className="py-1">
            {sentence}
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}

function toChoice({ photograph, ...finish }: Finish, { price, on }: Product): FinishChoice {
  const { id, name, hex, stock } = finish
  const own = finish.price.amount === price.amount ? null : formatMoney(finish.price)
  const choice = { id, name, hex, stock, price: own }
  if (!photograph) return { ...choice, picture: 'none' }
  return { ...choice, picture: photograph.id === on?.id ? 'lamp' : 'own' }
}
