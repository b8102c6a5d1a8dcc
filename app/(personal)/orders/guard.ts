import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { findAskedOrder } from '#app/(personal)/orders/asked.ts'
import { env } from '#lib/env.ts'
import { type Db, forCookies } from '#lib/supabase.ts'

/**
 * Answers for the pages of orders before they are made. A page streams, so it says 200 before it knows whether there
 * is such an order; the honest 404 has to come first. Addresses of orders hold a key, so they are neither passed on
 * to other sites nor listed.
 */
export async function guardOrder(request: NextRequest): Promise<NextResponse> {
  const id = request.nextUrl.pathname.split('/')[2] ?? ''
  // When the database cannot say, the page will fail in its own words.
  const order = await findAskedOrder(id, request.nextUrl.searchParams.get('key'), ownerOf(request)).catch(
    () => undefined,
  )
  const response =
    order === null ? NextResponse.rewrite(new URL('/not-found', request.url)) : NextResponse.next({ request })
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('x-robots-tag', 'noindex')
  return response
}

/** Whoever is signed in; the database checks the token. */
function ownerOf(request: NextRequest): Db | null {
  const cookies = request.cookies.getAll()
  if (!cookies.some(({ name }) => name.startsWith('session'))) return null
  return forCookies(env(), { getAll: () => cookies, set() {} })
}
