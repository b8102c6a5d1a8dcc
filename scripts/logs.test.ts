import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { keepSmall } from '#local/bounded-log.ts'
import { ofTrace, readLines, showLine, tracePages } from '#scripts/logs.ts'

const line = (fields: object) =>
  JSON.stringify({ time: '2026-11-30T10:00:00.123Z', level: 'info', message: 'run', ...fields })
const text = [
  '   ▲ Next.js 16',
  line({
    trace: 'a'.repeat(32),
    function: 'process-order',
    span: 'step pack',
    span_id: '1',
    run: 'x',
    order: 'o-1',
    ms: 12,
  }),
  line({ trace: 'b'.repeat(32), level: 'error', message: 'page failed', digest: '1234567890' }),
  line({ trace: 'a'.repeat(32), message: 'cut' }).slice(0, 40),
].join('\n')

test('the lines of a trace are found by its first digits, or by the digest of an error page', () => {
  const lines = readLines(text)
  expect(lines).toHaveLength(2)
  expect(ofTrace(lines, 'aaaaaaaa').map(({ message }) => message)).toEqual(['run'])
  expect(ofTrace(lines, '1234567890').map(({ message }) => message)).toEqual(['page failed'])
  expect(ofTrace(lines, 'c')).toEqual([])
})

test('lines lead to the pages of their traces, each once', () => {
  const lines = [...readLines(text), ...readLines(text)]
  expect(tracePages(lines, 'http://localhost:3000')).toEqual(
    ['a', 'b'].map((digit) => `http://localhost:3000/admin/traces/${digit.repeat(32)}`),
  )
})

test('a line shows function, span and fields', () => {
  const [first] = readLines(text)
  expect(first && stripVTControlCharacters(showLine(first))).toBe(
    '10:00:00.123 info  process-order [step pack] run order=o-1 ms=12',
  )
})

test('a log that is too large begins anew, and keeps one older file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-log-'))
  const file = join(folder, 'store.log')
  writeFileSync(file, 'small')
  keepSmall(file, 10)
  expect(readFileSync(file, 'utf8')).toBe('small')
  writeFileSync(file, 'larger than ten')
  keepSmall(file, 10)
  expect([readFileSync(file, 'utf8'), readFileSync(`${file}.1`, 'utf8')]).toEqual(['', 'larger than ten'])
  rmSync(folder, { recursive: true })
})
