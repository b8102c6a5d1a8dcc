import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = dirname(import.meta.dirname)

const layers = [
  'app',
  'components',
  'functions',
  'deploy',
  'shop',
  'lib',
  'server',
  'local',
  'supabase',
  'scripts',
  'e2e',
  'bench',
  'docs',
]
const papers = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE']
const settings = [
  'shop.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'biome.json',
  'next.config.js',
  'proxy.ts',
  'instrumentation.ts',
  'postcss.config.js',
  'vitest.config.ts',
  'playwright.config.ts',
  'vercel.json',
  '.ci',
  '.github',
  '.env.example',
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
  '.nvmrc',
]

/** Every file of the project that git tracks or would track. Empty in a copy without git. */
function listFiles(): string[] | null {
  const options = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { status, stdout } = spawnSync('git', options, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) return null
  return stdout.split('\0').filter((path) => path && existsSync(join(root, path)))
}

const files = listFiles() ?? []
const isSource = (path: string) =>
  /\.(ts|tsx|js|css|sql)$/.test(path) && !/\.gen\.ts$|^supabase\/seed\/.*\.sql$/.test(path)
const sources = files
  .filter(isSource)
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  .map((source) => ({ ...source, lines: source.text.trimEnd().split('\n').length }))

const code = sources.filter(({ path }) => /\.tsx?$/.test(path))

// Outside a git checkout, such as in an unpacked archive, git lists no files.
const inGit = test.skipIf(files.length === 0)

inGit('the top level holds the known folders and files, nothing else', () => {
  const entries = new Set(files.map((path) => path.split('/')[0]))
  const known = new Set([...layers, ...papers, ...settings])
  expect([...entries].filter((entry) => entry && !known.has(entry))).toEqual([])
  expect(entries).toContain('package.json')
})

inGit('files stay small: none over 300 lines, 95 of 100 at most 200', () => {
  expect(sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  const long = sources.filter(({ lines }) => lines > 200).map(({ path, lines }) => `${path}: ${lines}`)
  expect(long.length, `over 200 lines:\n${long.join('\n')}`).toBeLessThanOrEqual(sources.length * 0.05)
})

inGit('the adapter of a platform is thin: at most 100 lines', () => {
  const adapters = sources.filter(({ path }) => /^deploy\/[a-z-]+\/adapter\.ts$/.test(path))
  expect(adapters.length).toBeGreaterThan(5)
  expect(adapters.filter(({ lines }) => lines > 100).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
})

inGit('only components/ and error.tsx run in the browser', () => {
  const client = code.filter(({ text }) => /^\s*(?:\/\/.*\s+|\/\*[\s\S]*?\*\/\s*)*['"]use client['"]/.test(text))
  const strangers = client.filter(({ path }) => !/^components\/|^app\/.*\berror\.tsx$/.test(path))
  expect(strangers.map(({ path }) => path)).toEqual([])
})

inGit('a file has the name of one thing: no barrels, no drawers', () => {
  const drawers =
    /(?:^|\/)(?:index|utils?|helpers?|misc|common)(?:\.test)?\.tsx?$|(?:^|\/)(?:utils?|helpers?|misc|common)\//
  // Supabase prescribes this name for the entry of an Edge Function.
  const dictated = /^supabase\/functions\/[a-z-]+\/index\.ts$/
  const named = code.filter(({ path }) => drawers.test(path) && !dictated.test(path))
  expect(named.map(({ path }) => path)).toEqual([])
})

inGit('the files of shop/ that components import hold types only', () => {
  const nouns = code.filter(({ path }) =>
    /^shop\/[a-z]+\/(?:[a-z-]+-)?types\.ts$|^shop\/assistant\/cards\.ts$/.test(path),
  )
  expect(nouns.length).toBeGreaterThan(5)
  for (const { path, text } of nouns) {
    expect(text, path).toMatch(/^export type /m)
    expect(text.match(/^export (?!type ).*/gm), path).toBeNull()
  }
})

test('Next can read the matcher of the proxy, which it does not run: JSON with other quotes', () => {
  const [, config = ''] = /export const config = (\{[\s\S]*\})/.exec(readFileSync(join(root, 'proxy.ts'), 'utf8')) ?? []
  const json = config
    .replaceAll("'", '"')
    .replaceAll(/(\w+): /g, '"$1": ')
    .replaceAll(/,(\s*[\]}])/g, '$1')
  expect(JSON.parse(json).matcher).toContain('/account/:path*')
})
