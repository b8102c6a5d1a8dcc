// Vendors' emulators that are too heavy to come with `npm ci`. `npm run platforms` installs them; without them a test says so, and
// leaves them out.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..', '..')

/** Exact versions. azurite: 187 MB with what it needs; workerd: 160 MB. */
export const tools = { azurite: '3.35.0', workerd: '1.20261117.1' }
export type Tool = keyof typeof tools

/** The folder into which `npm run platforms` installs them. */
export const toolsFolder = join(project, '.nightlight', 'tools')

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
  `${name} ${tools[name]} is not installed here; \`npm run platforms\` installs it.`
