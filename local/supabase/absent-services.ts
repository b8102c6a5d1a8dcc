import type { Hono } from 'hono'

/**
 * The services of a hosted project that are not here answer 501, each in its own shape and by name: Edge Functions, which run with the Supabase CLI; and GraphQL, which is an extension of Postgres.
 */
export function addAbsentServices(routes: Hono): void {
  for (const [prefix, service, shape] of services)
    for (const path of [prefix, `${prefix}/*`])
      routes.all(path, (context) => {
        const message = `The local Supabase has no ${service}: it does not answer ${context.req.method} ${context.req.path}.`
        return context.json(shape(message), 501)
      })
}

const services: [string, string, (message: string) => object][] = [
  ['/functions/v1', 'Edge Functions', (message) => ({ code: 'NOT_IMPLEMENTED', message })],
  ['/graphql/v1', 'GraphQL', (message) => ({ data: null, errors: [{ message }] })],
]
