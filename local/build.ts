import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { runNode } from '#local/children.ts'

const project = join(import.meta.dirname, '..')
const next = join(project, 'node_modules', 'next', 'dist', 'bin', 'next')
const server = join(project, 'server', 'main.ts')
const sources = [
  '{app,components,functions,shop,lib}/**/*.{ts,tsx,js,css,svg}',
  'server/*.js',
  '{*.{json,js},{shop.config,proxy,instrumentation}.ts}',
  'supabase/migrations/*.sql',
]

/** Hashes the input of a build: the sources and the environment. It leaves out the role tokens, which are new at each start. */
function fingerprint({ SUPABASE_ROLE_TOKENS: _, ...environment }: Record<string, string>): string {
  const hash = createHash('sha256').update(JSON.stringify(environment))
  for (const file of globSync(sources, { cwd: project }).toSorted()) {
    // The route of /sw.js is a folder.
    if (statSync(join(project, file)).isDirectory()) continue
    if (/\.test\.tsx?$/.test(file)) continue
    hash.update(file).update(readFileSync(join(project, file)))
  }
  return hash.digest('hex')
}

/**
 * The folder of the build of a store with its own data, relative to the project. Next builds only inside its project, so data
 * elsewhere has its build in `.nightlight/builds`.
 */
export function buildFolder(project: string, directory: string): string {
  const inside = relative(project, directory)
  if (!inside.startsWith('..') && !isAbsolute(inside)) return join(inside, 'next')
  return join('.nightlight', 'builds', createHash('sha256').update(directory).digest('hex').slice(0, 12))
}

/**
 * Next adds the folder of a build's types to the settings of TypeScript. For data elsewhere it adds them to a file beside the build, which
 * next.config.js names, because the project's own is committed, and part of what a build is made of.
 * @param output the folder of the build, relative to the project
 */
export function writeTypeSettings(output: string): void {
  const path = join(project, `${output}.tsconfig.json`)
  mkdirSync(dirname(path), { recursive: true })
  const root = relative(dirname(path), project).replaceAll('\\', '/')
  const settings = { extends: `${root}/tsconfig.json`, include: [`${root}/**/*.ts`, `${root}/**/*.tsx`] }
  writeFileSync(path, JSON.stringify(settings))
}

/**
 * Builds the store, unless the last build had the same sources and environment.
 * @param directory where the fingerprint of the last build is kept
 * @param pagesAfter the address that answers when the pages can be made; next.config.js asks it when the code is compiled
 * @returns false when no build was needed
 * @throws when the build fails
 */
export async function buildStore(
  directory: string,
  environment: Record<string, string>,
  pagesAfter = '',
): Promise<boolean> {
  const mark = join(directory, 'build')
  const output = join(project, environment.NEXT_OUTPUT ?? '.next', 'BUILD_ID')
  const wanted = fingerprint(environment)
  if (existsSync(mark) && existsSync(output) && readFileSync(mark, 'utf8') === wanted) return false
  rmSync(mark, { force: true })
  const first = existsSync(output) ? '' : '1'
  const wishes = { NODE_ENV: 'production', PAGES_AFTER: pagesAfter, FIRST_BUILD: first }
  const code = await runNode([next, 'build'], { ...environment, ...wishes }).ended
  if (code !== 0) throw new Error('The build failed; its report is above.')
  writeFileSync(mark, wanted)
  return true
}

/** Starts the store: the build, with its log in a file, or `next dev`. */
export function serveStore(mode: 'start' | 'dev', environment: Record<string, string>, log: string) {
  // Its secrets are published, so it listens to this machine only.
  const where = ['--port', environment.PORT ?? '3000', '--hostname', 'localhost']
  if (mode === 'dev') return runNode([next, mode, ...where], { ...environment, NODE_ENV: 'development' })
  return runNode([server, ...where], { ...environment, NODE_ENV: 'production' }, log)
}
