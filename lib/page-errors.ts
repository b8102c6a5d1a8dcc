import { env as readEnv } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { storePageSpans } from '#lib/page-spans.ts'
import { samplingOf } from '#lib/sampling.ts'
import { setError, startTrip } from '#lib/span.ts'
import { traceId, withLogFields } from '#lib/trace.ts'

const log = createLog({ scope: 'page' })

/**
 * Logs and stores that a page could not be rendered. It does not throw.
 * @param error has Next's digest, which the page of the error shows
 * @param route as the code has it, such as `/orders/[id]`
 * @param parent W3C header of the request
 */
export async function storePageError(error: unknown, route: string, parent: string | undefined): Promise<void> {
  const { digest = '' } = (error ?? {}) as { digest?: unknown }
  try {
    const env = readEnv()
    const trip = startTrip(`render ${route}`, {
      kind: 'server',
      parent,
      sampling: samplingOf(env),
      attributes: { 'http.route': route, 'shop.digest': String(digest) },
    })
    setError(trip.span, error)
    const trace = traceId(trip.traceparent)
    trip.run(() => withLogFields({ trace }, () => log.error('page failed', { route, digest, error })))
    await storePageSpans(env, trip.end())
  } catch (problem) {
    log.error('page failed', { route, digest, error, problem })
  }
}
