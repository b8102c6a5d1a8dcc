import type { Sql } from 'postgres'
import type { Env } from '#lib/env.ts'

/** What the checks look at. */
export type Place = {
  /** the variables, as they are written */
  values: Readonly<Record<string, string | undefined>>
  /** the same, read; it may be unsafe */
  env: Env
  /** whether more than this machine reaches the store */
  isPublic: boolean
  /** as the owner of the database; null when nobody said where it is */
  sql: Sql | null
  /** the directory of the project, with vercel.json and supabase/migrations */
  project: string
  /** the addresses of this machine in its network */
  addresses: readonly string[]
  /** the settings of shop.config.ts, as the database has them */
  settings: Readonly<Record<string, unknown>>
  /** of the store's mails, and of the accounts that the seed makes */
  mailDomain: string
  /** milliseconds since 1970 */
  now: number
}

export type Answer = string[] | Promise<string[]>

/** One thing that can be wrong with a store. */
export type Check = {
  name: string
  /** `public`: at an address that only this machine reaches, it is a note and no refusal. */
  only?: 'public'
} & (
  | { needs: 'values'; run(values: Place['values']): Answer }
  | { needs: 'services'; run(place: Place): Answer }
  | { needs: 'database'; run(place: Place & { sql: Sql }): Answer }
)

/** What a check found; its sentence says what is wrong and what to do. */
export type Finding = { check: string; kind: 'refused' | 'note' | 'unchecked'; sentence: string }

/** Thrown by a check that may not look, with the reason. */
export class Unchecked extends Error {}

/** Runs checks at once, and gives what they found in their order. A check that fails has found that it cannot be done. */
export async function examine(place: Place, checks: readonly Check[]): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => examineOne(place, check)))
  return found.flat()
}

async function examineOne(place: Place, check: Check): Promise<Finding[]> {
  const kind = check.only === 'public' && !place.isPublic ? 'note' : 'refused'
  const say = (sentences: string[]) => sentences.map((sentence): Finding => ({ check: check.name, kind, sentence }))
  try {
    if (check.needs === 'values') return say(await check.run(place.values))
    if (check.needs === 'services') return say(await check.run(place))
    const { sql } = place
    if (sql) return say(await check.run({ ...place, sql }))
    return [{ check: check.name, kind: 'unchecked', sentence: 'SUPABASE_DATABASE_URL is not set.' }]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (error instanceof Unchecked) return [{ check: check.name, kind: 'unchecked', sentence: reason }]
    return [{ check: check.name, kind: 'refused', sentence: `The check "${check.name}" could not be done: ${reason}.` }]
  }
}

/** One sentence when something is the case. */
export const when = (wrong: boolean, sentence: string): string[] => (wrong ? [sentence] : [])
