import { staff } from '#app/session.ts'
import { countAdmin } from '#shop/admin/counts.ts'

/** Gives the counts of the navigation. The browser asks when another page of the admin is shown. Staff only. */
export async function GET(): Promise<Response> {
  const { db } = await staff()
  return Response.json(await countAdmin(db), { headers: { 'cache-control': 'no-store' } })
}
