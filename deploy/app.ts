import type { ServerResponse } from 'node:http'
import { serve as listen } from '@hono/node-server'
import { Hono } from 'hono'
import { createEnvironment, type FunctionEnvironment } from '#deploy/environment.ts'
import { withTraceOf } from '#deploy/trace-headers.ts'
import { type FunctionDefinition, methodOf } from '#functions/runtime/define.ts'
import { type Handler, type ServeOptions, serve } from '#functions/runtime/serve.ts'
import { isLoopback, secrets } from '#lib/env.ts'

/** A function on a server, with its own environment. */
export type Mounted = { definition: FunctionDefinition; run: Handler } & FunctionEnvironment

/**
 * Functions as a Web application: each answers at `/api/<name>` with its one method. Adapters add the routes of their platform.
 * @param secrets that the platform keeps outside the environment, by the names of their variables
 * @param options for `serve`, beside the environment
 */
export function createApp(
  definitions: readonly FunctionDefinition[],
  secrets: Record<string, string> = {},
  options: Pick<ServeOptions, 'refresh'> = {},
) {
  const app = new Hono()
  const mounted = new Map<string, Mounted>()
  for (const definition of definitions) {
    const { wake, env } = createEnvironment(definition, async () => secrets)
    const handler = serve(definition, { ...options, env })
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
 * The address to listen at: HOST, else this machine's own when SITE_URL is on it, else (undefined) every address.
 * @throws Error when other machines would reach a store whose secrets are the published ones of the local stack
 */
export function listeningAddress(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { HOST, SITE_URL } = environment
  const own = SITE_URL && isLoopback(SITE_URL) ? new URL(SITE_URL).hostname.replace(/^\[|\]$/g, '') : undefined
  const address = HOST || own
  if (address !== undefined && isLoopback(`http://${address.includes(':') ? `[${address}]` : address}`)) return address
  const known = secrets.filter((name) => name !== 'SUPABASE_ROLE_TOKENS' && /local/i.test(environment[name] ?? ''))
  if (known.length === 0) return address
  throw new Error(
    `Other machines would reach this server${HOST ? ` at HOST=${HOST}` : ''}, and everybody knows its secrets: ${known.join(', ')}. ` +
      'Set HOST=127.0.0.1, or secrets of your own.',
  )
}

/** Milliseconds in which a caller must have sent its headers, and its whole request; a later one gets 408. The answer may take longer. */
const deadlines = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 }

/** Serves an application at PORT (3000 unless told). On SIGTERM it takes no further call, lets those that run end, and exits. */
export function startServer(app: Pick<Hono, 'fetch'>, serverOptions = deadlines) {
  const hostname = listeningAddress(process.env)
  const port = Number(process.env.PORT ?? '3000')
  const options = { port, ...(hostname ? { hostname } : {}), fetch: app.fetch, serverOptions }
  const server = listen(options, (address) => {
    process.send?.({ port: address.port })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => drain(server))
  return server
}

/** Ends a server. A connection that a caller keeps open would bring further calls, so it ends with the answer that it waits for. */
function drain(server: ReturnType<typeof listen>): void {
  server.close(() => process.exit())
  server.prependListener('request', (_request: unknown, response: ServerResponse) => {
    response.setHeader('connection', 'close')
  })
}
