import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { describeListPage, ListPage, listBuiltPages, readPage } from '#app/(shop)/(browse)/list-page.tsx'
import { findCollectionList } from '#app/(shop)/(browse)/lists.ts'
import { getCollections } from '#app/queries.ts'

/** Next sends the whole page, not an empty shell first, so that a page beyond the last one gets the status 404. */
export const instant = false

type Parameters = PageProps<'/collections/[slug]/page/[page]'>

export async function generateStaticParams() {
  const lists = (await getCollections()).map(async ({ slug }) =>
    (await listBuiltPages({ collection: slug })).map((page) => ({ slug, page })),
  )
  return (await Promise.all(lists)).flat()
}

export async function generateMetadata({ params }: Parameters) {
  const { slug, page } = await params
  return describeListPage((await isAddress('collections', slug)) && (await findCollectionList(slug)), readPage(page))
}

export default async function FurtherCollectionPage({ params }: Parameters) {
  const { slug, page } = await params
  await demandAddress('collections', slug)
  const list = await findCollectionList(slug)
  if (!list) notFound()
  return <ListPage list={list} page={readPage(page)} />
}
