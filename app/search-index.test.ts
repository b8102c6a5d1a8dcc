import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ready, unpack } from '#components/catalog/search/entries.ts'
import { createLocalSearch, type LocalSearch } from '#components/catalog/search/local-search.ts'
import { type IndexAnswer, searchIndex } from '#components/catalog/search/search.ts'
import { plainWords, stem } from '#components/catalog/search/words.ts'
import { mostSuggested, noSuggestions, toSuggestions } from '#components/catalog/suggestions.ts'
import type { Db } from '#lib/supabase.ts'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { cleanQuery, readPriceWords } from '#shop/catalog/read-query.ts'
import { searchProducts } from '#shop/catalog/search.ts'
import { findSearchIndex, mostIndexed } from '#shop/catalog/search-index.ts'

// The index in the browser answers as the database does.

const file = join(import.meta.dirname, '..', 'supabase', 'tests', 'search-relevance.json')
const relevance = JSON.parse(readFileSync(file, 'utf8')) as { query: string }[]
/** What the relevance list has not: prices, beginnings of every length, several slips, nothing. */
const further = [
  ...[
    'brass lamp under 200',
    'lamp under 20',
    'over 300',
    'marble bathroom kids floor',
    'purple lamp',
    'xqzzyvw',
    'silk',
  ],
  ...['porch', 'travertine', 'waterproof'].flatMap((word) => Array.from(word, (_, end) => word.slice(0, end + 1))),
  ...[
    'NL-',
    'nl-porc',
    'emberr lmap',
    '800 lumens',
    '',
    '!',
    'a',
    'lamp 3',
    'Crème',
    'table',
    'afterglow',
    'night light',
  ],
]

let database: TestDatabase
let db: Db
let ready: Ready
let local: LocalSearch
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  await addPhotographs()
  db = database.signIn('anon') as unknown as Db
  const index = await findSearchIndex(db)
  if (!index) throw new Error('There is no index.')
  ready = unpack(index)
  local = createLocalSearch(index)
})
afterAll(() => database.close())

/** Porch by day, at dusk and in moss; Kiln at dusk only. */
async function addPhotographs() {
  const made = { alt: 'A picture', status: 'ready', width: 800, height: 600, thumbhash: 'hash' }
  for (const [lamp, role, finish] of [
    ['porch', 'off', ''],
    ['porch', 'on', ''],
    ['porch', 'finish', 'moss'],
    ['kiln', 'on', ''],
  ] as const) {
    const [product] = await database.sql`select id from products where slug = ${lamp}`
    const [variant] = await database.sql`select id from variants where product_id = ${product?.id} and slug = ${finish}`
    const row = {
      ...made,
      role,
      original_path: `${lamp}-${role}.jpg`,
      product_id: product?.id,
      variant_id: variant?.id ?? null,
    }
    const [photograph] = await database.sql`insert into photographs ${database.sql(row)} returning id`
    await database.sql`insert into photograph_sizes select ${photograph?.id}, 'webp', w, w, 9, ${photograph?.id} || '/' || w || '.webp'
      from unnest(array[160, 320]) w`
  }
}

async function ask(query: string, size: number): Promise<IndexAnswer> {
  const { words, least, most } = readPriceWords(cleanQuery(query))
  const prices = { ...(least === null ? {} : { least_amount: least }), ...(most === null ? {} : { most_amount: most }) }
  const { data, error } = await database.signIn('anon').rpc('search_products', { query: words, most: size, ...prices })
  expect(error).toBeNull()
  return { ...data, dropped: [...new Set(data.dropped)], corrected: Object.entries(data.corrected) }
}

function look(query: string, size: number): IndexAnswer {
  const { words, least, most } = readPriceWords(cleanQuery(query))
  return searchIndex(ready, words, { size, least, most })
}

test.each([...relevance.map(({ query }) => query), ...further])(
  'the index answers as the database: %s',
  async (query) => {
    for (const size of [6, 48]) {
      expect(look(query, size)).toEqual(await ask(query, size))
    }
    // What the box shows is what the shop would suggest.
    const asked = cleanQuery(query).toLowerCase()
    const wanted = asked ? toSuggestions(await searchProducts(db, asked, mostSuggested)) : noSuggestions
    expect(local(query)).toEqual(wanted)
  },
)

test('words are read as the database reads them', async () => {
  const texts = [
    'Crème, E 27',
    'IP 65 & 800 Lumens',
    "O’Neil's 2700 Kelvin",
    'Łuk – Größe',
    '12 watts',
    'dimming dimmable lamps bodies',
  ]
  for (const text of texts) {
    const [row] = await database.sql`select private.plain_words(${text}) as plain`
    expect(plainWords(text)).toBe(row?.plain)
  }
  const words =
    await database.sql`select word, private.stem_words(word) as stem from private.search_lexicon where word ~ '^[a-z]+$'`
  expect(words.length).toBeGreaterThan(500)
  const wrong = words.filter((row) => stem(row.word) !== row.stem)
  expect(wrong).toEqual([])
})

test('the index of a small shop is a small file, and a large shop has none', async () => {
  const bytes = async () => gzipSync(JSON.stringify(await findSearchIndex(db))).length
  expect(await bytes()).toBeLessThan(15_000)
  await addManyLamps(database.sql, mostIndexed - 30)
  expect(await bytes()).toBeLessThan(60_000)
  await database.sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'one-more', 'ONE-MORE', 'One more', category_id, collection_id, 900, '{}', 2026 from products limit 1`
  expect(await findSearchIndex(db)).toBeNull()
  // Whoever asks for more by hand gets no more.
  expect(await db.rpc('search_index', { most: 400_000 })).toMatchObject({ data: null, error: null })
}, 60_000)
