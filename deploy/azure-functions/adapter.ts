import { app, type Cookie, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions'
import { parseSetCookie } from 'set-cookie-parser'
import { deliveryCall, type Outcome, outcomeOf, scheduleCall, uploadCall } from '#deploy/calls.ts'
import { createEnvironment } from '#deploy/environment.ts'
import { prefix } from '#deploy/generated.ts'
import { withTraceOf } from '#deploy/trace-headers.ts'
import { type FunctionDefinition, limitsOf, methodOf } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { endBeforeFreeze } from '#lib/freeze.ts'
import { callStorageQueue } from '#lib/queue-azure.ts'

/**
 * Registers functions with the host of Azure Functions: HTTP for people and webhooks, a Storage queue for each line of jobs, a timer
 * for each schedule, and Event Grid for uploads. https://learn.microsoft.com/azure/azure-functions/functions-reference-node
 */
export function registerFunctions(definitions: readonly FunctionDefinition[]): void {
  app.setup({ enableHttpStream: true })
  for (const definition of definitions) register(definition)
}

function register(definition: FunctionDefinition): void {
  const { name, trigger } = definition
  const { wake, env } = createEnvironment(definition)
  const handler = serve(definition, { env })
  const run = async (request: Request) => {
    await wake()
    return handler(request).finally(endBeforeFreeze)
  }
  const call = async (request: Request) => outcomeOf(await run(request))
  const traceOf = ({ traceContext }: InvocationContext) => traceContext?.traceParent

  if (trigger.kind === 'cron') {
    const cron = typeof trigger.schedule === 'string' ? trigger.schedule : trigger.schedule(1)
    app.timer(name, {
      // Six fields: it begins with the second.
      schedule: `0 ${cron}`,
      async handler({ scheduleStatus }, context) {
        await wake()
        const planned = scheduleStatus ? new Date(scheduleStatus.last) : undefined
        expectDone(await call(scheduleCall(env(), name, planned, traceOf(context))))
      },
    })
  } else if (trigger.kind === 'queue') {
    for (const queue of [name, ...Object.keys(limitsOf(definition).lines ?? {}).map((line) => `${name}-${line}`)]) {
      app.storageQueue(queue, {
        queueName: `${prefix}-${queue}`,
        // Of the settings with which the host reaches the queues by its identity.
        connection: 'AzureWebJobsStorage',
        async handler(message, context) {
          await wake()
          const text = typeof message === 'string' ? message : JSON.stringify(message)
          const request = deliveryCall(env(), name, text, traceOf(context))
          const outcome = request && (await call(request))
          // The queue to which the host, too, moves what fails too often.
          if (!outcome || outcome.kind === 'never') return callStorageQueue(env(), `${queue}-poison`, text, 0)
          expectDone(outcome)
        },
      })
    }
  } else {
    app.http(name, {
      methods: [methodOf(definition)],
      authLevel: 'anonymous',
      route: name,
      handler: async (request) => toAzure(await run(withTraceOf(toRequest(request)))),
    })
  }
  if (name !== 'storage-webhook') return
  app.eventGrid(`${name}-upload`, {
    async handler({ data }, context) {
      await wake()
      const path = decodeURIComponent(new URL(String(data?.url)).pathname.split('/').slice(2).join('/'))
      expectDone(await call(uploadCall(env(), { bucket: 'originals', path }, traceOf(context))))
    },
  })
}

/** The host repeats what throws, and after five times puts it on the poison queue by itself. */
function expectDone(outcome: Outcome): void {
  if (outcome.kind !== 'done') throw new Error(outcome.reason)
}

const toRequest = ({ url, method, headers, body }: HttpRequest) =>
  new Request(url, {
    method,
    headers: new Headers(headers as never),
    body: body as BodyInit | null,
    duplex: 'half',
  } as never)

/** Several cookies are fields of their own here. */
function toAzure({ status, headers, body }: Response): HttpResponseInit {
  const plain = new Headers(headers)
  plain.delete('set-cookie')
  const cookies = headers
    .getSetCookie()
    .map((line) => parseSetCookie(line, { decodeValues: false })[0] as unknown as Cookie)
  return { status, headers: plain as never, body: body as never, cookies }
}
