import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// With 10,000 lamps, every part of a search must use an index. Times depend on the machine; the shapes of the plans do not.

let database: TestDatabase
let explained: postgres.Sql
const plans: string[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  await addManyLamps(database.sql, 10_000)
  explained = postgres(database.databaseUrl, { max: 1, onnotice: ({ message }) => plans.push(message ?? '') })
  await explained.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_nested_statements = on; set auto_explain.log_level = 'notice'`)
}, 180_000)
afterAll(async () => {
  await explained?.end()
  await database?.close()
})

/** Searches, and returns the plans of every statement of the search. */
async function explain(query: string, most = 48): Promise<{ plan: string; hits: { slug: string }[] }> {
  plans.length = 0
  const [row] = await explained`select search_products(${query}, ${most}) as answer`
  return { plan: plans.join('\n'), hits: row?.answer.hits }
}

const queries: [kind: string, query: string, index: string][] = [
  ['a word of most names', 'brass', 'products_for_sale'],
  ['a word of a few names', 'ember', 'products_search'],
  ['the beginning of a word', 'bra', 'products_for_sale'],
  ['one letter', 'b', 'products_search'],
  ['a rare word', 'travertine', 'products_search'],
  ['a word with a meaning', 'waterproof', 'products_search'],
  ['several words', 'green wall lamp for the bathroom', 'products_search'],
  ['words that no lamp has together', 'marble bathroom kids floor', 'products_search'],
  ['a misspelt word', 'emberr', 'search_lexicon_deletes'],
  ['a word that nothing has', 'xqzzyvw', 'search_lexicon_trigrams'],
  ['a code', 'COPY-77', 'products_sku'],
  ['the code of a finish', 'COPY-77-BRASS', 'variants_sku'],
  ['nothing but a word that all share', 'lamp', 'products_for_sale'],
]

test.each(queries)('%s is found by an index: %s', async (_kind, query, index) => {
  const { plan } = await explain(query)
  expect(plan).toContain(index)
  const whole = plan
    .split('\n')
    .filter((line) => /Seq Scan on (products|variants|search_lexicon|search_words)\b/.test(line))
  expect(whole).toEqual([])
})

test('a search reads a few hundred of the lamps that match, not all', async () => {
  for (const query of ['brass', 'bra', 'lamp']) {
    const { plan, hits } = await explain(query)
    expect(hits).toHaveLength(48)
    const read = [...plan.matchAll(/Scan (?:using \w+ )?on products .*actual time=\S+ rows=(\d+)/g)].map(([, rows]) =>
      Number(rows),
    )
    expect(Math.max(...read)).toBeLessThanOrEqual(2001)
  }
})

test('an exact name comes before thousands of lamps with a word of it', async () => {
  const [last] =
    await database.sql`select slug, name from products where name like 'Brass gate %' order by position desc limit 1`
  expect((await explain(last?.name)).hits[0]?.slug).toBe(last?.slug)
  expect((await explain(`${last?.name} lamp`, 5)).hits[0]?.slug).toBe(last?.slug)
})
