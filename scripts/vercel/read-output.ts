import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Bundle, listBundles, listFiles, packagesOf } from '#scripts/vercel/bundles.ts'
import { findSecrets, type Secret } from '#scripts/vercel/secrets.ts'

export type Wanted = {
  /** each function of the registry with its limits */
  functions: readonly { name: string; seconds: number; memory: number }[]
  /** the crons of vercel.json; undefined when the queue is the scheduler */
  crons: unknown
  /** for each package, or scope of packages, that is too large for everybody: the functions that need it */
  large: Readonly<Record<string, readonly string[]>>
  /** the folders of `app/` whose pages are files, such as `products/[slug]` and `` for the home page */
  pages: readonly string[]
  secrets: readonly Secret[]
}

export type Output = {
  bundles: Bundle[]
  /** a sentence for each mistake */
  problems: string[]
}

/**
 * Reads what `vercel build` made and compares it with what is wanted.
 * @param project the folder with `.vercel/output`
 */
export function readOutput(project: string, wanted: Wanted): Output {
  const bundles = listBundles(project)
  const problems = [
    ...checkFunctions(bundles, wanted),
    ...checkPlatform(bundles),
    ...checkPackages(bundles, wanted, project),
    ...checkCrons(project, wanted),
    ...checkPages(project, wanted),
    ...checkSecrets(bundles, wanted, project),
  ]
  return { bundles, problems }
}

function checkFunctions(bundles: readonly Bundle[], { functions }: Wanted): string[] {
  return functions.flatMap(({ name, seconds, memory }) => {
    const bundle = bundles.find(({ names }) => names.includes(`api/${name}`))
    if (!bundle) return [`There is no function api/${name}.`]
    const { maxDuration, memory: given } = bundle.config
    return [
      ...(maxDuration === seconds
        ? []
        : [`api/${name} may run ${maxDuration ?? 'the default number of'} s, not ${seconds}.`]),
      ...(given === memory ? [] : [`api/${name} has ${given ?? 'the default number of'} MB, not ${memory}.`]),
    ]
  })
}

/** Every bundle runs on Node, in the region of the project's settings. */
function checkPlatform(bundles: readonly Bundle[]): string[] {
  return bundles.flatMap(({ names, config: { runtime, regions } }) => [
    ...(runtime.startsWith('nodejs') ? [] : [`${names[0]} runs on ${runtime}, not on Node.`]),
    ...(regions ? [`${names[0]} is bound to ${regions.join(', ')}; the project's settings choose the region.`] : []),
  ])
}

function checkPackages(bundles: readonly Bundle[], { large }: Wanted, project: string): string[] {
  return bundles.flatMap((bundle) => {
    const packages = packagesOf(bundle, project)
    return Object.entries(large).flatMap(([name, users]) => {
      const paths = users.map((user) => `api/${user}`)
      const needs = bundle.names.filter((path) => paths.includes(path))
      const strangers = bundle.names.filter((path) => !paths.includes(path) && !/\.rsc$/.test(path))
      const carried = [...packages].some((known) => known === name || known.startsWith(`${name}/`))
      if (!carried) return needs.map((path) => `${path} lacks ${name}.`)
      return strangers.length > 0
        ? [`${name} is in the bundle of ${strangers.slice(0, 3).join(', ')}, which do not need it.`]
        : []
    })
  })
}

function checkCrons(project: string, { crons }: Wanted): string[] {
  const { crons: found } = JSON.parse(readFileSync(join(project, '.vercel', 'output', 'config.json'), 'utf8'))
  if (isDeepStrictEqual(found, crons)) return []
  return [`The schedules are ${JSON.stringify(found)}, not ${JSON.stringify(crons)}.`]
}

/** A page that is a file has its HTML beside it, and a visit runs nothing: `compute` is Vercel's word for that. */
function checkPages(project: string, { pages }: Wanted): string[] {
  const folder = join(project, '.vercel', 'output', 'functions')
  const isFile = (path: string) => {
    const settings = join(folder, `${path}.prerender-config.json`)
    if (!existsSync(settings)) return false
    const { initialMetadata, fallback } = JSON.parse(readFileSync(settings, 'utf8'))
    return initialMetadata?.compute === 'static' && /\.html$/.test(fallback?.fsPath ?? '')
  }
  return pages.flatMap((page) => {
    if (!page.includes('[')) return isFile(page || 'index') ? [] : [`The page /${page} is not a file.`]
    const pattern = `${page.replaceAll(/\[[^\]]+\]/g, '*')}.prerender-config.json`
    const made = globSync(pattern, { cwd: folder })
      .map((file) => file.replace(/\.prerender-config\.json$/, ''))
      .filter((path) => !path.includes('[') && !path.endsWith('.rsc'))
    if (made.length === 0) return [`No page /${page} is a file.`]
    return made.filter((path) => !isFile(path)).map((path) => `The page /${path} is not a file.`)
  })
}

function checkSecrets(bundles: readonly Bundle[], { secrets }: Wanted, project: string): string[] {
  const output = listFiles(join(project, '.vercel', 'output'))
  const own = bundles.flatMap(({ files }) => files).filter((file) => !file.includes('node_modules'))
  const found = findSecrets([...new Set([...output, ...own])], secrets)
  return found.map(({ name, file }) => `${relative(project, file)} holds ${name}.`)
}

/** The bundles as lines of text, largest first: what is in them, kilobytes, limits. */
export function describeBundles(bundles: readonly Bundle[]): string[] {
  const rows = bundles
    .toSorted((one, other) => other.bytes - one.bytes)
    .map(({ names, bytes, config: { runtime, maxDuration, memory } }) => {
      const shown = names.filter((name) => !/\.rsc$|\.segments\//.test(name))
      return [
        `${Math.round(bytes / 1000)}`.padStart(7),
        (maxDuration === undefined ? 'default' : `${maxDuration} s`).padStart(8),
        (memory === undefined ? 'default' : `${memory} MB`).padStart(8),
        runtime.padStart(11),
        ` ${shown.map((name) => name.replace(/^api\//, '')).join(' ') || names[0]}`,
      ].join(' ')
    })
  return ['     kB     time   memory     runtime  answers', ...rows]
}
