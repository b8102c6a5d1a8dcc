import { describe, expect, test } from 'vitest'
import { layOut } from '#components/admin/runs/lay-out.ts'
import type { Run, Span } from '#shop/runs/types.ts'

const zero = Date.parse('2026-11-29T10:00:00.000Z')
const at = (ms: number) => new Date(zero + ms).toISOString()
/** @param time begin and length in milliseconds */
const span = (id: string, name: string, [begins, ms]: [number, number], values: Partial<Span> = {}): Span => ({
  ...{ id, name, parent: null, kind: 'internal', function: 'process-order', runId: null, startedAt: at(begins) },
  ...{ duration: ms * 1000, status: 'unset', error: null, attributes: {}, events: [] },
  ...values,
})
const run = (id: string, begins: number, values: Partial<Run> = {}): Run => ({
  ...{
    id,
    function: 'process-order',
    trigger: 'queue',
    trace: 'a'.repeat(32),
    state: 'done',
    startedAt: at(begins),
    ms: 40,
  },
  ...{ cold: false, memoryMb: 90, status: 200, error: null, jobKey: null, jobRun: null, attempt: 1, endsBy: null },
  ...values,
})
const names = (groups: ReturnType<typeof layOut>) =>
  groups.map(({ rows }) => rows.map(({ name, depth }) => `${'.'.repeat(depth)}${name}`))

describe('a trace as a waterfall', () => {
  test('is a tree by the parents of its spans, in the order of time', () => {
    const spans = [
      span('c', 'mail receipt', [30, 5], { parent: 'b' }),
      span('a', 'run process-order', [0, 50], { runId: 'r' }),
      span('b', 'step receipt', [25, 20], { parent: 'a' }),
      span('d', 'rpc pack_order', [5, 10], { parent: 'a' }),
    ]
    const groups = layOut({ runs: [run('r', 0)], spans }, zero)
    expect(names(groups)).toEqual([['run process-order', '.rpc pack_order', '.step receipt', '..mail receipt']])
    expect(groups[0]?.rows.map(({ kind }) => kind)).toEqual(['run', 'database', 'step', 'mail'])
    expect(groups[0]?.rows[0]?.run?.id).toBe('r')
  })

  test('is divided where nothing happened, and each part says how long that was', () => {
    const spans = [
      span('a', 'POST /cart', [0, 100], { function: 'pages', kind: 'server' }),
      span('w', 'wait process-order', [100, 60_000]),
      span('b', 'run process-order', [60_100, 40], { parent: 'a' }),
    ]
    const groups = layOut({ runs: [], spans }, zero)
    expect(names(groups)).toEqual([['POST /cart'], ['wait process-order', 'run process-order']])
    expect(groups.map(({ pause }) => pause)).toEqual([0, 60_000])
    // The wait does not stretch the scale of its group.
    expect(groups[1]?.begins).toBe(zero + 60_100)
  })

  test('shows a killed run, which has no spans, until its time was over, and its continuation beside it', () => {
    const killed = run('k', 0, { state: 'killed', ms: null, status: null, endsBy: at(75_000) })
    const next = run('n', 76_000)
    const [first, second] = layOut({ runs: [killed, next], spans: [] }, zero + 90_000).flatMap(({ rows }) => rows)
    expect(first).toMatchObject({ state: 'killed', begins: zero, ends: zero + 75_000 })
    expect(second).toMatchObject({ state: 'ok', ends: zero + 76_040 })
  })

  test('shows a run that still runs until now', () => {
    const running = run('r', 0, { state: 'running', ms: null, status: null, endsBy: at(75_000) })
    expect(layOut({ runs: [running], spans: [] }, zero + 2000)[0]?.ends).toBe(zero + 2000)
  })

  test('loses no span whose parents go round in a circle', () => {
    const spans = [span('a', 'one', [0, 1], { parent: 'b' }), span('b', 'two', [0, 1], { parent: 'a' })]
    expect(layOut({ runs: [], spans }, zero).flatMap(({ rows }) => rows)).toHaveLength(2)
  })

  test('of nothing is nothing', () => {
    expect(layOut({ runs: [], spans: [] }, zero)).toEqual([])
  })
})
