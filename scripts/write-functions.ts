import { defaultRetries, limitsOf, methodOf } from '#functions/runtime/define.ts'
import { listSchedules, vercelCrons, vercelSchedules } from '#functions/runtime/schedules.ts'
import { type Pace, paces } from '#lib/pace.ts'
import type { Defined } from '#scripts/definitions.ts'

const roleOf = (name: string) => name.replaceAll('-', '_')

/** The first line of every generated source. */
export const mark = '// Written by `npm run generate` from the definitions in functions/. Do not edit.'

/** `app/api/<name>/route.ts`: mounts one function in Next. */
export function writeRoute({ definition, export: exported }: Defined): string {
  const { name, refreshes } = definition
  const imports = [
    `import { ${exported} } from '#functions/${name}.ts'`,
    `import { serve } from '#functions/runtime/serve.ts'`,
  ]
  // Biome sorts imports by their path.
  if (name > 'runtime') imports.reverse()
  if (refreshes) imports.unshift(`import { refreshPages } from '#app/refresh-pages.ts'`)
  const options = refreshes ? ', { refresh: refreshPages }' : ''
  return `${mark}\n${imports.join('\n')}\n\nexport const ${methodOf(definition)} = serve(${exported}${options})\n`
}

/** `functions/registry.gen.ts`: every function, for programs that serve or schedule all of them. */
export function writeRegistry(defined: readonly Defined[]): string {
  const imports = defined.map(
    ({ definition, export: exported }) => `import { ${exported} } from '#functions/${definition.name}.ts'`,
  )
  const type = "import type { FunctionDefinition } from '#functions/runtime/define.ts'"
  const list = defined.map(({ export: exported }) => `  ${exported},`).join('\n')
  return `${mark}
${[...imports, type].join('\n')}

/** Every function of the store. */
export const registry: readonly FunctionDefinition[] = [
${list}
]
`
}

/** `functions/loaders.gen.ts`: imports one function at a time, for processes that serve few. */
export function writeLoaders(defined: readonly Defined[]): string {
  const list = defined
    .map(({ definition: { name }, export: exported }) => {
      const key = /^[a-z]+$/.test(name) ? name : `'${name}'`
      return `  ${key}: async () => (await import('#functions/${name}.ts')).${exported},`
    })
    .join('\n')
  return `${mark}
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/** Loads a function by its name, with what it imports, and no other. */
export const loaders: Readonly<Record<string, () => Promise<FunctionDefinition>>> = {
${list}
}
`
}

/** `lib/roles.gen.ts`: the Postgres roles of the functions. */
export function writeRoles(defined: readonly Defined[]): string {
  const roles = defined.map(({ definition }) => `  '${roleOf(definition.name)}',`).join('\n')
  return `${mark}

/** The Postgres role of each function; migrations create it and grant it what the function needs. */
export const functionRoles = [
${roles}
] as const
export type FunctionRole = (typeof functionRoles)[number]
`
}

/** `lib/jobs.gen.ts`: how the queue delivers each job. */
export function writeJobs(defined: readonly Defined[]): string {
  const jobs = defined.flatMap(({ definition }) => {
    const { name, trigger } = definition
    if (trigger.kind !== 'queue') return []
    const { parallel, lines } = limitsOf(definition)
    const fields = [
      `retries: ${trigger.retries ?? defaultRetries.job}`,
      ...(parallel ? [`parallel: ${parallel}`] : []),
      ...(lines
        ? [
            `lines: { ${Object.entries(lines)
              .map(([line, most]) => `'${line}': ${most}`)
              .join(', ')} }`,
          ]
        : []),
    ]
    return [`  '${name}': { ${fields.join(', ')} },`]
  })
  return `${mark}

/** How the queue delivers each job; its name is that of its function. */
export const jobPolicies = {
${jobs.join('\n')}
}
`
}

type Vercel = { crons?: unknown; schedules?: unknown; functions?: unknown }

/**
 * `vercel.json`: limits and schedules of every function; all other settings in the file stay.
 * @param text the present file
 * @param pace of the scheduled functions, in minutes; without it, the pace that the file has
 */
export function writeVercel(text: string, defined: readonly Defined[], pace?: Pace): string {
  const settings = JSON.parse(text) as Vercel
  const definitions = defined.map(({ definition }) => definition)
  const functions = definitions.map((definition) => {
    const { seconds, memory } = limitsOf(definition)
    return [`app/api/${definition.name}/route.ts`, { maxDuration: seconds, memory }]
  })
  const next: Vercel = {
    ...settings,
    functions: Object.fromEntries(functions),
    ...writeScheduler(settings, (pace) => listSchedules(definitions, pace), pace),
  }
  return `${inLines(next)}\n`
}

/**
 * The schedules of the functions. The file decides on the scheduler of Vercel: `schedules`, `crons`, or none when the
 * queue is the scheduler.
 */
function writeScheduler(
  settings: Vercel,
  schedulesAt: (pace: Pace) => ReturnType<typeof listSchedules>,
  pace?: Pace,
): Vercel {
  const forms = { schedules: vercelSchedules, crons: vercelCrons }
  const form = (['schedules', 'crons'] as const).find((key) => settings[key] !== undefined)
  if (!form) return {}
  const known = Object.values(settings[form] as object).map((entry) => JSON.stringify(entry))
  const sharedAt = (pace: Pace) =>
    Object.values(forms[form](schedulesAt(pace))).filter((entry) => known.includes(JSON.stringify(entry))).length
  const present = paces.toSorted((left, right) => sharedAt(right) - sharedAt(left))[0] ?? 1
  return { [form]: forms[form](schedulesAt(pace ?? present)) }
}

/** JSON with one line for each inner entry, as Biome formats it. */
function inLines(settings: object): string {
  const oneLine = (value: unknown) => JSON.stringify(value, null, 1).replace(/\s*\n\s*/g, ' ')
  const section = (value: unknown): string => {
    if (Array.isArray(value)) return `[\n${value.map((entry) => `    ${oneLine(entry)}`).join(',\n')}\n  ]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const entries = Object.entries(value).map(([key, entry]) => `    ${JSON.stringify(key)}: ${oneLine(entry)}`)
    return `{\n${entries.join(',\n')}\n  }`
  }
  const sections = Object.entries(settings).map(([key, value]) => `  ${JSON.stringify(key)}: ${section(value)}`)
  return `{\n${sections.join(',\n')}\n}`
}
