import 'server-only'
import { headers } from 'next/headers'
import { after } from 'next/server'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { storePageSpans } from '#lib/page-spans.ts'
import { isInShare, samplingOf } from '#lib/sampling.ts'
import { isEventful, nameSpan, setError, startTrip, type Trip } from '#lib/span.ts'
import { traceId, withLogFields } from '#lib/trace.ts'
import type { EndedSpan } from '#lib/trip.ts'

const log = createLog({ scope: 'tracing' })

/** Of what is not worth a row by itself, this share is stored. */
const share = 0.05
/** Milliseconds from which an action counts as slow. */
const slow = 1000

/** Does what somebody asked a page for, in a span. It is stored after the answer, and not always: see `isWorthStoring`. */
export async function inTrip<Result>(work: () => Promise<Result>): Promise<Result> {
  const trip = await begin()
  if (!trip) return await work()
  try {
    return await trip.run(() => withLogFields({ trace: traceId(trip.traceparent) }, work))
  } catch (error) {
    if (!isNavigation(error)) setError(trip.span, error)
    throw error
  } finally {
    finish(trip)
  }
}

/** What cannot be traced is done all the same. */
async function begin(): Promise<(Trip & { name: string }) | null> {
  try {
    const asked = await headers()
    const route = routeOf(asked.get('referer'))
    const name = `action ${route}`
    const trip = startTrip(name, {
      kind: 'server',
      parent: asked.get('traceparent'),
      sampling: samplingOf(env()),
      attributes: { 'http.request.method': 'POST', 'http.route': route },
    })
    return { ...trip, name }
  } catch (error) {
    log.warn('an action is not traced', { error })
    return null
  }
}

function finish({ end, name }: Trip & { name: string }): void {
  try {
    const spans = end()
    if (isWorthStoring(spans, name)) after(() => storePageSpans(env(), spans))
  } catch (error) {
    log.warn('an action is not traced', { error })
  }
}

/** Names what the page does, such as `checkout`. Its spans are then always stored. */
export const nameTrip = (name: string): void => nameSpan(`action ${name}`)

/** Next redirects by throwing. */
const isNavigation = (error: unknown) =>
  String((error as { digest?: unknown } | null)?.digest ?? '').startsWith('NEXT_')

function isWorthStoring(spans: readonly EndedSpan[], unnamed: string): boolean {
  const root = spans.at(-1)
  if (!root) return false
  return (
    spans.some(isEventful) ||
    root.name !== unnamed ||
    root.endedAt - root.startedAt > slow ||
    isInShare(root.trace, share)
  )
}

/**
 * The page that a form was on, without ids, names and parameters. Anybody can send any referer, so a path that is none of ours
 * gives `/…`.
 */
export function routeOf(referer: string | null): string {
  const path = (URL.parse(referer ?? '')?.pathname ?? '')
    .replace(/^\/(products|categories|collections)\/[^/]+/, '/$1/[slug]')
    .replace(/\/[^/]*\d[^/]*(?=\/|$)/g, '/[id]')
  return /^(\/([a-z-]{1,20}|\[slug\]|\[id\])){0,4}\/?$/.test(path) ? path || '/' : '/…'
}
