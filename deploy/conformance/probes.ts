// Functions that show what an adapter brought in and took out. They have names of the store's own functions, because each needs a
// Postgres role and the queue knows the names of jobs.
import * as z from 'zod'
import { defineFunction, type FunctionDefinition } from '#functions/runtime/define.ts'
import { verifyDatabase } from '#functions/runtime/verify.ts'
import { ShopError } from '#lib/errors.ts'
import { toJob } from '#lib/jobs.ts'
import { unwrap } from '#lib/supabase.ts'
import { traceId } from '#lib/trace.ts'

const encoder = new TextEncoder()

/** What runs this code, with its version. Deno also has Node's. */
function runtimeOf(): string {
  const { Deno } = globalThis as { Deno?: { version: { deno: string } } }
  return Deno ? `Deno ${Deno.version.deno}` : `Node ${process.versions.node}`
}

/**
 * Gives the call back: method, address, headers and input; two cookies. With `binary`, every byte there is; with `bytes`, so many.
 */
const echo = defineFunction({
  name: 'health',
  trigger: { kind: 'http', method: 'GET' },
  input: z.unknown(),
  async run(_input, { request, trace }) {
    const { pathname, searchParams } = new URL(request.url)
    if (searchParams.has('binary')) {
      const bytes = Uint8Array.from({ length: 256 }, (_none, index) => index)
      return new Response(bytes, { headers: { 'content-type': 'application/octet-stream' } })
    }
    const length = Number(searchParams.get('bytes'))
    if (length > 0) return new Response(Uint8Array.from({ length }, (_none, index) => index % 251))
    const answer = {
      runtime: runtimeOf(),
      pathname,
      query: searchParams.getAll('q'),
      headers: Object.fromEntries(request.headers),
    }
    const response = Response.json({ ...answer, trace: traceId(trace) })
    response.headers.append('set-cookie', 'first=1; Path=/; HttpOnly')
    response.headers.append('set-cookie', 'second=2; Expires=Wed, 09 Jun 2027 10:18:14 GMT')
    response.headers.append('x-many', 'one')
    response.headers.append('x-many', 'two')
    return response
  },
})

/** Streams two parts; the second only when `gate`, an address, has answered, so that a buffer in between never ends. */
const stream = defineFunction({
  name: 'chat',
  trigger: { kind: 'http', method: 'POST' },
  input: z.object({ gate: z.url() }),
  async run({ gate }) {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(encoder.encode('data: first\n\n'))
        await fetch(gate)
        controller.enqueue(encoder.encode('data: second\n\n'))
        controller.close()
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  },
})

/** Takes a call of the database, whose signature is over the exact bytes. It refuses an address in place of a path. */
const webhook = defineFunction({
  name: 'storage-webhook',
  trigger: { kind: 'webhook', verify: verifyDatabase },
  input: z.object({ bucket: z.string(), path: z.string() }),
  async run({ bucket, path }, { trace }) {
    if (/%/.test(path) || (path.startsWith('a') && path !== 'a b+é.png')) throw new ShopError('invalid', path)
    return { bucket, path, trace: traceId(trace) }
  },
})

/** A job that does what its input says, after one step. One that waits calls the gate in its first run, and then wants a second step. */
const job = defineFunction({
  name: 'deliver-order',
  trigger: { kind: 'queue' },
  input: z.object({
    does: z.enum(['end', 'throw', 'refuse', 'ring', 'wait']),
    orderId: z.uuid(),
    gate: z.url().optional(),
  }),
  async run({ does, orderId, gate }, { db, step, queue, trace, run }) {
    await step('effect', async () => traceId(trace))
    if (does === 'throw') throw new Error('The probe throws.')
    if (does === 'wait' && gate && run === 1) {
      await fetch(gate)
      await step('second effect', async () => 'after the gate')
    }
    if (does === 'refuse') throw new ShopError('not_found', 'The probe refuses.')
    if (does === 'ring') await queue.ring(toJob(unwrap(await db.rpc('probe_ring' as never, { id: orderId } as never))))
    return { done: true }
  },
})

/** Gives its planned time back, by its row in function_runs. */
const schedule = defineFunction({
  name: 'invariants',
  trigger: { kind: 'cron', schedule: '30 2 * * *' },
  input: z.object({ at: z.iso.datetime().optional() }),
  run: async ({ at }, { log }) => {
    log.info('the probe was scheduled', { at })
    if (at?.startsWith('2000')) throw new Error('The probe throws.')
    return { at: at ?? null }
  },
})

export const probes: readonly FunctionDefinition[] = [echo, stream, webhook, job, schedule] as FunctionDefinition[]
