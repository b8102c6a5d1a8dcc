import type { Sql } from 'postgres'
import { addPerson, type Database } from '#supabase/tests/people.ts'
import { type Answer, type Call, send } from '#supabase/tests/rights/attempts.ts'
import { type Catalogue, readCatalogue } from '#supabase/tests/rights/catalogue.ts'
import { hiddenColumns } from '#supabase/tests/rights/expected.ts'
import { roleOf } from '#supabase/tests/rights/identities.ts'
import { canary, makePlants, type Planted, plant } from '#supabase/tests/rights/plant.ts'

/** A database with people, planted rows and a way to try things as somebody. */
export type Stage = {
  sql: Sql
  planted: Planted
  catalogue: Catalogue
  /** By canary, the columns that hold it. */
  canaries: Map<string, string[]>
  /** Who was shown which column by any answer, as `identity: table.column`, with the first call that showed it. */
  seen: Map<string, string>
  counts: { attempts: number }
  /** Sends a call as somebody, and notes every canary in the answer that the call did not contain itself. */
  attempt(name: string, call: Call): Promise<Answer>
  /** Reads the catalogue again, after a change of the schema. */
  look(): Promise<void>
  /** Writes the planted rows again. */
  plant(): Promise<void>
}

export type Place = Database & {
  url: string
  publishableKey: string
  signingKeys: { sign(claims: Record<string, unknown>): string }
  /** Tokens that are not made here, by the name of their identity. */
  tokens?: Readonly<Record<string, string>>
}

/** Adds people and plants rows. */
export async function setStage(place: Place): Promise<Stage> {
  const { sql } = place
  const [shopper, other, member] = [await addPerson(place), await addPerson(place), await addPerson(place)]
  const ids: Record<string, string> = { shopper: shopper.id, other: other.id }
  for (const role of ['viewer', 'editor', 'owner'] as const) ids[role] = (await addPerson(place, role)).id
  const tokenOf = (name: string): string | null => {
    if (name === 'nobody') return null
    const claims = { role: roleOf(name), exp: Math.floor(Date.now() / 1000) + 3600 }
    return place.tokens?.[name] ?? place.signingKeys.sign({ ...claims, ...(ids[name] ? { sub: ids[name] } : {}) })
  }
  const planted = makePlants({ shopper: shopper.id, member: member.id })
  const canaries = new Map<string, string[]>()
  for (const column of hiddenColumns.keys()) {
    const [table = '', name = ''] = column.split('.')
    const value = planted.ids[column] ?? canary(table, name)
    canaries.set(value, [...(canaries.get(value) ?? []), column])
  }
  const any = new RegExp([...canaries.keys()].join('|'), 'g')
  await plant(sql, planted)
  const stage: Stage = {
    ...{ sql, planted, canaries, seen: new Map(), counts: { attempts: 0 } },
    catalogue: await readCatalogue(sql),
    async attempt(name, call) {
      stage.counts.attempts += 1
      const answer = await send(place, tokenOf(name), call)
      const sent = `${call.path} ${JSON.stringify(call.body ?? '')}`
      for (const value of new Set(answer.text.match(any))) {
        if (sent.includes(value)) continue
        for (const column of canaries.get(value) ?? []) {
          const key = `${name}: ${column}`
          if (!stage.seen.has(key)) stage.seen.set(key, `${call.method ?? ''} ${call.path}`.trim())
        }
      }
      return answer
    },
    async look() {
      stage.catalogue = await readCatalogue(sql)
    },
    plant: () => plant(sql, planted),
  }
  return stage
}
