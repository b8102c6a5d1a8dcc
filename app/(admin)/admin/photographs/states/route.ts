import { readPhotographFilter } from '#app/(admin)/admin/photographs/filter.ts'
import { staff } from '#app/session.ts'
import { listAdminPhotographs, listPhotographsOf, photographPlace } from '#shop/photographs/admin.ts'

/** Gives the current state of a page's photographs. The page polls it while uploads are being processed. Staff only. */
export async function GET(request: Request): Promise<Response> {
  const { db } = await staff()
  const parameters = Object.fromEntries(new URL(request.url).searchParams)
  const { productId, status } = readPhotographFilter(parameters)
  const photographs = productId
    ? await listPhotographsOf(db, productId)
    : (await listAdminPhotographs(db, status, photographPlace.parse(parameters))).photographs
  return Response.json(photographs, { headers: { 'cache-control': 'no-store' } })
}
