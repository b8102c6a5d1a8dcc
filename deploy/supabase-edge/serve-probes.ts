// Serves functions in Deno, each at `/<name>`, as Supabase does: the probes, or the entries of supabase/functions/ that EDGE_ENTRIES names.
import { probes } from '#deploy/conformance/probes.ts'
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { createLog } from '#lib/log.ts'

type Handler = (request: Request) => Promise<Response>
declare const Deno: { env: { toObject(): Record<string, string> }; serve(handler: Handler): void }

const log = createLog()
const given = Deno.env.toObject()
const handlers = new Map<string, Handler>()
const listen = Deno.serve

/** A function that does not start is an error of its own only. */
async function mount(name: string, start: () => Promise<Handler> | Handler): Promise<void> {
  try {
    handlers.set(name, await start())
  } catch (error) {
    log.error('the function does not start', { error })
    handlers.set(name, async () => Response.json({ error: 'boot' }, { status: 500 }))
  }
}

/** What an entry serves, which on Supabase is alone in its worker. */
async function load(name: string): Promise<Handler> {
  let served: Handler | undefined
  Deno.serve = (handler) => {
    served = handler
  }
  await import(new URL(`../../supabase/functions/${name}/index.ts`, import.meta.url).href)
  if (!served) throw new Error(`The entry of ${name} serves nothing.`)
  return served
}

const names = given.EDGE_ENTRIES?.split(',') ?? []
for (const name of names) await mount(name, () => load(name))
if (names.length === 0) for (const probe of probes) await mount(probe.name, () => createEdge(probe, given))
Deno.serve = listen
Deno.serve(async (request) => {
  const name = new URL(request.url).pathname.split('/')[1] ?? ''
  return handlers.get(name)?.(request) ?? new Response(null, { status: 404 })
})
