import type { Env } from '#lib/env.ts'
import { expectTaken, type Provider, signMessage } from '#lib/queue-message.ts'
import { shop } from '#shop.config.ts'

/**
 * A broker of CloudEvents as the queue, such as Knative's: QUEUE_URL is its address (K_SINK). A trigger for each type,
 * `<slug of the shop>.<line>`, calls the function, which checks the signature. A broker has no delay, so the sweep rings for jobs that
 * must wait.
 * Protocol: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */
export function createBroker(env: Env): Provider {
  const url = env.QUEUE_URL ?? ''
  return {
    mostWait: 0,
    async send({ line, body: delivery, id, traceparent }) {
      const body = JSON.stringify(delivery)
      const headers = {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-id': id ?? crypto.randomUUID(),
        'ce-source': env.SITE_URL,
        'ce-type': `${shop.slug}.${line}`,
        'ce-signature': await signMessage(env.QUEUE_SECRET ?? '', line, body),
        'ce-traceparent': traceparent,
        traceparent,
      }
      await expectTaken(await fetch(url, { method: 'POST', headers, body }))
    },
    answers: async (signal) => (await fetch(url, { signal })).status < 500,
  }
}
