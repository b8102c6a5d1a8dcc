import { type PlaceName, places } from '#components/hood/places.ts'
import type { TraceOutline } from '#shop/runs/types.ts'

/** Something that happened, at one place of the map. Times are milliseconds; `at` counts from the beginning of the trace. */
export type Moment = Readonly<{
  id: string
  at: number
  place: PlaceName
  text: string
  ms: number
  cold: boolean
  wrong: boolean
}>

/** What happened in a trace, in the order of time. Of spans that say the same as a run, only the run is kept. */
export function readMoments({ runs, spans }: TraceOutline): Moment[] {
  const ofRuns = runs.map((run, index) => ({
    id: `run ${index}`,
    at: Date.parse(run.startedAt),
    place: placeOfRun(run.function, run.trigger),
    text: run.function,
    ms: run.ms ?? 0,
    cold: run.cold,
    wrong: run.state === 'failed' || run.state === 'killed',
  }))
  const ofSpans = spans.flatMap((span) => {
    const place = placeOfSpan(span)
    const ms = span.duration / 1000
    const wrong = span.status === 'error'
    return place
      ? [{ id: span.id, at: Date.parse(span.startedAt), place, text: span.name, ms, cold: false, wrong }]
      : []
  })
  const moments = [...ofRuns, ...ofSpans].toSorted((left, right) => left.at - right.at)
  const first = moments[0]?.at ?? 0
  return moments.map((moment) => ({ ...moment, at: moment.at - first }))
}

function placeOfRun(name: string, trigger: string): PlaceName {
  if (name in places) return name as PlaceName
  return trigger === 'cron' ? 'clock' : 'database'
}

const beginnings: readonly (readonly [beginning: RegExp, place: PlaceName])[] = [
  [/^(publish|wait) /, 'queue'],
  [/^stripe/, 'stripe'],
  [/^mail/, 'mail'],
  [/^storage/, 'storage'],
  [/^(rpc|select|insert|update|upsert|delete) /, 'database'],
]

function placeOfSpan({ name, kind, function: of }: TraceOutline['spans'][number]): PlaceName | null {
  // Its run says the same.
  if (name.startsWith('run ')) return null
  const found = beginnings.find(([beginning]) => beginning.test(name))
  if (found) return found[1]
  return of === 'pages' && kind === 'server' ? 'pages' : null
}
