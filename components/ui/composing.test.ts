import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isComposing } from '#components/ui/composing.ts'

test.each([
  ['Enter in Chrome while a word is composed', { isComposing: true, keyCode: 229 }, true],
  ['Enter in Safari that accepts a composed word', { isComposing: false, keyCode: 229 }, true],
  ['Enter in Firefox while a word is composed', { isComposing: true, keyCode: 13 }, true],
  ['Enter', { isComposing: false, keyCode: 13 }, false],
])('%s: %o', (_, event, composing) => {
  expect(isComposing(event)).toBe(composing)
})

test('every part of the shop that listens to Enter or Escape asks whether a word is composed', () => {
  const root = join(import.meta.dirname, '..')
  const listening = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))
    .filter(({ text }) => /['"](?:Enter|Escape)['"]/.test(text))
  expect(listening.length).toBeGreaterThan(1)
  expect(listening.filter(({ text }) => !text.includes('isComposing(')).map(({ name }) => name)).toEqual([])
})
