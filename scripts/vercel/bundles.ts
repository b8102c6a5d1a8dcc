import { existsSync, globSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import * as z from 'zod'

/** https://vercel.com/docs/build-output-api/primitives#serverless-functions; Next's builder adds `filePathMap`. */
const config = z.object({
  runtime: z.string(),
  memory: z.number().optional(),
  maxDuration: z.number().optional(),
  regions: z.array(z.string()).optional(),
  filePathMap: z.record(z.string(), z.string()).default({}),
})

/** One program that Vercel runs. Functions with equal limits share one. */
export type Bundle = {
  /** the paths that it answers, without a slash in front */
  names: string[]
  config: z.infer<typeof config>
  /** every file of it */
  files: string[]
  bytes: number
}

/**
 * Lists the bundles of an output of `vercel build`.
 * @param project the folder with `.vercel/output`
 * @throws Error when a bundle has no settings
 */
export function listBundles(project: string): Bundle[] {
  const folder = join(project, '.vercel', 'output', 'functions')
  const byPlace = new Map<string, Bundle>()
  for (const path of globSync('**/*.func', { cwd: folder }).toSorted()) {
    const place = realpathSync(join(folder, path))
    const bundle = byPlace.get(place) ?? readBundle(project, place)
    byPlace.set(place, bundle)
    bundle.names.push(path.replace(/\.func$/, '').replaceAll('\\', '/'))
  }
  return [...byPlace.values()]
}

function readBundle(project: string, place: string): Bundle {
  const settings = config.parse(JSON.parse(readFileSync(join(place, '.vc-config.json'), 'utf8')))
  const own = listFiles(place)
  const mapped = Object.values(settings.filePathMap).map((path) => join(project, path))
  const files = [...new Set([...own, ...mapped])].filter((file) => existsSync(file))
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  return { names: [], config: settings, files, bytes }
}

/** Every file below a folder, without following links to other folders. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return globSync('**/*', { cwd: folder, withFileTypes: true, exclude: (entry) => entry.isSymbolicLink() })
    .concat(globSync('**/.*', { cwd: folder, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The npm packages of a bundle. */
export function packagesOf({ files }: Bundle, project: string): Set<string> {
  const names = files.map((file) =>
    /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(relative(project, file).replaceAll('\\', '/')),
  )
  return new Set(names.flatMap((found) => found?.[1] ?? []))
}
