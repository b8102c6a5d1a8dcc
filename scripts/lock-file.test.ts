import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Entry = { version?: string; integrity?: string; resolved?: string; link?: boolean; optional?: boolean }

const project = join(import.meta.dirname, '..')
const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>
}
const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link)

/**
 * The builds of the Supabase CLI for other systems. The registry that the lock file was written with lists version 3.1.0 for 64-bit
 * Linux only, and no version since 2.117 for all systems; 2.117 lacks the options that the deployment uses. `npm install` on one of
 * these systems adds the integrity; then its line goes.
 */
const unlisted = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64',
  'linux-arm64-musl',
  'linux-x64-musl',
  'windows-arm64',
  'windows-x64',
].map((system) => `node_modules/@supabase/cli-${system}`)

test('every package has a hash that npm compares it with, but for the named ones', () => {
  expect(entries.length).toBeGreaterThan(300)
  const bare = entries.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
  expect(bare.map(([path]) => path)).toEqual(unlisted)
  // They are optional, so their absence stops nobody, and exactly pinned.
  for (const [, entry] of bare) expect(entry).toMatchObject({ version: '3.1.0', optional: true })
})

test('every package comes from the registry, not from an address of its own', () => {
  const elsewhere = entries.filter(
    ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
  )
  expect(elsewhere).toEqual([])
})

/** Of command lines and previews that nobody starts here: docs/decisions/0051-what-npm-ci-installs.md. */
const unloaded = [
  '@sentry',
  '@electric-sql',
  '@babel/parser',
  '@opentelemetry/sdk',
  '@supabase/pg-delta',
  'prettier',
  'socket.io',
]

test('what nobody loads is an empty package', () => {
  const found = entries.filter(([path]) => unloaded.some((name) => path.includes(`node_modules/${name}`)))
  expect(found.length).toBeGreaterThan(5)
  expect(found.filter(([, { version }]) => version !== '1.0.0').map(([path]) => path)).toEqual([])
  const compilers = entries.filter(([path]) => path.endsWith('node_modules/typescript'))
  expect(compilers.map(([path]) => path)).toEqual(['node_modules/typescript'])
})
