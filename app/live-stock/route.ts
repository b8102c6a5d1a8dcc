import { getCartId } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { listStock } from '#shop/catalog/catalog.ts'

const slugs = /^[a-z0-9-]{1,80}$/

/** The current stock for a prerendered product page, for the caller's cart: `GET /live-stock?slug=porch` -> `[{ variantId, stock, held }]`. */
export async function GET(request: Request): Promise<Response> {
  const slug = new URL(request.url).searchParams.get('slug') ?? ''
  if (!slugs.test(slug)) return Response.json({ error: 'slug is missing' }, { status: 400 })
  const stock = await listStock(anonymous(env()), slug, await getCartId())
  return Response.json(stock, { headers: { 'cache-control': 'no-store' } })
}
