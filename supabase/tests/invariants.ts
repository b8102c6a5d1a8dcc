import type { ISql } from 'postgres'

export type Breach = { invariant: string; detail: string }

/** Lists the rows that break an invariant (supabase/migrations, find_breaches); empty when all hold. */
export async function findBreaches(sql: ISql): Promise<Breach[]> {
  return [...(await sql<Breach[]>`select invariant, detail from public.find_breaches()`)]
}
