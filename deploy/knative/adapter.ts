import { type CloudEvent, HTTP } from 'cloudevents'
import { createApp, type Mounted } from '#deploy/app.ts'
import { deliveryCall, type Outcome, outcomeOf, scheduleCall } from '#deploy/calls.ts'
import { prefix } from '#deploy/generated.ts'
import { traceOf } from '#deploy/trace-headers.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { sameText } from '#functions/runtime/verify.ts'
import { signMessage } from '#lib/queue-message.ts'

/**
 * Functions on Knative: the calls of people and webhooks at `/api/<name>`, and CloudEvents at `/events/<name>`: messages of the
 * broker (`<slug>.<line>`) and ticks of a PingSource. Knative does not say who sent an event, so the services of jobs and
 * schedules are private to the cluster, and a message carries the store's own signature.
 * https://knative.dev/docs/eventing
 */
export function createKnative(definitions: readonly FunctionDefinition[], secrets: Record<string, string> = {}) {
  const { app, mounted } = createApp(definitions, secrets)
  app.post('/events/:name', async (context) => {
    const known = mounted.get(context.req.param('name'))
    if (!known) return context.notFound()
    const outcome = await take(known, context.req.raw.headers, await context.req.text())
    if (outcome.kind === 'done') return context.body(null, 202)
    // The dispatcher does not repeat a 401 or a 422, and hands the event to the dead letter sink; it repeats a 503.
    if (outcome.kind === 'never')
      return context.json({ reason: outcome.reason }, outcome.reason === unsigned ? 401 : 422)
    if (outcome.after) context.header('retry-after', String(outcome.after))
    return context.json({ reason: outcome.reason }, 503)
  })
  return app
}

const unsigned = 'The store did not sign this message.'

async function take({ definition, run, env, wake }: Mounted, headers: Headers, body: string): Promise<Outcome> {
  const { name, trigger } = definition
  const event = readEvent(headers, body)
  if (!event) return { kind: 'never', reason: 'It is not a CloudEvent.' }
  await wake()
  const trace = traceOf((header) => headers.get(header)) ?? (event.traceparent as string | undefined)
  if (trigger.kind === 'cron') {
    return outcomeOf(await run(scheduleCall(env(), name, event.time ? new Date(event.time) : undefined, trace)))
  }
  const text = typeof event.data === 'string' ? event.data : JSON.stringify(event.data)
  const line = event.type.slice(prefix.length + 1)
  const expected = await signMessage(env().QUEUE_SECRET ?? '', line, text)
  if (!(line.startsWith(name) && (await sameText(expected, String(event.signature))))) {
    return { kind: 'never', reason: unsigned }
  }
  const request = deliveryCall(env(), name, text, trace)
  return request ? outcomeOf(await run(request)) : { kind: 'never', reason: 'It is not a message of the store.' }
}

/** The event of a call, in binary or structured mode; null when it is none. */
function readEvent(headers: Headers, body: string): CloudEvent<unknown> | null {
  try {
    const event = HTTP.toEvent<unknown>({ headers: Object.fromEntries(headers), body })
    return Array.isArray(event) ? null : (event as CloudEvent<unknown>)
  } catch {
    return null
  }
}
