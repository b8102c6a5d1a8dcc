import type { Metadata } from 'next'
import { getCollections, getLampPage } from '#app/queries.ts'
import { Collections } from '#components/catalog/collections.tsx'

export const metadata: Metadata = {
  title: 'Collections',
  description: 'The lamps in collections, each before its own wall.',
  alternates: { canonical: '/collections' },
}

export default async function CollectionsPage() {
  const collections = await getCollections()
  // The first page of each list, which the list's own page reads as well.
  const lists = await Promise.all(collections.map(({ slug }) => getLampPage({ collection: slug }, 1)))
  return (
    <div className="-mb-24 pt-6 md:-mb-36 md:pt-12">
      <h1 className="page mb-8 text-title md:mb-12">Collections</h1>
      <Collections collections={collections} products={lists.flatMap(({ products }) => products)} heading="h2" />
    </div>
  )
}
