import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Entry = { version?: string; integrity?: string; resolved?: string; link?: boolean }

const project = join(import.meta.dirname, '..')
const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>
}
const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link)

test('every package has a hash that npm compares it with', () => {
  expect(entries.length).toBeGreaterThan(300)
  const bare = entries.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
  expect(bare.map(([path]) => path)).toEqual([])
})

test('every package comes from the registry, not from an address of its own', () => {
  const elsewhere = entries.filter(
    ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
  )
  expect(elsewhere).toEqual([])
})

/** Of command lines and previews that nobody starts here: docs/decisions/0066-what-each-package-is-for.md. */
const unloaded = [
  '@sentry',
  '@electric-sql',
  '@babel/parser',
  '@opentelemetry/sdk',
  '@supabase/pg-delta',
  'prettier',
  'socket.io',
  'bare-fs',
  'bare-path',
]

test('what nobody loads is an empty package', () => {
  const found = entries.filter(([path]) => unloaded.some((name) => path.includes(`node_modules/${name}`)))
  expect(found.length).toBeGreaterThan(5)
  expect(found.filter(([, { version }]) => version !== '1.0.0').map(([path]) => path)).toEqual([])
  const compilers = entries.filter(([path]) => path.endsWith('node_modules/typescript'))
  expect(compilers.map(([path]) => path)).toEqual(['node_modules/typescript'])
})
