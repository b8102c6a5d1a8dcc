import { deliveryCall, outcomeOf, scheduleCall } from '#deploy/calls.ts'
import type { Deployed } from '#deploy/conformance/platform.ts'
import type { Env } from '#lib/env.ts'
import { listen } from '#local/listen.ts'

/**
 * QStash as the queue and the clock of a platform that has none: it keeps what functions send, and calls them with its signature.
 * @param send brings a call to the platform, at the address that the platform gives it
 */
export async function startQstash(environment: Record<string, string>, send: (request: Request) => Promise<Response>) {
  const sent: { line: string; text: string }[] = []
  const server = await listen(async (request) => {
    const line = decodeURIComponent(new URL(request.url).pathname).split('/').at(-1) ?? ''
    const traceparent = request.headers.get('upstash-forward-traceparent')
    sent.push({ line, text: JSON.stringify({ ...((await request.json()) as object), traceparent }) })
    return Response.json({ messageId: 'msg_1' })
  })
  const env = { FUNCTIONS_URL: environment.SITE_URL, ...environment } as unknown as Env
  function callFor(name: string, text: string): Request {
    const request = deliveryCall(env, name, text)
    if (!request) throw new Error('This is not a message of the store.')
    return request
  }
  async function deliver(name: string, text: string): ReturnType<Deployed['deliver']> {
    const request = deliveryCall(env, name, text)
    if (!request) return [{ fate: 'dead' }]
    const outcome = await outcomeOf(await send(request))
    if (outcome.kind === 'again') return [{ fate: 'again', ...(outcome.after ? { after: outcome.after } : {}) }]
    return [{ fate: outcome.kind === 'never' ? 'dead' : 'gone' }]
  }
  return {
    url: server.url,
    close: server.close,
    sent: () => sent,
    /** a delivery, for those who send it themselves */
    callFor,
    deliver: async (name: string, texts: readonly string[]) =>
      (await Promise.all(texts.map((text) => deliver(name, text)))).flat(),
    schedule: async (name: string, at: Date) => (await send(scheduleCall(env, name, at))).ok,
  }
}
