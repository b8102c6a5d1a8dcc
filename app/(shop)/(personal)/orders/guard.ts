import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { findVisibleOrder } from '#app/(shop)/(personal)/orders/visible-order.ts'
import { env } from '#lib/env.ts'
import { type Db, forCookies } from '#lib/supabase.ts'

/**
 * Answers 404 for an unknown order before its page is rendered. The page itself streams, and has sent the status 200
 * before it knows whether the order exists. The address of an order contains its key, so the headers keep it from other
 * sites (no referrer) and from search engines (noindex).
 */
export async function guardOrder(request: NextRequest): Promise<NextResponse> {
  const id = request.nextUrl.pathname.split('/')[2] ?? ''
  // When the database does not answer, the page shows the error.
  const order = await findVisibleOrder(id, request.nextUrl.searchParams.get('key'), ownerOf(request)).catch(
    () => undefined,
  )
  const response =
    order === null ? NextResponse.rewrite(new URL('/not-found', request.url)) : NextResponse.next({ request })
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('x-robots-tag', 'noindex')
  return response
}

/** The database as the signed-in person. The database verifies the token. */
function ownerOf(request: NextRequest): Db | null {
  const cookies = request.cookies.getAll()
  if (!cookies.some(({ name }) => name.startsWith('session'))) return null
  return forCookies(env(), { getAll: () => cookies, set() {} })
}
