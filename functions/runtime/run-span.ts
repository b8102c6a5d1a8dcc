import type { Admitted } from '#functions/runtime/admit.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import type { Run } from '#functions/runtime/run-record.ts'
import type { Env } from '#lib/env.ts'
import { samplingOf } from '#lib/sampling.ts'
import { startTrip, type Trip } from '#lib/span.ts'

/** What woke a function, in OpenTelemetry's words: https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/ */
const triggers = { http: 'http', webhook: 'http', queue: 'pubsub', cron: 'timer' } as const

type Call = { request: Request; admitted: Admitted | undefined; env: Env | undefined }

/** Starts the span of a run, as a part of what caused it. */
export function startRun(
  { name, trigger }: Pick<FunctionDefinition, 'name' | 'trigger'>,
  { id, cold, startedAt }: Pick<Run, 'id' | 'cold' | 'startedAt'>,
  { request, admitted, env }: Call,
): Trip {
  const ofQueue = {
    'messaging.system': env?.QUEUE ?? 'unknown',
    'messaging.operation.type': 'process',
    'messaging.destination.name': name,
    'messaging.message.id': admitted?.key ?? '',
  }
  return startTrip(`run ${name}`, {
    kind: trigger.kind === 'queue' ? 'consumer' : 'server',
    parent: admitted?.trace ?? request.headers.get('traceparent'),
    sampling: samplingOf(env ?? {}),
    startedAt,
    attributes: {
      'faas.name': name,
      'faas.trigger': triggers[trigger.kind],
      'faas.coldstart': cold,
      'faas.invocation_id': id,
      'http.request.method': request.method,
      'http.route': `/api/${name}`,
      ...(trigger.kind === 'queue' ? ofQueue : {}),
      ...(trigger.kind === 'cron' ? { 'faas.time': startedAt.toISOString() } : {}),
    },
  })
}
