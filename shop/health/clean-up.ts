import * as z from 'zod'
import { jobRow } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

/** Kinds of rows that a clean-up removes. The migration defines which rows count as left over. */
export const leftoverRows = [
  'carts',
  'uploads',
  'runs',
  'spans',
  'events',
  'steps',
  'questions',
  'turns',
  'visitors',
] as const
/** Kinds of files that a clean-up removes, and their buckets. */
export const leftoverFiles = { originals: 'originals', sizes: 'photographs' } as const

/** For each kind, the number of leftovers and the names of the first ones. */
export type Leftovers = Readonly<Record<string, Readonly<{ count: number; names: readonly string[] }>>>
const leftovers = z.record(z.string(), z.object({ count: z.number().int(), names: z.array(z.string()) }))

/** How many names of each kind are stored and shown. */
export const mostNames = 200

/** Lists the rows and files that a clean-up would remove now. */
export async function listLeftovers(db: Db): Promise<Leftovers> {
  return leftovers.parse(unwrap(await db.rpc('list_leftovers', { most: mostNames })))
}

const plannedCleanUp = z.object({
  day: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'discarded']),
  job: jobRow.nullable(),
})
/** The clean-up of a Sunday: its state, and its job for the queue unless it has ended. */
type PlannedCleanUp = z.infer<typeof plannedCleanUp>

/** Plans the clean-up of the last Sunday up to a moment, once. */
export async function planCleanUp(db: Db, at: Date, trace: Traceparent): Promise<PlannedCleanUp> {
  return plannedCleanUp.parse(unwrap(await db.rpc('plan_clean_up', { at: at.toISOString(), trace })))
}

/** Removes at most this many rows of one kind. Returns their names. */
export async function removeRows(db: Db, kind: (typeof leftoverRows)[number], most: number): Promise<string[]> {
  return unwrap(await db.rpc('remove_leftovers', { kind, most }))
}

/** Removes at most this many files of one kind. Returns their names. Files that are in use again by now stay. */
export async function removeFiles(db: Db, kind: keyof typeof leftoverFiles, most: number): Promise<string[]> {
  const names = unwrap(await db.rpc('list_leftover_files', { kind, most }))
  if (names.length === 0) return []
  const { data, error } = await db.storage.from(leftoverFiles[kind]).remove(names)
  if (error) throw new Error(`storage: ${error.message}`)
  return data.map(({ name }) => name)
}

/** Stores the result of a clean-up. */
export async function keepCleanUp(db: Db, day: string, removed: Leftovers): Promise<void> {
  unwrap(await db.rpc('keep_clean_up', { day, removed: removed as never }))
}

export type CleanUp = Readonly<{ day: string; removed: Leftovers }>

/** Lists the last clean-ups, newest first. */
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
  visitors: ['account of a visit', 'accounts of visits'],
  originals: ['original', 'originals'],
  sizes: ['size', 'sizes'],
}

/** Summarises a clean-up, such as "3 carts, 1 original". */
export function writeCleanUp(removed: Leftovers): string {
  const parts = Object.entries(removed).flatMap(([kind, { count }]) => {
    const [one, many] = words[kind] ?? [kind, kind]
    return count > 0 ? `${count} ${count === 1 ? one : many}` : []
  })
  return parts.length > 0 ? parts.join(', ') : 'nothing to remove'
}
