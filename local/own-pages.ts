import type { MiddlewareHandler } from 'hono'

/**
 * Protects pages that need no key: they answer the browser of this machine only. Another site could reach the port under
 * its own name (DNS rebinding) or post a form to it. So the host must be local, and a form must come from the service itself.
 */
export const ownPagesOnly: MiddlewareHandler = async ({ req: request }, next) => {
  const { hostname, origin } = new URL(request.url)
  const local = hostname === 'localhost' || hostname === '127.0.0.1'
  const own = request.method === 'GET' || request.method === 'HEAD' || request.header('origin') === origin
  if (!local || !own) return new Response('These pages answer this machine only.', { status: 403 })
  await next()
}
