// Serves every function on one Node server, without Next: for the first start, when the photographs are made before the
// pages are built, and for hosts that run containers. `node deploy/host.ts`, with the store's environment and PORT; HOST is the
// address it listens at, all unless told.
import { serve as listen } from '@hono/node-server'
import { registry } from '#functions/registry.gen.ts'
import { methodOf } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'

const routes = new Map(
  registry.map((definition) => [
    `/api/${definition.name}`,
    { method: methodOf(definition), handle: serve(definition) },
  ]),
)

const server = listen({
  port: Number(process.env.PORT ?? 3000),
  ...(process.env.HOST ? { hostname: process.env.HOST } : {}),
  fetch: (request) => {
    const route = routes.get(new URL(request.url).pathname)
    if (!route) return Response.json({ error: 'There is no such function.' }, { status: 404 })
    if (request.method === route.method) return route.handle(request)
    return Response.json({ error: `Use ${route.method}.` }, { status: 405, headers: { allow: route.method } })
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit()))
