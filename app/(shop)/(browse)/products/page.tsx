import type { Metadata } from 'next'
import { getCategories, getProducts } from '#app/queries.ts'
import { LampList } from '#components/catalog/lamp-list.tsx'

export const metadata: Metadata = {
  title: 'All lamps',
  description: 'Every lamp in the shop, off by day and on at dusk.',
  alternates: { canonical: '/products' },
}

export default async function ProductsPage() {
  const [products, categories] = await Promise.all([getProducts(), getCategories()])
  return (
    <LampList
      title="All lamps"
      intro={`${products.length} lamps. Point at one, or scroll to it, and it comes on.`}
      products={products}
      categories={categories}
      current={null}
    />
  )
}
