import type { Metadata } from 'next'
import Link from 'next/link'
import { getCategories, getCollections, getLampPage, getScenes } from '#app/queries.ts'
import { Categories } from '#components/catalog/categories.tsx'
import { Collections } from '#components/catalog/collections.tsx'
import { Ledge } from '#components/catalog/ledge.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { Room } from '#components/catalog/room.tsx'
import { StructuredData } from '#components/ui/structured-data.tsx'
import { env } from '#lib/env.ts'
import type { Category, ProductCard } from '#shop/catalog/types.ts'
import { chooseSize } from '#shop/sharing/choose-size.ts'
import { describeShop } from '#shop/sharing/structured-data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [ledge] = await getScenes()
  const size = ledge?.lit && chooseSize(ledge.lit)
  const images = size ? [{ url: size.url, width: size.width, height: size.height, alt: ledge?.alt ?? '' }] : []
  return { alternates: { canonical: '/' }, openGraph: { url: '/', images } }
}

export default async function HomePage() {
  const [{ count }, categories, collections, [ledge, lounge, table]] = await Promise.all([
    getLampPage({}, 1),
    getCategories(),
    getCollections(),
    getScenes(),
  ])
  // The first page of each list, which the list's own page reads as well.
  const [byCategory, byCollection] = await Promise.all([
    Promise.all(categories.map(({ slug }) => getLampPage({ category: slug }, 1))),
    Promise.all(collections.map(({ slug }) => getLampPage({ collection: slug }, 1))),
  ])
  const products = byCategory.flatMap((page) => page.products)
  return (
    <>
      {ledge && <Ledge scene={ledge} />}
      <section className="page mt-6 md:mt-8">
        <h1 className="text-title">Off until something moves.</h1>
        <p className="mt-5 max-w-[34rem] text-lead text-quiet md:mt-4">
          {count} lamps that wait in the dark, cost nothing while they do, and are there when you pass. Go along the
          ledge, or{' '}
          <Link href="/products" className="link text-ink">
            see all of them
          </Link>
          .
        </p>
      </section>
      <section aria-labelledby="categories" className="page mt-20 md:mt-32">
        <h2 id="categories" className="mb-8 text-heading">
          By type
        </h2>
        <Categories categories={categories} products={products} />
      </section>
      <div className="mt-24 md:mt-36">
        {lounge && (
          <Room scene={lounge} heading="A room for two, and three lamps">
            One for the page, one for the glass, one for the rest of the evening.
          </Room>
        )}
      </div>
      <section aria-labelledby="choice" className="page mt-24 md:mt-36">
        <h2 id="choice" className="mb-8 text-heading">
          Four to start with
        </h2>
        <ProductGrid products={choose(products, categories)} heading="h3" className="four" />
      </section>
      <div className="mt-24 md:mt-36">
        {table && (
          <Room scene={table} heading="Belfry, three times">
            The same bell in slate, butter and persimmon. Hang it low enough to see faces and high enough to pass the
            salt.
          </Room>
        )}
      </div>
      <section aria-labelledby="collections" className="mt-24 -mb-24 md:mt-36 md:-mb-36">
        <h2 id="collections" className="page mb-8 text-heading">
          Collections
        </h2>
        <Collections collections={collections} products={byCollection.flatMap((page) => page.products)} />
      </section>
      <StructuredData data={describeShop(env().SITE_URL)} />
    </>
  )
}

/** Picks one lamp from each of four categories. Leaves out table lamps, which the ledge shows already. */
function choose(products: readonly ProductCard[], categories: readonly Category[]): ProductCard[] {
  return categories
    .flatMap(({ slug }) => products.find(({ categorySlug }) => categorySlug === slug) ?? [])
    .filter(({ categorySlug }) => categorySlug !== 'table')
    .slice(0, 4)
}
