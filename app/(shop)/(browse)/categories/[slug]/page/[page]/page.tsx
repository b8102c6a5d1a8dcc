import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { describeListPage, ListPage, listBuiltPages, readPage } from '#app/(shop)/(browse)/list-page.tsx'
import { findCategoryList } from '#app/(shop)/(browse)/lists.ts'
import { getCategories } from '#app/queries.ts'

/** Next sends the whole page, not an empty shell first, so that a page beyond the last one gets the status 404. */
export const instant = false

type Parameters = PageProps<'/categories/[slug]/page/[page]'>

export async function generateStaticParams() {
  const lists = (await getCategories()).map(async ({ slug }) =>
    (await listBuiltPages({ category: slug })).map((page) => ({ slug, page })),
  )
  return (await Promise.all(lists)).flat()
}

export async function generateMetadata({ params }: Parameters) {
  const { slug, page } = await params
  return describeListPage((await isAddress('categories', slug)) && (await findCategoryList(slug)), readPage(page))
}

export default async function FurtherCategoryPage({ params }: Parameters) {
  const { slug, page } = await params
  await demandAddress('categories', slug)
  const list = await findCategoryList(slug)
  if (!list) notFound()
  return <ListPage list={list} page={readPage(page)} />
}
