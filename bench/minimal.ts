import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { project } from '#bench/last.ts'
import type { Program } from '#bench/program.ts'
import type { Say } from '#bench/result.ts'

const next = join(project, 'node_modules', 'next', 'dist', 'bin', 'next')

const files = {
  'package.json': '{ "private": true, "type": "module" }',
  'next.config.js': `export default { poweredByHeader: false, turbopack: { root: ${JSON.stringify(parse(project).root)} } }`,
  'app/layout.js': `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }`,
  'app/page.js': `export default function Page() { return <main><h1>A page</h1><p>It is a file.</p></main> }`,
}
const environment = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }

let built: Promise<Program> | undefined

/** An app of one static page, the least that Next can serve. It is built once, and removed when this process ends. */
export function minimalApp(say: Say): Promise<Program> {
  built ??= build(say)
  return built
}

/** @throws Error when the build fails */
async function build(say: Say): Promise<Program> {
  say('builds the minimal Next app')
  // Elsewhere, because Next would find the proxy of the project around it. The packages are those of the project.
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-minimal-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  mkdirSync(join(directory, 'app'))
  symlinkSync(join(project, 'node_modules'), join(directory, 'node_modules'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: directory,
    env: environment as never,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('The minimal Next app could not be built.')
  return { command: [next, 'start', '--hostname', 'localhost'], directory, environment }
}
