import { join } from 'node:path'
import { build } from 'esbuild'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { variables } from '#lib/env.ts'
import type { Defined } from '#scripts/definitions.ts'
import { readPlans } from '#scripts/sql-plans.ts'
import { mark } from '#scripts/write-functions.ts'

/** What a function uses, read from its code and from the migrations; every right on every platform follows from it. */
export type Need = {
  /** of the environment */
  variables: string[]
  /** the lines of jobs for which it rings, also its own when it goes on in a further run */
  rings: string[]
  /** the packages that its bundle holds */
  packages: string[]
}

const always = ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS']
const byTrigger: Record<FunctionDefinition['trigger']['kind'], string[]> = {
  http: [],
  webhook: [],
  queue: ['QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
  cron: ['CRON_SECRET'],
}
const ofQueue = variables.filter((name) => /^(QUEUE|QSTASH_(URL|TOKEN))/.test(name))

const decoder = join(import.meta.dirname, '..', 'shop', 'photographs', 'decoder-child.ts')

/** The code of a function without packages, and the packages that it imports. Unused parts of the shop are left out. */
async function readCode(file: string): Promise<{ code: string; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // It names every variable, and the queue those of every provider.
    external: ['#lib/env.ts', '#lib/queue.ts', '#lib/queue-*'],
    logLevel: 'error',
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const packages = imports.flatMap(({ path }) => (/^(#|node:)/.test(path) ? [] : [packageOf(path)]))
  // The pool starts the decoder as a program of its own.
  const decodes = Object.keys(metafile.inputs).some((input) => input.endsWith('photographs/decoder-pool.ts'))
  if (decodes) packages.push(...(await readCode(decoder)).packages)
  return { code: outputFiles[0]?.text ?? '', packages: [...new Set(packages)].toSorted() }
}

const packageOf = (path: string) =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')

/** Reads what each function needs. @param migrations the SQL of all migrations */
export async function readNeeds(
  project: string,
  defined: readonly Defined[],
  migrations: string,
): Promise<Record<string, Need>> {
  const jobs = defined.filter(({ definition }) => definition.trigger.kind === 'queue').map(linesOf)
  const plansOf = readPlans(
    migrations,
    jobs.map(([name]) => name ?? ''),
  )
  const lines = Object.fromEntries(jobs.map((own) => [own[0], own]))
  const entries = defined.map(async ({ definition }) => {
    const { name, trigger } = definition
    const { code, packages } = await readCode(`${project}/functions/${name}.ts`)
    const rings = /\bring(All)?\(/.test(code) ? plansOf(name.replaceAll('-', '_')) : []
    if (trigger.kind === 'queue') rings.push(name)
    const used = [...always, ...byTrigger[trigger.kind], ...(rings.length > 0 || /\bqueue\b/.test(code) ? ofQueue : [])]
    const read = variables.filter((variable) => used.includes(variable) || new RegExp(`\\b${variable}\\b`).test(code))
    const all = [...new Set(rings.flatMap((job) => lines[job] ?? []))].toSorted()
    return [name, { variables: read, rings: all, packages }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** The lines of the jobs of a function: its name, and one for each line with a limit of its own. */
const linesOf = ({ definition: { name, limits } }: Defined): string[] => [
  name,
  ...Object.keys(limits?.lines ?? {}).map((line) => `${name}-${line}`),
]

/** `deploy/needs.gen.ts`. */
export function writeNeeds(needs: Record<string, Need>): string {
  const type = '{ variables: readonly string[]; rings: readonly string[]; packages: readonly string[] }'
  const quote = (values: readonly string[]) => `[${values.map((value) => `'${value}'`).join(', ')}]`
  const rows = Object.entries(needs).map(
    ([name, need]) => `  '${name}': {
    variables: ${quote(need.variables)},
    rings: ${quote(need.rings)},
    packages: ${quote(need.packages)},
  },`,
  )
  return `${mark}

/** What each function uses: variables of the environment, lines of jobs for which it rings, and packages. */
export const needs: Readonly<Record<string, ${type}>> = {
${rows.join('\n')}
}
`
}
