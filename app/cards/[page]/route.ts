import { getLampPage, getNothing } from '#app/queries.ts'
import { mostFaceted } from '#shop/catalog/facets.ts'
import { lampsOfPage } from '#shop/catalog/lists.ts'

/** Nobody asks for cards of a larger catalogue, whose lists the shop narrows; Next wants one page of a route. */
export async function generateStaticParams() {
  const { count } = await getLampPage({}, 1)
  const pages = count > mostFaceted ? 1 : Math.max(1, Math.ceil(count / lampsOfPage))
  return Array.from({ length: pages }, (_, index) => ({ page: `${index + 1}` }))
}

/** The cards of one page of all lamps, for lists that are narrowed in the browser: `GET /cards/1` -> ProductCard[]. */
export async function GET(_request: Request, { params }: RouteContext<'/cards/[page]'>): Promise<Response> {
  const { page } = await params
  const number = /^[1-9]\d{0,2}$/.test(page) ? Number(page) : 0
  const { count } = await getLampPage({}, 1)
  if (number < 1 || number > Math.max(1, Math.ceil(count / lampsOfPage))) {
    await getNothing()
    return new Response('Not found', { status: 404 })
  }
  return Response.json((await getLampPage({}, number)).products)
}
