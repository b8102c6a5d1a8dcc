import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { describeListPage, ListPage } from '#app/(shop)/(browse)/list-page.tsx'
import { findCategoryList } from '#app/(shop)/(browse)/lists.ts'
import { getCategories } from '#app/queries.ts'

/** Next sends the whole page, not an empty shell first, so that an unknown slug gets the status 404. */
export const instant = false

export async function generateStaticParams() {
  return (await getCategories()).map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: PageProps<'/categories/[slug]'>) {
  const { slug } = await params
  return describeListPage((await isAddress('categories', slug)) && (await findCategoryList(slug)), 1)
}

export default async function CategoryPage({ params }: PageProps<'/categories/[slug]'>) {
  const { slug } = await params
  await demandAddress('categories', slug)
  const list = await findCategoryList(slug)
  if (!list) notFound()
  return <ListPage list={list} page={1} />
}
