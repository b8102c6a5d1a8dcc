// A host for the tests: it registers the probes through @azure/functions and calls them as the real host does, by the library's own
// model of an invocation and, for HTTP, through its streaming proxy. The real host cannot run here.
import { randomUUID } from 'node:crypto'
import Module from 'node:module'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { chosen } from '#deploy/conformance/chosen.ts'

type Binding = { name: string; type: string; route?: string }
type Metadata = { name: string; bindings: Record<string, Binding> }
type Invocation = {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>
  invokeFunction(context: object, inputs: unknown[], handler: Callback): Promise<unknown>
  getResponse(context: object, result: unknown): Promise<unknown>
}
type Model = {
  getInvocationModel(core: object): Invocation
  getCapabilities(given: object): Promise<{ HttpUri?: string }>
}
type Callback = (...values: unknown[]) => unknown

let model: Model | undefined
const functions = new Map<string, { metadata: Metadata; callback: Callback }>()
const core = {
  setProgrammingModel: (given: Model) => {
    model = given
  },
  registerFunction: (metadata: Metadata, callback: Callback) => functions.set(metadata.name, { metadata, callback }),
  log: () => {},
}
const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown }
const load = loader._load
loader._load = (name, ...rest) => (name === '@azure/functions-core' ? core : load(name, ...rest))

const { registerFunctions } = await import('#deploy/azure-functions/adapter.ts')
registerFunctions(chosen)
const { HttpUri = '' } = (await model?.getCapabilities({})) ?? {}

async function invoke(name: string, data: object, rest: object = {}, invocationId: string = randomUUID()) {
  const { metadata, callback } = functions.get(name) ?? {}
  if (!metadata || !callback || !model) throw new Error(`There is no function ${name}.`)
  const trigger = Object.values(metadata.bindings)[0]
  const request = { inputData: [{ name: trigger?.name, data }], ...rest }
  const invocation = model.getInvocationModel({ invocationId, metadata, request, log: () => {}, state: undefined })
  const { context, inputs } = await invocation.getArguments()
  const result = await invocation.invokeFunction(context, inputs, callback)
  return invocation.getResponse(context, result)
}

const host = new Hono()
host.all('/api/:route', async ({ req }) => {
  const found = [...functions.values()].find(({ metadata }) =>
    Object.values(metadata.bindings).some(({ type, route }) => type === 'httpTrigger' && route === req.param('route')),
  )
  if (!found) return new Response(null, { status: 404 })
  const { pathname, search } = new URL(req.url)
  const invocationId = randomUUID()
  const headers = new Headers(req.raw.headers)
  const Headers_ = { json: JSON.stringify(Object.fromEntries(headers)) }
  for (const [name, value] of [
    ['x-ms-invocation-id', invocationId],
    ['x-forwarded-host', 'nightlight.azurewebsites.net'],
    ['x-forwarded-proto', 'https'],
  ] as const)
    headers.set(name, value)
  for (const name of ['connection', 'transfer-encoding']) headers.delete(name)
  const { method } = req.raw
  // The whole of it, so that an early answer of the worker finds the caller listening.
  const body = method === 'GET' ? null : await req.arrayBuffer()
  const answer = fetch(new URL(pathname + search, HttpUri), { method, headers, body })
  const failed = invoke(found.metadata.name, { http: {} }, { triggerMetadata: { Headers: Headers_ } }, invocationId)
  return Promise.race([answer, failed.then(() => answer)])
})
host.post('/host/:name', async ({ req }) => {
  const { data, ...rest } = (await req.json()) as { data: object; traceContext?: object; triggerMetadata?: object }
  try {
    await invoke(req.param('name'), data, rest)
    return Response.json({ taken: true })
  } catch (error) {
    return Response.json({ taken: false, error: String(error) })
  }
})
serve({ port: 0, hostname: '127.0.0.1', fetch: host.fetch }, ({ port }) => process.send?.({ port }))
