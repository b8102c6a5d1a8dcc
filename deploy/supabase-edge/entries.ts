import { apartFromPages } from '#deploy/apart.ts'
import type { needs } from '#deploy/needs.gen.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/** Packages that do not run there, and why: https://supabase.com/docs/guides/functions/limits */
const cannot: Record<string, string> = {
  sharp: 'sharp is a binary, and a photograph needs more than 256 MB, 2 s of processor and a child process',
  pdfkit: 'a PDF needs fonts as files and more than 2 s of processor',
}

/** Packages that the runtime of every function imports. */
const always = ['@supabase/ssr', '@supabase/supabase-js', '@upstash/qstash', 'aws4fetch', 'zod']

/** Why a function cannot run there; null when it can. */
export function edgeObstacle(name: string, uses: typeof needs): string | null {
  const [obstacle = null] = (uses[name]?.packages ?? []).flatMap((one) => cannot[one] ?? [])
  return obstacle
}

/** The functions that run there. */
export const edgeFunctions = (definitions: readonly FunctionDefinition[], uses: typeof needs): FunctionDefinition[] =>
  apartFromPages(definitions).filter(({ name }) => edgeObstacle(name, uses) === null)

const folders = ['deploy', 'functions', 'shop', 'lib']

/** Deno's imports for a function in `supabase/functions/<name>/`. @param pinned the versions of package.json */
function importsOf(packages: readonly string[], pinned: Record<string, string>): Record<string, string> {
  const own = folders.map((folder) => [`#${folder}/`, `../../../${folder}/`])
  const versions = packages.map((name) => [name, `npm:${name}@${pinned[name]}`])
  return Object.fromEntries([['#shop.config.ts', '../../../shop.config.ts'], ...own, ...versions])
}

/**
 * The files of `supabase/functions/`, by their paths, for `supabase functions deploy`.
 * @param mark the first line of a generated source
 * @param defined definitions with the names under which their files export them
 */
export function writeEdge(
  mark: string,
  defined: readonly { definition: FunctionDefinition; export: string }[],
  uses: typeof needs,
  pinned: Record<string, string>,
): Record<string, string> {
  const here = edgeFunctions(
    defined.map(({ definition }) => definition),
    uses,
  )
  const files = defined
    .filter(({ definition }) => here.includes(definition))
    .flatMap(({ definition: { name }, export: exported }) => {
      const packages = [...new Set([...always, ...(uses[name]?.packages ?? [])])].toSorted()
      const entry = `${mark}
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { ${exported} } from '#functions/${name}.ts'

Deno.serve(createEdge(${exported}, Deno.env.toObject()))
`
      return [
        [`supabase/functions/${name}/index.ts`, entry],
        [
          `supabase/functions/${name}/deno.json`,
          `${JSON.stringify({ imports: importsOf(packages, pinned) }, null, 2)}\n`,
        ],
      ]
    })
  return Object.fromEntries(files)
}

const begin = '\n# Edge Functions: `npm run generate` writes the rest of this file.\n'

/**
 * `supabase/config.toml` with a section for each function that runs there. They verify their callers themselves, and those have no token
 * of Supabase.
 */
export function writeEdgeSettings(current: string, names: readonly string[]): string {
  const sections = names.map(
    (name) => `
[functions.${name}]
verify_jwt = false
import_map = "./functions/${name}/deno.json"
entrypoint = "./functions/${name}/index.ts"
`,
  )
  const own = (current.split(begin)[0] ?? '').trimEnd()
  return `${own}\n${begin}${sections.join('')}`
}
