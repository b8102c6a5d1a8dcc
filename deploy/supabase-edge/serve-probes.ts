// Serves the probes in Deno, each at `/<name>`, as Supabase does.
import { probes } from '#deploy/conformance/probes.ts'
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { createLog } from '#lib/log.ts'

declare const Deno: { env: { toObject(): Record<string, string> }; serve(handler: (request: Request) => unknown): void }

const log = createLog()
const given = Deno.env.toObject()
const handlers = new Map<string, (request: Request) => Promise<Response>>()
for (const probe of probes) {
  try {
    handlers.set(probe.name, createEdge(probe, given))
  } catch (error) {
    log.error('the function does not start', { error })
    handlers.set(probe.name, async () => Response.json({ error: 'boot' }, { status: 500 }))
  }
}
Deno.serve((request) => {
  const name = new URL(request.url).pathname.split('/')[1] ?? ''
  return handlers.get(name)?.(request) ?? new Response(null, { status: 404 })
})
