// Programs of vendors that are too heavy to come with `npm ci`. `npm test` installs the first two when it reaches a registry, and
// `npm run platforms` all of them. Without one, a test that needs it says so, and is left out.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')

/** Exact versions. With what they need: deno 92 MB, supabase 140 MB, azurite 187 MB, workerd 160 MB. */
export const tools = { deno: '2.9.6', supabase: '3.1.0', azurite: '3.35.0', workerd: '1.20261117.1' }
export type Tool = keyof typeof tools

/** Supabase's command, as npx starts it. */
export const supabaseCli = `supabase@${tools.supabase}`

const toolsFolder = join(project, '.nightlight', 'tools')

/** The folder of a tool's package; null when it is not installed in this version. */
export function findTool(name: Tool): string | null {
  const folder = join(toolsFolder, 'node_modules', name)
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return null
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  return version === tools[name] ? folder : null
}

/** What a test says that leaves a tool out. */
export const noticeOf = (name: Tool): string =>
  `${name} ${tools[name]} is not installed here; \`npm run platforms -- tools\` installs it.`

/** @throws Error that says how to install it */
export function requireTool(name: Tool): string {
  const folder = findTool(name)
  if (folder === null) throw new Error(noticeOf(name))
  return folder
}

/** Milliseconds for what the registry says of one package. No timeout of npm ends a connection that never opens, behind a firewall. */
const patience = 20_000

/** Installs the tools that are missing, and those that are there stay. Gives those that it could not install, without a registry. */
export function installTools(wanted: readonly Tool[]): Tool[] {
  if (wanted.every((name) => findTool(name) !== null)) return []
  mkdirSync(toolsFolder, { recursive: true })
  writeFileSync(join(toolsFolder, 'package.json'), '{ "private": true }\n')
  const kept = (Object.keys(tools) as Tool[]).filter((name) => wanted.includes(name) || findTool(name) !== null)
  const packages = kept.map((name) => `${name}@${tools[name]}`)
  const isReached = npm(['view', ...packages.slice(0, 1), 'version'], { timeout: patience })
  if (!isReached) console.warn('The npm registry did not answer: tools come from the cache of npm, or not at all.')
  const options = [
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    isReached ? '--prefer-offline' : '--offline',
  ]
  npm(['install', ...packages, ...options])
  return wanted.filter((name) => findTool(name) === null)
}

/** Whether npm did it, and in this time. For a server that falls silent it waits half a minute, and not five as it would by itself. */
function npm(args: string[], limits: { timeout?: number } = {}): boolean {
  const { status } = spawnSync('npm', [...args, '--fetch-retries=0', '--fetch-timeout=30000'], {
    ...limits,
    cwd: toolsFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  return status === 0
}
