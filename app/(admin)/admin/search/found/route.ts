import { staff } from '#app/session.ts'
import { adminQuery, searchAdmin } from '#shop/admin/search.ts'

/** Gives what the command palette shows for `?q=`. Staff only, with the rights of the caller. */
export async function GET(request: Request): Promise<Response> {
  const { db } = await staff()
  const query = adminQuery.parse(new URL(request.url).searchParams.get('q'))
  return Response.json(await searchAdmin(db, query, 5), { headers: { 'cache-control': 'no-store' } })
}
