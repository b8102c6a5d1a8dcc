import type { Run, Span, Trace } from '#shop/runs/types.ts'

/** What a row of a waterfall shows, in one word. */
export type RowKind =
  | 'visit'
  | 'run'
  | 'wait'
  | 'step'
  | 'database'
  | 'payments'
  | 'queue'
  | 'mail'
  | 'storage'
  | 'decoder'
  | 'model'
  | 'other'

/** A row of a waterfall. Times are milliseconds. */
export type Row = Readonly<{
  id: string
  /** how deep it lies in the tree of its group, from 0 */
  depth: number
  name: string
  kind: RowKind
  begins: number
  ends: number
  state: 'ok' | 'failed' | 'killed' | 'running'
  span: Span | null
  /** the run that the row is about; only the row of the run itself has it */
  run: Run | null
}>

/** Rows that belong together in time. `pause`: milliseconds since the group before it ended. */
export type Group = Readonly<{ begins: number; ends: number; pause: number; rows: readonly Row[] }>

/** A group ends when nothing happened for this long: a shopper pays, a carrier drives, a queue waits to try again. */
const quiet = 1500

/**
 * Lays a trace out as a waterfall: groups that follow each other, each with its rows as a tree. A trace of an order lasts for days and
 * its work for milliseconds, so each group has a scale of its own.
 * @param now in milliseconds: where a run that still runs ends for now
 */
export function layOut({ runs, spans }: Pick<Trace, 'runs' | 'spans'>, now: number): Group[] {
  const rows = [
    ...spans.map((span) => rowOfSpan(span, runs)),
    ...runsWithoutSpan(runs, spans).map((run) => rowOfRun(run, now)),
  ]
  const groups: { begins: number; ends: number; rows: Row[] }[] = []
  for (const row of rows.toSorted((left, right) => workBegins(left) - workBegins(right))) {
    const last = groups.at(-1)
    if (last && workBegins(row) - last.ends < quiet) {
      last.rows.push(row)
      last.ends = Math.max(last.ends, row.ends)
    } else groups.push({ begins: workBegins(row), ends: row.ends, rows: [row] })
  }
  return groups.map((group, index) => ({
    ...group,
    pause: index === 0 ? 0 : group.begins - (groups[index - 1]?.ends ?? group.begins),
    rows: asTree(group.rows),
  }))
}

/** A wait belongs to the work that ends it, however long it lasts. */
const workBegins = ({ kind, begins, ends }: Row) => (kind === 'wait' ? ends : begins)

function runsWithoutSpan(runs: readonly Run[], spans: readonly Span[]): Run[] {
  const drawn = new Set(spans.filter(isOfRun).map(({ runId }) => runId))
  return runs.filter(({ id }) => !drawn.has(id))
}

const isOfRun = ({ name, runId }: Span) => runId !== null && name.startsWith('run ')

function rowOfSpan(span: Span, runs: readonly Run[]): Row {
  const begins = Date.parse(span.startedAt)
  const run = isOfRun(span) ? (runs.find(({ id }) => id === span.runId) ?? null) : null
  const failed = span.status === 'error' || run?.state === 'failed'
  return {
    id: span.id,
    depth: 0,
    name: span.name,
    kind: kindOf(span),
    begins,
    ends: begins + span.duration / 1000,
    state: failed ? 'failed' : 'ok',
    span,
    run,
  }
}

function rowOfRun(run: Run, now: number): Row {
  const begins = Date.parse(run.startedAt)
  const length = run.ms ?? Math.max(0, Math.min(now, Date.parse(run.endsBy ?? '') || now) - begins)
  const states: Partial<Record<Run['state'], Row['state']>> = { failed: 'failed', killed: 'killed', running: 'running' }
  return {
    id: run.id,
    depth: 0,
    name: `run ${run.function}`,
    kind: 'run',
    begins,
    // A killed run may have ended at any time before this.
    ends: begins + length,
    state: states[run.state] ?? 'ok',
    span: null,
    run,
  }
}

const kinds: readonly (readonly [beginning: RegExp, kind: RowKind])[] = [
  [/^run /, 'run'],
  [/^wait /, 'wait'],
  [/^step /, 'step'],
  [/^(rpc|select|insert|update|upsert|delete) /, 'database'],
  [/^stripe/, 'payments'],
  [/^publish/, 'queue'],
  [/^mail/, 'mail'],
  [/^storage/, 'storage'],
  [/^decode/, 'decoder'],
  [/^model/, 'model'],
]

function kindOf(span: Span): RowKind {
  const found = kinds.find(([beginning]) => beginning.test(span.name))
  if (found) return found[1]
  return span.function === 'pages' && span.kind === 'server' ? 'visit' : 'other'
}

/** Orders rows as a tree, each level by time. A row whose parent is in another group, or absent, is a root. */
function asTree(rows: readonly Row[]): Row[] {
  const ids = new Set(rows.map(({ id }) => id))
  const children = new Map<string | null, Row[]>()
  for (const row of rows) {
    const parent = row.span?.parent ?? null
    const place = parent !== null && parent !== row.id && ids.has(parent) ? parent : null
    children.set(place, [...(children.get(place) ?? []), row])
  }
  const ordered: Row[] = []
  const visited = new Set<string>()
  const visit = (parent: string | null, depth: number) => {
    for (const row of (children.get(parent) ?? []).toSorted((left, right) => left.begins - right.begins)) {
      if (visited.has(row.id)) continue
      visited.add(row.id)
      ordered.push({ ...row, depth })
      visit(row.id, depth + 1)
    }
  }
  visit(null, 0)
  // Spans that name each other as their parents have no root. A trace that is cut or forged may have such.
  return [...ordered, ...rows.filter(({ id }) => !visited.has(id))]
}
