import { readWanted } from '#app/(admin)/admin/photographs/wanted.ts'
import { staff } from '#app/session.ts'
import { listAdminPhotographs } from '#shop/photographs/admin.ts'

/** How far the photographs of a page are, for the page to ask while something is on its way. For staff only. */
export async function GET(request: Request): Promise<Response> {
  const { db } = await staff()
  const wanted = readWanted(Object.fromEntries(new URL(request.url).searchParams))
  const { photographs } = await listAdminPhotographs(db, wanted)
  return Response.json(photographs, { headers: { 'cache-control': 'no-store' } })
}
