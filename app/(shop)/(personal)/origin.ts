import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'

/**
 * Decides about a posted form with `Origin: null`. A page that hides its address (`no-referrer`) makes a browser without scripts hide
 * the origin of its own forms too, and Next refuses those with an error page. `Sec-Fetch-Site`, which no page can write, says that
 * the form is the shop's own: it then gets its origin back. Any other form is of another site, or of a sandboxed frame: 403.
 * @returns the refusal; undefined for a request that goes on
 */
export function settleOrigin({ headers, method }: NextRequest): NextResponse | undefined {
  if (method !== 'POST' || headers.get('origin') !== 'null') return undefined
  if (headers.get('sec-fetch-site') !== 'same-origin')
    return new NextResponse('This form was sent by another site, so nothing was done.', { status: 403 })
  headers.set('origin', `https://${hostOf(headers)}`)
  return undefined
}

/**
 * Whether a page of the shop sent a form to a route, as Next asks of server actions: its origin has the host that was asked for.
 * Next lets a form without an origin pass; here it is refused, because browsers say the origin of every form that is posted.
 */
export function isOwnForm(headers: Headers): boolean {
  const host = hostOf(headers)
  return host !== null && URL.parse(headers.get('origin') ?? '')?.host === host
}

/** The host that the browser asked for, found as Next finds it: each proxy may add its own behind the first one. */
function hostOf(headers: Headers): string | null {
  return headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host')
}
