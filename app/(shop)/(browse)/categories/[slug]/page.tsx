import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { getCategories, getProducts } from '#app/queries.ts'
import { LampList } from '#components/catalog/lamp-list.tsx'

/** Next sends the whole page, not an empty shell first, so that an unknown slug gets the status 404. */
export const instant = false

export async function generateStaticParams() {
  const categories = await getCategories()
  return categories.map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: PageProps<'/categories/[slug]'>): Promise<Metadata> {
  const { slug } = await params
  const category = (await isAddress('categories', slug)) && (await findCategory(slug))
  if (!category) return { title: 'Page not found' }
  return {
    title: category.name,
    description: category.intro,
    alternates: { canonical: `/categories/${slug}` },
  }
}

export default async function CategoryPage({ params }: PageProps<'/categories/[slug]'>) {
  const { slug } = await params
  await demandAddress('categories', slug)
  const [category, products, categories] = await Promise.all([findCategory(slug), getProducts(), getCategories()])
  if (!category) notFound()
  return (
    <LampList
      title={category.name}
      intro={category.intro}
      products={products.filter(({ categorySlug }) => categorySlug === slug)}
      categories={categories}
      current={slug}
    />
  )
}

async function findCategory(slug: string) {
  const categories = await getCategories()
  return categories.find((category) => category.slug === slug)
}
