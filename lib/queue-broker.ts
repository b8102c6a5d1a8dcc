import type { Env } from '#lib/env.ts'
import { expectTaken, type Provider } from '#lib/queue-message.ts'

/**
 * A broker of CloudEvents as the queue, such as Knative's: QUEUE_URL is its address (K_SINK). A trigger for each type,
 * `nightlight.<line>`, calls the function. A broker has no delay, so the sweep rings for jobs that must wait.
 * Protocol: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */
export function createBroker(env: Env): Provider {
  return {
    mostWait: 0,
    async send({ line, body, id, traceparent }) {
      const headers = {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-id': id ?? crypto.randomUUID(),
        'ce-source': env.SITE_URL,
        'ce-type': `nightlight.${line}`,
        'ce-traceparent': traceparent,
        traceparent,
      }
      await expectTaken(await fetch(env.QUEUE_URL ?? '', { method: 'POST', headers, body: JSON.stringify(body) }))
    },
    answers: async (signal) => (await fetch(env.QUEUE_URL ?? '', { method: 'GET', signal })).status < 500,
  }
}
