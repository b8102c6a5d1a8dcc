import { CloudEvent, HTTP } from 'cloudevents'
import { giveUp } from '#deploy/conformance/cut-off.ts'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import { versionOf } from '#deploy/conformance/version-of.ts'
import { signMessage } from '#lib/queue-message.ts'
import { listen } from '#local/listen.ts'

const secret = 'a-secret-of-the-test-with-32-characters'

/** A Knative service as a container in its own process, called as the dispatcher of a broker and a PingSource call it. */
export const knative: Platform = {
  name: 'Knative',
  without: ['batch', 'uploads'],
  async deploy(_definitions, environment) {
    const sent: { line: string; text: string }[] = []
    const broker = await listen(async (request) => {
      const event = HTTP.toEvent({ headers: Object.fromEntries(request.headers), body: await request.text() })
      if (Array.isArray(event)) return new Response(null, { status: 400 })
      const { type, data, traceparent } = event as CloudEvent<object>
      sent.push({ line: type.replace('nightlight.', ''), text: JSON.stringify({ ...data, traceparent }) })
      return new Response(null, { status: 202 })
    })
    const queue = { QUEUE: 'broker', QUEUE_URL: broker.url, QUEUE_SECRET: secret }
    const server = await startProbes('knative', { ...environment, ...queue })
    const post = (name: string, event: CloudEvent<unknown>, mode: 'binary' | 'structured', rest: RequestInit = {}) => {
      const { headers, body } = HTTP[mode](event)
      const call = { method: 'POST', headers: headers as never, body: String(body) }
      return fetch(`${server.url}/events/${name}`, { ...call, ...rest })
    }
    /** A message as the broker brings it: its trace is beside the data. */
    const eventOf = async (name: string, text: string) => {
      const { traceparent, ...rest } = readJson(text) as { traceparent?: string }
      const data = traceparent ? rest : readJson(text)
      const signature = await signMessage(secret, name, typeof data === 'string' ? data : JSON.stringify(data))
      return new CloudEvent({ type: `nightlight.${name}`, source: 'broker', data, signature, traceparent }, false)
    }
    let structured = false
    return {
      ranIn: { vendor: [versionOf('cloudevents')], standIns: ['the dispatcher of a broker', 'PingSource'] },
      fetch: (path, init) => fetch(server.url + path, init),
      deliver: (name, texts) =>
        Promise.all(
          texts.map(async (text) => {
            const event = await eventOf(name, text)
            // Both modes, in turn.
            structured = !structured
            const response = await post(name, event, structured ? 'structured' : 'binary')
            const after = Number(response.headers.get('retry-after'))
            if (response.status >= 500) return { fate: 'again', ...(after ? { after } : {}) }
            return { fate: response.ok ? 'gone' : 'dead' }
          }),
        ),
      cutOff: (name, text, begun) =>
        giveUp(begun, async (signal) => post(name, await eventOf(name, text), 'binary', { signal })),
      addressOf: (name) => `${environment.SITE_URL}/api/${name}`,
      async schedule(name, at) {
        const tick = { type: 'dev.knative.sources.ping', source: '/apis/v1/pingsources/tick', time: at.toISOString() }
        return (await post(name, new CloudEvent({ ...tick, data: '' }, false), 'binary')).ok
      },
      async strangers() {
        const data = { key: 'deliver-order.1', input: {} }
        const event = { type: 'nightlight.deliver-order', source: 'stranger', data }
        const other = await signMessage(secret, 'refund-order', JSON.stringify(data))
        const events = [event, { ...event, signature: 'f'.repeat(64) }, { ...event, signature: other }]
        return Promise.all(
          events.map(async (one) => (await post('deliver-order', new CloudEvent(one, false), 'binary')).status),
        )
      },
      sent: () => sent,
      logs: server.logs,
      async stop() {
        await Promise.all([server.stop(), broker.close()])
      },
    } satisfies Deployed
  },
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
