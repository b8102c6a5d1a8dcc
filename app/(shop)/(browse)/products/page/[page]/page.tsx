import { describeListPage, ListPage, listBuiltPages, readPage } from '#app/(shop)/(browse)/list-page.tsx'
import { listAll } from '#app/(shop)/(browse)/lists.ts'

/** Next sends the whole page, not an empty shell first, so that a page beyond the last one gets the status 404. */
export const instant = false

export async function generateStaticParams() {
  return (await listBuiltPages({})).map((page) => ({ page }))
}

export async function generateMetadata({ params }: PageProps<'/products/page/[page]'>) {
  return describeListPage(await listAll(), readPage((await params).page))
}

export default async function FurtherProductsPage({ params }: PageProps<'/products/page/[page]'>) {
  return <ListPage list={await listAll()} page={readPage((await params).page)} />
}
