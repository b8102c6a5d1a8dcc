import { describeListPage, ListPage } from '#app/(shop)/(browse)/list-page.tsx'
import { listAll } from '#app/(shop)/(browse)/lists.ts'

export const generateMetadata = async () => describeListPage(await listAll(), 1)

export default async function ProductsPage() {
  return <ListPage list={await listAll()} page={1} />
}
