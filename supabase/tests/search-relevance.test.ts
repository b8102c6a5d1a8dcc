import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

/** What somebody types, and the lamps of the shop's own catalogue that answer it, as `slug` or `slug/finish`. */
type Wanted = {
  kind: string
  query: string
  /** the first ones, in this order */
  first?: string[]
  /** further ones, in any order */
  has?: string[]
  /** none of these */
  not?: string[]
  /** nothing besides `first` and `has` */
  only?: boolean
  count?: number
}

const wanted = JSON.parse(readFileSync(join(import.meta.dirname, 'search-relevance.json'), 'utf8')) as Wanted[]

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
})
afterAll(() => database.close())

test.each(wanted)('$kind: $query', async ({ query, first = [], has = [], not = [], only, count }) => {
  const { data, error } = await database.signIn('anon').rpc('search_products', { query })
  expect(error).toBeNull()
  expect(data.dropped).toEqual([])
  const hits = data.hits as { slug: string; finish: string | null }[]
  // A lamp without a finish here may have any.
  const named = hits.map(({ slug, finish }) => {
    const whole = `${slug}/${finish}`
    return [...first, ...has].includes(whole) ? whole : slug
  })
  expect(named.slice(0, first.length)).toEqual(first)
  expect(named).toEqual(expect.arrayContaining(has))
  for (const slug of not) expect(named).not.toContain(slug)
  if (only) expect(named).toHaveLength(first.length + has.length)
  if (count !== undefined) expect(named).toHaveLength(count)
})
