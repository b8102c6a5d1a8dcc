import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { getCategories, getCollections, getProducts } from '#app/queries.ts'
import { LampList } from '#components/catalog/lamp-list.tsx'

/** Next sends the whole page, not an empty shell first, so that an unknown slug gets the status 404. */
export const instant = false

export async function generateStaticParams() {
  const collections = await getCollections()
  return collections.map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: PageProps<'/collections/[slug]'>): Promise<Metadata> {
  const { slug } = await params
  const collection = (await isAddress('collections', slug)) && (await findCollection(slug))
  if (!collection) return { title: 'Page not found' }
  return {
    title: collection.name,
    description: collection.intro,
    alternates: { canonical: `/collections/${slug}` },
  }
}

export default async function CollectionPage({ params }: PageProps<'/collections/[slug]'>) {
  const { slug } = await params
  await demandAddress('collections', slug)
  const [collection, products, categories] = await Promise.all([findCollection(slug), getProducts(), getCategories()])
  if (!collection) notFound()
  return (
    <LampList
      title={collection.name}
      intro={collection.intro}
      products={products.filter(({ collectionSlug }) => collectionSlug === slug)}
      categories={categories}
      current={undefined}
    />
  )
}

async function findCollection(slug: string) {
  const collections = await getCollections()
  return collections.find((collection) => collection.slug === slug)
}
