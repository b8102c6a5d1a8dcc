import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cookies, storage } from '#shop/accounts/cookies.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root, exclude: ['**/*.test.*'] }).map((path) => {
  return { path, text: readFileSync(join(root, path), 'utf8') }
})

test('the privacy page names everything that pages keep in the browser', () => {
  const writers = sources.filter(({ text }) => /(?:local|session)Storage\.setItem\(/.test(text))
  const names = writers.map(({ path, text }) => {
    const [, name] = /^(?:export )?const (?:key|place|themeKey) = '([a-z-]+)'/m.exec(text) ?? []
    return name ?? (text.includes('themeKey') ? 'theme' : path)
  })
  expect(names.toSorted()).toEqual(storage.map(({ name }) => name).toSorted())
})

test('the names of cookies in the sources are on the list', () => {
  const set = sources.flatMap(({ text }) => [...text.matchAll(/\.set\('([a-z-]+)', .*ptions/g)].map(([, name]) => name))
  expect(new Set(set).size).toBeGreaterThan(3)
  expect(cookies.map(({ name }) => name)).toEqual(expect.arrayContaining(set))
})
