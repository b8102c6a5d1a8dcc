import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { getProduct, getRelated, getSlugs } from '#app/queries.ts'
import { ProductDetails } from '#components/catalog/product-details.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { Reviews } from '#components/catalog/reviews.tsx'
import { toSeen } from '#components/catalog/seen/kept.ts'
import { SeenLamps } from '#components/catalog/seen/seen-lamps.tsx'
import { StructuredData } from '#components/ui/structured-data.tsx'
import { env } from '#lib/env.ts'
import type { Product, ProductCard } from '#shop/catalog/types.ts'
import { pictureSize } from '#shop/sharing/picture-size.ts'
import { describeProduct, describeTrail, type Step } from '#shop/sharing/structured-data.ts'

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
  const picture = { url: `/products/${slug}/picture`, ...pictureSize, alt: `${name}: ${tagline}` }
  const title = `${name}: ${tagline.replace(/\.$/, '')}`
  return {
    title,
    description,
    alternates: { canonical: `/products/${slug}`, types: { 'text/markdown': `/products/${slug}.md` } },
    openGraph: { title, description, url: `/products/${slug}`, images: [picture] },
    twitter: { card: 'summary_large_image' },
  }
}

export default async function ProductPage({ params }: PageProps<'/products/[slug]'>) {
  const { slug } = await params
  await demandAddress('products', slug)
  const product = await getProduct(slug)
  if (!product) notFound()
  const related = await getRelated(slug)
  const site = env().SITE_URL
  return (
    <>
      <ProductDetails product={product} />
      <Reviews product={product} />
      <div className="page mt-24 grid gap-x-8 gap-y-20 md:mt-32 md:grid-cols-2">
        <Lamps id={`${slug}-with`} heading="Goes with it" products={related.goesWith} />
        <Lamps id={`${slug}-kind`} heading={`More ${product.category.name.toLowerCase()}`} products={related.kind} />
      </div>
      <SeenLamps lamp={toSeen(product)} />
      <StructuredData data={describeProduct(product, `${site}/products/${slug}`)} />
      <StructuredData data={describeTrail(stepsTo(product), site)} />
    </>
  )
}

type LampsProps = { id: string; heading: string; products: readonly ProductCard[] }

function Lamps({ id, heading, products }: LampsProps) {
  if (products.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-8 text-heading">
        {heading}
      </h2>
      <ProductGrid products={products} heading="h3" className="two" />
    </section>
  )
}

function stepsTo({ slug, name, category }: Product): Step[] {
  return [
    { name: 'All lamps', path: '/products' },
    { name: category.name, path: `/categories/${category.slug}` },
    { name, path: `/products/${slug}` },
  ]
}
