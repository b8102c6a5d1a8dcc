import { join } from 'node:path'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startQstash } from '#deploy/conformance/qstash.ts'
import { startDeno } from '#local/deno.ts'

/** Deno, as Supabase's runtime calls a function. QStash is its queue, and pg_cron or QStash its clock. */
export const supabaseEdge: Platform = {
  name: 'Supabase Edge',
  // Its mails and photographs need packages that a deployment to Supabase does not have.
  without: ['batch', 'store', 'uploads', 'strangers'],
  async deploy(_definitions, environment) {
    const qstash = await startQstash(environment, (request) => pass(request))
    const { SUPABASE_PUBLISHABLE_KEY = '', SUPABASE_ROLE_TOKENS = '', ...rest } = environment
    const deno = await startDeno(join(import.meta.dirname, 'serve-probes.ts'), {
      ...rest,
      SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: SUPABASE_PUBLISHABLE_KEY }),
      ROLE_TOKENS: SUPABASE_ROLE_TOKENS,
      QSTASH_URL: qstash.url,
    })
    const pass = (request: Request) => {
      const { pathname, search } = new URL(request.url)
      return fetch(new Request(deno.url + pathname.replace('/api', '') + search, request))
    }
    return {
      ...qstash,
      fetch: (path, init) => fetch(deno.url + path.replace('/api', ''), init),
      logs: deno.output,
      async stop() {
        await Promise.all([deno.close(), qstash.close()])
      },
    } satisfies Deployed
  },
}
