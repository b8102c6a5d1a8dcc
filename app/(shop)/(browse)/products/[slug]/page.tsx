import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { addToCart } from '#app/actions/cart.ts'
import { getProduct, getRelated, getScenes, getSlugs } from '#app/queries.ts'
import { ProductData } from '#components/catalog/product-data.tsx'
import { ProductDetails } from '#components/catalog/product-details.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { Reviews } from '#components/catalog/reviews.tsx'
import { shareImages } from '#components/catalog/share-images.ts'
import { env } from '#lib/env.ts'
import type { Product, ProductCard } from '#shop/catalog/types.ts'

/** Next sends the whole page, not an empty shell first, so that an unknown slug gets the status 404. */
export const instant = false

/** Pages that the build makes, the first ones in the shop's order. The others are made when somebody asks for them, and then kept. */
const builtPages = 1_000

export async function generateStaticParams() {
  const { slugs } = await getSlugs(1, builtPages)
  return slugs.map((slug) => ({ slug }))
}

export async function generateMetadata({ params }: PageProps<'/products/[slug]'>): Promise<Metadata> {
  const { slug } = await params
  const product = (await isAddress('products', slug)) && (await getProduct(slug))
  if (!product) return { title: 'Page not found' }
  const { name, tagline, description } = product
  // A lamp without a photograph is shared with the shop's own.
  const photograph = product.on ?? product.off ?? (await getScenes())[0]?.lit
  const title = `${name}: ${tagline.replace(/\.$/, '')}`
  return {
    title,
    description,
    alternates: { canonical: `/products/${slug}` },
    openGraph: { title, description, url: `/products/${slug}`, images: photograph ? shareImages(photograph) : [] },
  }
}

export default async function ProductPage({ params }: PageProps<'/products/[slug]'>) {
  const { slug } = await params
  await demandAddress('products', slug)
  const product = await getProduct(slug)
  if (!product) notFound()
  const related = await getRelated(slug)
  return (
    <>
      <ProductDetails product={product} addToCart={addToCart} />
      <Reviews product={product} />
      {related.length > 0 && (
        <section aria-labelledby={`${slug}-related`} className="page mt-24 md:mt-32">
          <h2 id={`${slug}-related`} className="mb-8 text-heading">
            {relatedHeading(product, related)}
          </h2>
          <ProductGrid products={related} heading="h3" className="four" />
        </section>
      )}
      <ProductData product={product} address={`${env().SITE_URL}/products/${slug}`} />
    </>
  )
}

function relatedHeading({ category }: Product, related: readonly ProductCard[]): string {
  const isOneCategory = related.every(({ categorySlug }) => categorySlug === category.slug)
  return isOneCategory ? `More ${category.name.toLowerCase()}` : 'Similar lamps'
}
