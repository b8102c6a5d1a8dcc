import { expect, test } from 'vitest'
import { readMoments } from '#components/hood/moments.ts'
import { places, wires } from '#components/hood/places.ts'
import type { TraceOutline } from '#shop/runs/types.ts'

const at = (ms: number) => new Date(Date.parse('2026-11-29T10:00:00Z') + ms).toISOString()
const run = (name: string, ms: number, trigger: 'queue' | 'cron' = 'queue') =>
  ({ function: name, trigger, state: 'done', startedAt: at(ms), ms: 20, cold: false, attempt: 1 }) as const
const span = (name: string, ms: number, of = 'pages') =>
  ({
    id: name,
    parent: null,
    name,
    kind: 'server',
    function: of,
    startedAt: at(ms),
    duration: 1500,
    status: 'unset',
  }) as const
const read = (runs: TraceOutline['runs'], spans: TraceOutline['spans']) =>
  readMoments({ trace: 'a', runs, spans, jobs: [] })

test('runs and spans are moments of places, in the order of time', () => {
  const moments = read(
    [run('process-order', 50), run('sweep', 60, 'cron')],
    [
      span('POST /cart', 0),
      span('stripe create', 10),
      span('publish process-order', 20),
      span('rpc mark_paid', 30),
      span('mail', 55),
    ],
  )
  expect(moments.map(({ at, place }) => [at, place])).toEqual([
    [0, 'pages'],
    [10, 'stripe'],
    [20, 'queue'],
    [30, 'database'],
    [50, 'process-order'],
    [55, 'mail'],
    [60, 'clock'],
  ])
})

test('a run is shown once, and what has no place on the map is not', () => {
  const moments = read(
    [run('process-order', 0)],
    [span('run process-order', 0, 'process-order'), span('step receipt', 1, 'process-order')],
  )
  expect(moments).toHaveLength(1)
  expect(read([], [])).toEqual([])
})

test('every wire connects two places, and no two places lie on each other', () => {
  for (const [from, to] of wires) expect([from in places, to in places]).toEqual([true, true])
  for (const form of ['wide', 'narrow'] as const) {
    const points = Object.values(places).map((place) => place[form])
    for (const [x, y] of points)
      expect(points.filter(([left, top]) => Math.abs(left - x) < 50 && Math.abs(top - y) < 40)).toHaveLength(1)
  }
})
