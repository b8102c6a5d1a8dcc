import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startQstash } from '#deploy/conformance/qstash.ts'
import { needs } from '#deploy/needs.gen.ts'
import { edgeFunctions } from '#deploy/supabase-edge/entries.ts'
import { startDeno } from '#local/deno.ts'

const project = join(import.meta.dirname, '..', '..')
const functionsUrl = 'https://abcdefghijklmnopqrst.supabase.co/functions/v1/{name}'

/** The imports of all entries in one file, because one Deno serves them all here. */
function writeImports(names: readonly string[]): string {
  const imports = names.map((name) => {
    const file = join(project, 'supabase', 'functions', name, 'deno.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { imports: object }).imports
  })
  const folder = join(project, '.nightlight', 'supabase', 'conformance')
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'deno.json')
  writeFileSync(config, JSON.stringify({ imports: Object.assign({}, ...imports) }))
  return config
}

/** Deno, as Supabase's runtime calls a function. QStash is its queue, and pg_cron or QStash its clock. */
export const supabaseEdge: Platform = {
  name: 'Supabase Edge',
  without: ['batch', 'photographs', 'uploads', 'strangers'],
  async deploy(definitions, environment) {
    const given: Record<string, string> = { ...environment, FUNCTIONS_URL: functionsUrl }
    const qstash = await startQstash(given, (request) => pass(request))
    const { SUPABASE_PUBLISHABLE_KEY = '', SUPABASE_ROLE_TOKENS = '', ...rest } = given
    const names = edgeFunctions(definitions, needs).map(({ name }) => name)
    const entries = environment.PROBE_SET === 'store' ? { EDGE_ENTRIES: names.join(',') } : {}
    const variables = {
      ...rest,
      ...entries,
      SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: SUPABASE_PUBLISHABLE_KEY }),
      ROLE_TOKENS: SUPABASE_ROLE_TOKENS,
      QSTASH_URL: qstash.url,
    }
    const start = () => startDeno(join(import.meta.dirname, 'serve-probes.ts'), variables, writeImports(names))
    let deno = await start()
    /** The gateway takes `/functions/v1` off the path. */
    const pass = (request: Request) => {
      const { pathname, search } = new URL(request.url)
      return fetch(new Request(deno.url + pathname.replace('/functions/v1', '') + search, request))
    }
    return {
      ...qstash,
      ranIn: { vendor: [], standIns: ['the gateway', 'QStash'] },
      fetch: (path, init) => fetch(deno.url + path.replace('/api', ''), init),
      // At its limit the platform ends the worker.
      async cutOff(name, text, begun) {
        const call = pass(qstash.callFor(name, text)).then(
          () => 'answered',
          () => 'ended',
        )
        await Promise.race([begun, call])
        await deno.close()
        if ((await call) === 'answered') throw new Error('The call ended before the platform cut it off.')
        deno = await start()
        return { fate: 'again', killed: true }
      },
      addressOf: (name) => functionsUrl.replace('{name}', name),
      logs: () => deno.output(),
      async stop() {
        await Promise.all([deno.close(), qstash.close()])
      },
    } satisfies Deployed
  },
}
