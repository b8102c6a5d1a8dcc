import { expect, test } from 'vitest'
import * as z from 'zod'
import { defineFunction, type FunctionDefinition, type Trigger } from '#functions/runtime/define.ts'
import { everyMinutes } from '#lib/pace.ts'
import { inWords, replacePart } from '#scripts/write-docs.ts'
import { mark, writeJobs, writeRoute, writeVercel } from '#scripts/write-functions.ts'

const define = (name: string, trigger: Trigger, rest: Partial<FunctionDefinition> = {}) => ({
  definition: defineFunction({ name, trigger, input: z.unknown(), run: async () => null, ...rest }),
  export: name.replaceAll('-', ''),
  about: 'Does it.',
})
const sweep = define('sweep', { kind: 'cron', schedule: everyMinutes })
const nightly = define('nightly', { kind: 'cron', schedule: '30 2 * * *' }, { limits: { seconds: 300 } })

test('a route has the method of its function, and passes `refresh` if the function refreshes pages', () => {
  expect(writeRoute(nightly)).toBe(
    `${mark}\nimport { nightly } from '#functions/nightly.ts'\nimport { serve } from '#functions/runtime/serve.ts'\n
export const GET = serve(nightly)\n`,
  )
  const open = define('open', { kind: 'http', method: 'POST' }, { refreshes: true })
  expect(writeRoute(open)).toContain("from '#app/refresh-pages.ts'")
  expect(writeRoute(open)).toContain('export const POST = serve(open, { refresh: refreshPages })')
})

test('jobs have the delivery of their definition, others the default', () => {
  const functions = [
    define('plain', { kind: 'queue' }),
    define('own', { kind: 'queue', retries: 1 }, { limits: { parallel: 2, lines: { slow: 1 } } }),
    sweep,
  ]
  const text = writeJobs(functions)
  expect(text).toContain("  'plain': { retries: 5 },\n  'own': { retries: 1, parallel: 2, lines: { 'slow': 1 } },\n}")
  expect(text).not.toContain('sweep')
})

const write = (
  settings: object,
  ...rest: Parameters<typeof writeVercel> extends [string, ...infer Rest] ? Rest : never
) => JSON.parse(writeVercel(JSON.stringify(settings), ...rest))
const cron = (path: string, schedule: string) => ({ path: `/api/${path}`, schedule })

test('vercel.json keeps its scheduler, its pace and its other settings', () => {
  const first = write({ regions: ['fra1'], crons: [] }, [sweep])
  expect(first).toEqual({
    regions: ['fra1'],
    crons: [cron('sweep', '* * * * *')],
    functions: { 'app/api/sweep/route.ts': { maxDuration: 60, memory: 1024 } },
  })
  const slow = write(first, [sweep], 15)
  expect(slow.crons).toEqual([cron('sweep', '*/15 * * * *')])
  const grown = write(slow, [nightly, sweep])
  expect(grown.crons).toEqual([cron('nightly', '30 2 * * *'), cron('sweep', '*/15 * * * *')])
  expect(grown.functions['app/api/nightly/route.ts']).toEqual({ maxDuration: 300, memory: 1024 })

  const { crons: _, ...none } = grown
  expect(write(none, [nightly, sweep])).toEqual(none)
  expect(write({ schedules: {} }, [nightly]).schedules).toEqual({
    nightly: { schedule: '30 2 * * *', path: '/api/nightly', requestMethod: 'GET' },
  })
})

test.each([
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['7 * * * *', 'minute 7 of every hour'],
  ['5 0 * * *', 'daily, 0:05'],
  ['0 3 * * 0', 'Sundays, 3:00'],
  ['30 4 1 * *', 'day 1 of the month, 4:30'],
  ['0 3 1 * 1', '`0 3 1 * 1`'],
  ['0 9-17 * * *', '`0 9-17 * * *`'],
])('%s is %s', (schedule, words) => {
  expect(inWords(schedule)).toBe(words)
})

test('a document without the generated part is refused', () => {
  expect(replacePart('a\n<!-- generated: x -->\nold\n<!-- end -->\nb', 'x', 'new')).toBe(
    'a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb',
  )
  expect(() => replacePart('a', 'x', 'new')).toThrow('no part "x"')
})
