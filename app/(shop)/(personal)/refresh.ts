import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { guardOrder } from '#app/(shop)/(personal)/orders/guard.ts'
import { settleOrigin } from '#app/(shop)/(personal)/origin.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { forCookies } from '#lib/supabase.ts'
import type { CookieStore } from '#lib/supabase-cookies.ts'
import { isSessionOpen } from '#shop/accounts/account.ts'

const log = createLog({ scope: 'proxy' })

type Written = Parameters<CookieStore['set']>

/**
 * Runs before personal pages and the assistant. Refreshes a session that expires soon, because a page cannot set cookies
 * while it renders. Grants nothing: each read checks the rights of its caller.
 */
export async function refreshSession(request: NextRequest): Promise<NextResponse> {
  const refusal = settleOrigin(request)
  if (refusal) return refusal
  const written = await refresh(request)
  const response = (await askToSignIn(request)) ?? (await answer(request))
  for (const [name, value, options] of written) response.cookies.set(name, value, options)
  return response
}

async function answer(request: NextRequest): Promise<NextResponse> {
  return request.nextUrl.pathname.startsWith('/orders') ? guardOrder(request) : NextResponse.next({ request })
}

/**
 * Redirects somebody who is not signed in from the account and the admin to the sign-in page, which leads back. The pages do so
 * too, but late: they stream, and without JavaScript a redirect that comes after the first bytes is a blank page. Undefined for
 * requests of scripts, for posted forms, and when the database does not answer: the page then shows the error.
 */
async function askToSignIn({ nextUrl, headers, method, cookies }: NextRequest): Promise<NextResponse | undefined> {
  if (!/^\/(account|admin)(\/|$)/.test(nextUrl.pathname) || method !== 'GET') return undefined
  if (headers.get('sec-fetch-dest') === 'empty' && !headers.has('rsc')) return undefined
  const db = forCookies(env(), { getAll: () => cookies.getAll(), set() {} })
  try {
    const { data } = await db.auth.getClaims()
    if (data && (await isSessionOpen(db))) return undefined
  } catch (error) {
    log.warn('a session could not be checked', { error })
    return undefined
  }
  const parameters = new URLSearchParams(nextUrl.search)
  // Next adds this one to the requests of its router.
  parameters.delete('_rsc')
  const next = [nextUrl.pathname, parameters.toString()].filter(Boolean).join('?')
  return NextResponse.redirect(new URL(`/sign-in?${new URLSearchParams({ next })}`, nextUrl))
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
