import { serve as listen } from '@hono/node-server'
import { Hono } from 'hono'
import { createEnvironment, type FunctionEnvironment } from '#deploy/environment.ts'
import { withTraceOf } from '#deploy/trace-headers.ts'
import { type FunctionDefinition, methodOf } from '#functions/runtime/define.ts'
import { type Handler, serve } from '#functions/runtime/serve.ts'

/** A function on a server, with its own environment. */
export type Mounted = { definition: FunctionDefinition; run: Handler } & FunctionEnvironment

/**
 * Functions as a Web application: each answers at `/api/<name>` with its one method. Adapters add the routes of their platform.
 * @param secrets that the platform keeps outside the environment, by the names of their variables
 */
export function createApp(definitions: readonly FunctionDefinition[], secrets: Record<string, string> = {}) {
  const app = new Hono()
  const mounted = new Map<string, Mounted>()
  for (const definition of definitions) {
    const { wake, env } = createEnvironment(definition, async () => secrets)
    const handler = serve(definition, { env })
    const run = async (request: Request) => {
      await wake()
      return handler(request)
    }
    mounted.set(definition.name, { definition, run, wake, env })
    app.all(`/api/${definition.name}`, ({ req: { raw } }) => {
      const method = methodOf(definition)
      if (raw.method === method) return run(withTraceOf(raw))
      return Response.json({ error: `Use ${method}.` }, { status: 405, headers: { allow: method } })
    })
  }
  app.notFound(() => Response.json({ error: 'There is no such function.' }, { status: 404 }))
  return { app, mounted }
}

/**
 * Serves an application at PORT (3000 unless told) and HOST (all addresses unless told). On SIGTERM it takes no further call,
 * lets those that run end, and exits.
 */
export function startServer(app: Pick<Hono, 'fetch'>): void {
  const { PORT = '3000', HOST } = process.env
  const server = listen({ port: Number(PORT), ...(HOST ? { hostname: HOST } : {}), fetch: app.fetch }, ({ port }) => {
    process.send?.({ port })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit()))
}
