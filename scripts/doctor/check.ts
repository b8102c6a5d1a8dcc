import type { Sql } from 'postgres'
import type { Env } from '#lib/env.ts'
import type { ShopConfig } from '#shop.config.ts'

/** The store that the checks examine. */
export type Place = {
  /** the variables as text */
  values: Readonly<Record<string, string | undefined>>
  /** the parsed variables; their values may be unsafe */
  env: Env
  /** true when other machines can reach the store */
  isPublic: boolean
  /** a connection as the owner of the database; null without its address */
  sql: Sql | null
  /** the directory of the project, with vercel.json and supabase/migrations */
  project: string
  /** the addresses of this machine in its network */
  addresses: readonly string[]
  /** the settings of shop.config.ts, as the database has them */
  settings: Readonly<Record<string, unknown>>
  /** the domain of the store's mails, and of the seeded accounts */
  mailDomain: string
  /** who sells, as shop.config.ts says it */
  seller: ShopConfig['seller']
  /** milliseconds since 1970 */
  now: number
}

export type Answer = string[] | Promise<string[]>

/** Looks for one possible fault of a store. */
export type Check = {
  name: string
  /** `public`: a finding at an address that only this machine can reach is a note, not a refusal. */
  only?: 'public'
  /** A finding is worth knowing and harms nobody: a note, at any address. */
  harmless?: true
} & (
  | { needs: 'values'; run(values: Place['values']): Answer }
  | { needs: 'services'; run(place: Place): Answer }
  | { needs: 'database'; run(place: Place & { sql: Sql }): Answer }
)

/** The finding of a check; its sentence says what is wrong and what to do. */
export type Finding = { check: string; kind: 'refused' | 'note' | 'unchecked'; sentence: string }

/** A check throws it when it has no right to look; the message is the reason. */
export class Unchecked extends Error {}

/** Runs all checks in parallel and gives their findings in order. A check that fails counts as refused. */
export async function examine(place: Place, checks: readonly Check[]): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => examineOne(place, check)))
  return found.flat()
}

async function examineOne(place: Place, check: Check): Promise<Finding[]> {
  const kind = check.harmless || (check.only === 'public' && !place.isPublic) ? 'note' : 'refused'
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

/** The sentence when `wrong` is true, otherwise nothing. */
export const when = (wrong: boolean, sentence: string): string[] => (wrong ? [sentence] : [])
