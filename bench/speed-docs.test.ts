import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reachGoals } from '#bench/goals.ts'
import { compareRuns, mergeRuns, project, readLast } from '#bench/last.ts'
import { type Line, parts, type Run } from '#bench/result.ts'
import { writeSpeedDocs } from '#bench/speed-docs.ts'

const document = readFileSync(join(project, 'docs', 'speed.md'), 'utf8')

/** The last run with other ratios, each with a tenth of noise. */
function runOf(ratios: Record<string, number>, unit: Line['unit'] = 'orders/s'): Run {
  const results = Object.entries(ratios).map(([name, median]): Line => {
    const range: [number, number] = [median * 0.9, median * 1.1]
    const limit = { name: 'plain function', value: 1 }
    return {
      part: 'orders',
      name,
      unit,
      ours: median,
      limit,
      ratio: { median, range },
      cpu: null,
      cpuLimit: null,
      load: 1,
    }
  })
  return { ...readLast(), results }
}

test('the tables of docs/speed.md are those of the last run', () => {
  expect(writeSpeedDocs(document, readLast())).toBe(document)
  expect(document).toContain(`${parts.map((part) => `\`${part}\``).join(', ')}.`)
  // A goal that no result is about would say nothing; peers are only there when they were given.
  const silent = reachGoals(readLast()).filter(({ measured }) => measured === 'not measured')
  expect(silent.map(({ goal }) => goal).filter((goal) => !goal.includes('other shop'))).toEqual([])
})

test('each promise that does not depend on the machine names a test that is there', () => {
  const rows = [...document.matchAll(/^\| [^|]+ \| `([^`]+)`: ([^|]+) \|$/gm)]
  expect(rows.length).toBeGreaterThan(10)
  const missing = rows.filter(([, file = '', title = '']) => {
    const path = join(project, file)
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(title)
  })
  expect(missing.map(([row]) => row)).toEqual([])
})

test('a goal is as far as the worst of its results', () => {
  const named = (run: Run) => reachGoals(run).find(({ goal }) => goal.includes('three lamps'))
  const good = { 'place_order, three lamps, 1 at once': 0.6, 'place_order, three lamps, 4 at once': 0.5 }
  expect(named(runOf(good))).toMatchObject({ measured: '0.5: met', why: '' })
  const missed = named(runOf({ ...good, 'place_order, three lamps, 16 at once': 0.49 }))
  expect(missed?.measured).toBe('0.49: **missed**')
  expect(missed?.why).not.toBe('')
})

test('a run is worse than the last one when its ratios differ by more than noise', () => {
  const last = runOf({ order: 0.5 })
  expect(compareRuns(last, runOf({ order: 0.45 }))).toEqual({ worse: [], better: [] })
  expect(compareRuns(last, runOf({ other: 0.1 }))).toEqual({ worse: [], better: [] })
  expect(compareRuns(last, runOf({ order: 0.4 })).worse).toEqual([
    'order: 0.5 -> 0.4 of plain function (load 1.0 -> 1.0)',
  ])
  expect(compareRuns(last, runOf({ order: 0.7 })).better).toHaveLength(1)
  // More milliseconds are worse.
  expect(compareRuns(runOf({ search: 1 }, 'ms'), runOf({ search: 2 }, 'ms'))).toMatchObject({ better: [] })
  expect(compareRuns(runOf({ search: 1 }, 'ms'), runOf({ search: 2 }, 'ms')).worse).toHaveLength(1)
})

test('a part that is measured alone takes the place of its lines, and the others keep their date', () => {
  const moment = { date: '2026-01-02', commit: 'abc' }
  const last = runOf({ 'place_order, three lamps, 1 at once': 0.5 })
  const page = { ...(last.results[0] as Line), part: 'pages' as const, name: 'page /' }
  const run: Run = { ...last, ...moment, results: [page] }
  const merged = mergeRuns(last, run, ['pages'])
  expect(merged).toMatchObject({ ...moment, results: [page, { measured: { date: last.date, commit: last.commit } }] })
  expect(writeSpeedDocs(document, merged)).toContain(`${last.date}, ${last.commit} |`)
  // Measured again, a line says no other moment; the page keeps the one at which it was measured.
  const again = mergeRuns(merged, { ...last, date: '2026-01-03', commit: 'def' }, ['orders'])
  expect(again.results.map(({ measured }) => measured)).toEqual([moment, undefined])
  expect(() => mergeRuns({ ...last, cores: last.cores + 1 }, run, ['pages'])).toThrow('another machine')
})
