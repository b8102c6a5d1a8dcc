import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { telemetryVariables } from '#lib/env.ts'

const docs = join(import.meta.dirname, '..', 'docs')
const overview = readFileSync(join(docs, 'tracing.md'), 'utf8')
const pages = readdirSync(join(docs, 'tracing'))
const namesIn = (text: string) => [...new Set(text.match(/\bOTEL_[A-Z_]+/g))].toSorted()

test('docs/tracing.md names every variable of OpenTelemetry that the store reads, and no other', () => {
  expect(namesIn(overview).filter((name) => name !== 'OTEL_')).toEqual(telemetryVariables.toSorted())
})

test.each(pages)('%s names only variables that the store reads, and says what was tested', (page) => {
  const text = readFileSync(join(docs, 'tracing', page), 'utf8')
  expect(overview).toContain(`tracing/${page}`)
  expect(namesIn(text).filter((name) => !telemetryVariables.includes(name))).toEqual([])
  expect(text).toMatch(/Tested\s+here/)
})

test('each name of a span in docs/tracing.md is one that the code makes', () => {
  const code = [
    'lib/traced-fetch.ts',
    'lib/stripe.ts',
    'lib/email.ts',
    'lib/model.ts',
    'lib/queue.ts',
    'functions/make-thumbnail.ts',
    'app/trip.ts',
  ].concat(['run-span', 'run-job', 'steps'].map((name) => `functions/runtime/${name}.ts`))
  const text = code.map((file) => readFileSync(join(docs, '..', file), 'utf8')).join('\n')
  const named = [...overview.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, names = '']) => [
    ...names.matchAll(/`([a-z]+)[ `]/g),
  ])
  const words = new Set(named.map(([, word = '']) => word))
  expect(words.size).toBeGreaterThan(8)
  const isMade = (word: string) => new RegExp(`[\`']${word}[ \`']`).test(text)
  expect([...words].filter((word) => !isMade(word))).toEqual([])
})
