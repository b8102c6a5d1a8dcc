import { type Env, parseEnv } from '#lib/env.ts'
import { samplingOf } from '#lib/sampling.ts'
import { inSpan, setError, startTrip } from '#lib/span.ts'
import type { EndedSpan } from '#lib/trip.ts'

/** An environment with these variables. */
export const envOf = (variables: Record<string, string>): Env =>
  parseEnv({ SITE_URL: 'http://localhost:3000', ...variables }, ['SITE_URL'], [])

/** The spans of a run with a call that failed, sampled as the environment says. */
export async function spansOf(env: Env, parent: string | null = null): Promise<readonly EndedSpan[]> {
  const trip = startTrip('run chat', {
    kind: 'server',
    parent,
    sampling: samplingOf(env),
    attributes: { 'faas.name': 'chat' },
  })
  const call = () =>
    inSpan(
      'rpc get_order',
      { kind: 'client', attributes: { count: 300, share: 0.5, cold: false, names: ['a'] } },
      (span) => {
        span.addEvent('said', { level: 'info' })
        return Promise.reject(new TypeError('for ada@example.com'))
      },
    )
  await trip.run(() => call().catch((error) => setError(trip.span, error)))
  await trip.run(() => inSpan('step pack', {}, async () => 'packed'))
  return trip.end()
}
