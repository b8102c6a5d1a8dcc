import { notFound } from 'next/navigation'
import { demandAddress, isAddress } from '#app/(shop)/(browse)/address.ts'
import { describeListPage, ListPage } from '#app/(shop)/(browse)/list-page.tsx'
import { findCollectionList } from '#app/(shop)/(browse)/lists.ts'
import { getCollections } from '#app/queries.ts'

/** Next sends the whole page, not an empty shell first, so that an unknown slug gets the status 404. */
export const instant = false

export async function generateStaticParams() {
  return (await getCollections()).map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: PageProps<'/collections/[slug]'>) {
  const { slug } = await params
  return describeListPage((await isAddress('collections', slug)) && (await findCollectionList(slug)), 1)
}

export default async function CollectionPage({ params }: PageProps<'/collections/[slug]'>) {
  const { slug } = await params
  await demandAddress('collections', slug)
  const list = await findCollectionList(slug)
  if (!list) notFound()
  return <ListPage list={list} page={1} />
}
