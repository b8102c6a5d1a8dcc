import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findTool, noticeOf, requireTool, supabaseCli } from '#local/tools.ts'
import { needed } from '#scripts/deploy/accounts.ts'
import { stepsOf } from '#scripts/deploy.ts'

const project = join(import.meta.dirname, '..', '..')
const guides = ['docs/deploy.md', 'docs/keys.md'].map((file) => readFileSync(join(project, file), 'utf8'))
const [guide = ''] = guides
const programs = join(project, 'node_modules', '.bin')

/** The code in the guides, without values and comments. */
const snippets = guides
  .flatMap((text) => [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/^(npx .+?)(?: +#.*)?$/gm)])
  .map(([, code = '']) => code)

/** The commands that begin with this, split into words. */
const commandsOf = (start: string) =>
  snippets.flatMap((code) => {
    const at = code.indexOf(`${start} `)
    return at < 0 ? [] : [code.slice(at + start.length + 1).split(/\s+/)]
  })

/** The commands of the supabase CLI, each with its help. */
const helps = new Map<string, string>()
function helpOf(words: readonly string[]): string {
  const name = words.join(' ')
  const known = helps.get(name)
  if (known) return known
  const cli = join(requireTool('supabase'), 'dist', 'supabase.js')
  const { stdout, status } = spawnSync(process.execPath, [cli, ...words, '--help'], { encoding: 'utf8' })
  const help = status === 0 ? stdout : ''
  helps.set(name, help)
  return help
}

test('the guide has at most ten steps, each with the expected result and its undo', () => {
  const steps =
    guide
      .split('## Plans')[0]
      ?.split(/^\d+\. /m)
      .slice(1) ?? []
  expect(steps.length).toBeGreaterThan(5)
  expect(steps.length).toBeLessThanOrEqual(10)
  for (const step of steps) {
    expect(step.match(/\*Expect:\*/g), step.slice(0, 30)).toHaveLength(1)
    expect(step.match(/\*Undo:\*/g), step.slice(0, 30)).toHaveLength(1)
  }
})

test('the guide names every variable that a deployment needs', () => {
  expect(needed).toContain('VERCEL_TOKEN')
  expect(needed.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})

const here = findTool('supabase') !== null
if (!here) process.stderr.write(`SKIPPED: ${noticeOf('supabase')}\n`)

// Each help starts the whole CLI.
const patience = 150_000

test('the guides name the version of the supabase CLI', () => {
  expect(commandsOf(`npx ${supabaseCli}`).length).toBeGreaterThan(5)
  expect(snippets.filter((code) => /npx (--yes )?supabase(?!@)/.test(code))).toEqual([])
})

test.runIf(here)('the supabase CLI knows every command and every flag of the guides', { timeout: patience }, () => {
  const commands = commandsOf(`npx ${supabaseCli}`)
  for (const words of commands) {
    const help = helpOf(words.slice(0, 2))
    // For an unknown command the CLI prints the help of its parent.
    expect(help, words.join(' ')).toContain(`supabase ${words.slice(0, 2).join(' ')} `)
    for (const flag of words
      .filter((word) => /^--[a-z]/.test(word))
      .filter((word) => !['--role', '--name'].includes(word))) {
      expect(help, `${words.join(' ')}: ${flag}`).toContain(flag.replace(/=.*/, ''))
    }
  }
})

test.runIf(here)('the supabase CLI also knows the commands that a deployment runs', { timeout: patience }, () => {
  const source = ['database.ts', 'host.ts']
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n')
  const calls = [...source.matchAll(/supabase\(('[^)]*)\)/g)].map(([, list = '']) =>
    [...list.matchAll(/['`]([^'`]+)['`]/g)].map(([, word = '']) => word),
  )
  expect(calls.length).toBeGreaterThanOrEqual(3)
  for (const words of calls) {
    const help = helpOf(words.slice(0, 2))
    expect(help, words.join(' ')).toContain(`supabase ${words.slice(0, 2).join(' ')} `)
    for (const flag of words.filter((word) => word.startsWith('--'))) expect(help).toContain(flag.replace(/=.*/, ''))
  }
})

test('our own commands and files exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { scripts: object }
  const names = commandsOf('npm run').map(([name = '']) => name)
  expect(names).toContain('deploy')
  expect(names.filter((name) => !(name in scripts))).toEqual([])
  const files = commandsOf('node').map(([file = '']) => file)
  expect(files).toContain('deploy/keep-schedules.ts')
  expect(files.filter((file) => !existsSync(join(project, file)))).toEqual([])
  expect(guide).toContain(`${['eleven', 'twelve'][stepsOf(project).length - 11]} steps`)
})

const vercel = join(programs, 'vercel')
test.skipIf(!existsSync(vercel))(
  'the vercel CLI knows the flags of a deployment (skipped where it is not installed)',
  () => {
    const { stdout, stderr } = spawnSync(vercel, ['deploy', '--help'], { encoding: 'utf8' })
    for (const flag of ['--prod', '--yes', '--token']) expect(stdout + stderr).toContain(flag)
  },
)
