import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registry } from '#functions/registry.gen.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { listUnmeasured, measuredFile, readMeasured, writePlatformDocs } from '#scripts/platform-docs.ts'
import { platformRows } from '#scripts/platform-rows.ts'

const project = join(import.meta.dirname, '..')
const measured = readMeasured(project)
const document = readFileSync(join(project, 'docs', 'platforms.md'), 'utf8')
const other = { ...(registry.find(({ refreshes }) => !refreshes) as FunctionDefinition), name: 'count-lamps' }

test('every function that can run apart from the pages is measured', () => {
  const problem = `${measuredFile} lacks functions: run \`npm run platforms\` and commit what it writes.`
  expect(listUnmeasured(measured, registry), problem).toEqual([])
  expect(listUnmeasured(measured, [...registry, other])).toEqual(['count-lamps'])
})

test('the tables are those of the last run and of the code', () => {
  expect(writePlatformDocs(project, document, measured, registry)).toBe(document)
  for (const { name, refreshes } of registry) {
    if (refreshes) continue
    // Its bundle, what its runs took, and what a million of them cost.
    expect(document.split(`\n| \`${name}\` |`).length - 1, name).toBeGreaterThanOrEqual(3)
  }
})

test('what nobody has run says so', () => {
  const rowOf = (text: string, name: string) => text.split('\n').filter((row) => row.startsWith(`| ${name} |`))
  const { 'AWS Lambda': _, ...suite } = measured.suite
  const without = writePlatformDocs(project, document, { ...measured, suite }, [...registry, other])
  expect(rowOf(without, 'AWS Lambda')[0]).toContain('| not run | not run | – |')
  expect(rowOf(without, '`count-lamps`')).toHaveLength(2)
  for (const row of rowOf(without, '`count-lamps`')) expect(row).toContain('not measured')
  for (const { name, adapter } of platformRows) {
    const [row = ''] = rowOf(document, name)
    expect(/\| (Node|Deno) \d+\.\d+\.\d+/.test(row), name).toBe(adapter !== null)
  }
})
