import { z } from 'zod'
import { jobRow } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

/** Rows that a clean-up removes: of which what is left over, the migration says. */
export const leftoverRows = ['carts', 'uploads', 'runs', 'events', 'steps', 'questions', 'turns'] as const
/** Files that a clean-up removes, and the buckets that they are in. */
export const leftoverFiles = { originals: 'originals', sizes: 'photographs' } as const

/** For every kind how many there are, and the names of the first. */
export type Leftovers = Readonly<Record<string, Readonly<{ count: number; names: readonly string[] }>>>
const leftovers = z.record(z.string(), z.object({ count: z.number().int(), names: z.array(z.string()) }))

/** How many names are kept and shown of each kind. */
export const mostNames = 200

/** What a clean-up would remove now. */
export async function listLeftovers(db: Db): Promise<Leftovers> {
  return leftovers.parse(unwrap(await db.rpc('list_leftovers', { most: mostNames })))
}

const plannedCleanUp = z.object({
  day: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  job: jobRow.nullable(),
})
/** The clean-up of a Sunday: how it stands, and the job to ring for unless it has ended. */
type PlannedCleanUp = z.infer<typeof plannedCleanUp>

/** Plans the clean-up of the Sunday that a moment is on or after, once. */
export async function planCleanUp(db: Db, at: Date, trace: Traceparent): Promise<PlannedCleanUp> {
  return plannedCleanUp.parse(unwrap(await db.rpc('plan_clean_up', { at: at.toISOString(), trace })))
}

/** Removes at most so many rows of one kind. Gives their names. */
export async function removeRows(db: Db, kind: (typeof leftoverRows)[number], most: number): Promise<string[]> {
  return unwrap(await db.rpc('remove_leftovers', { kind, most }))
}

/** Removes at most so many files of one kind. Gives their names: what is in use again by now stays. */
export async function removeFiles(db: Db, kind: keyof typeof leftoverFiles, most: number): Promise<string[]> {
  const names = unwrap(await db.rpc('list_leftover_files', { kind, most }))
  if (names.length === 0) return []
  const { data, error } = await db.storage.from(leftoverFiles[kind]).remove(names)
  if (error) throw new Error(`storage: ${error.message}`)
  return data.map(({ name }) => name)
}

/** Keeps what a clean-up did. */
export async function keepCleanUp(db: Db, day: string, removed: Leftovers): Promise<void> {
  unwrap(await db.rpc('keep_clean_up', { day, removed: removed as never }))
}

export type CleanUp = Readonly<{ day: string; removed: Leftovers }>

/** The last clean-ups, the newest first. */
export async function listCleanUps(db: Db, most: number): Promise<CleanUp[]> {
  const rows = unwrap(await db.from('clean_ups').select('day, removed').order('day', { ascending: false }).limit(most))
  return rows.map(({ day, removed }) => ({ day, removed: leftovers.parse(removed) }))
}

const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  carts: ['cart', 'carts'],
  uploads: ['upload that never came', 'uploads that never came'],
  runs: ['function run', 'function runs'],
  events: ['payment event', 'payment events'],
  steps: ['job’s steps', 'jobs’ steps'],
  questions: ['question to a human', 'questions to humans'],
  turns: ['count of tries', 'counts of tries'],
  originals: ['original', 'originals'],
  sizes: ['size', 'sizes'],
}

/** What a clean-up removed, such as "3 carts, 1 original". */
export function writeCleanUp(removed: Leftovers): string {
  const parts = Object.entries(removed).flatMap(([kind, { count }]) => {
    const [one, many] = words[kind] ?? [kind, kind]
    return count > 0 ? `${count} ${count === 1 ? one : many}` : []
  })
  return parts.length > 0 ? parts.join(', ') : 'nothing to remove'
}
