import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { guardOrder } from '#app/(personal)/orders/guard.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { forCookies } from '#lib/supabase.ts'
import type { CookieStore } from '#lib/supabase-cookies.ts'

const log = createLog({ scope: 'proxy' })

type Written = Parameters<CookieStore['set']>

/**
 * Runs before personal pages and the assistant. Refreshes a session that expires soon, because a page cannot set cookies
 * while it renders. Grants nothing: each read checks the rights of its caller.
 */
export async function refreshSession(request: NextRequest): Promise<NextResponse> {
  const written = await refresh(request)
  const order = request.nextUrl.pathname.startsWith('/orders')
  const response = order ? await guardOrder(request) : NextResponse.next({ request })
  for (const [name, value, options] of written) response.cookies.set(name, value, options)
  return response
}

/** Gives the cookies to write; the page that follows reads them already. Does nothing for visitors without a session cookie. */
async function refresh(request: NextRequest): Promise<Written[]> {
  const jar = request.cookies
  if (!jar.getAll().some(({ name }) => name.startsWith('session'))) return forgetFlag(request)
  const written: Written[] = []
  const db = forCookies(env(), {
    getAll: () => jar.getAll(),
    set(name, value, options) {
      jar.set(name, value)
      written.push([name, value, options])
    },
  })
  try {
    const { data } = await db.auth.getSession()
    return data.session ? written : [...written, ...forgetFlag(request)]
  } catch (error) {
    log.warn('a session could not be refreshed', { error })
    return written
  }
}

/** Deletes the flag that makes the header show the account, when nobody is signed in. */
function forgetFlag(request: NextRequest): Written[] {
  return request.cookies.has('signed-in') ? [['signed-in', '', { path: '/', maxAge: 0 }]] : []
}
