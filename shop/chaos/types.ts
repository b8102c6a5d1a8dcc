/** Something that happened in a lesson. `at` is in milliseconds since its start. */
export type LessonNote = Readonly<{ at: number; kind: 'act' | 'fault' | 'wait' | 'sweep' | 'end'; text: string }>

/** A promise, and what was found. `id` is that of the invariant, or null. */
export type LessonCheck = Readonly<{ id: string | null; promise: string; ok: boolean; found: string }>

/** One run of a lesson. `held` and `broken` are verdicts. Times are in milliseconds since 1970. */
export type LessonRun = Readonly<{
  state: 'running' | 'held' | 'broken'
  startedAt: number
  endedAt: number | null
  trace: string | null
  order: Readonly<{ id: string; number: string }> | null
  notes: readonly LessonNote[]
  checks: readonly LessonCheck[]
}>

/** What can break in a lesson of one's own, and how. */
export type LessonChoices = Readonly<Record<'points' | 'breakages', readonly Readonly<{ id: string; label: string }>[]>>

/** A lesson of chaos: one thing breaks on a trip through the shop. `stations` are those of the trip; `station` breaks. */
export type Lesson = Readonly<{
  id: string
  title: string
  topic: string
  stations: readonly string[]
  station: string
  broken: string
  fear: string
  instead: string
  code: readonly Readonly<{ file: string; name: string }>[]
  last: LessonRun | null
}>
