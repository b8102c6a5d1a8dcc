import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { type Catalogue, readCatalogue } from '#shop/assistant/catalogue.ts'
import { blank, labelOf } from '#shop/assistant/features.ts'
import { names } from '#shop/assistant/learned.gen.ts'
import { read } from '#shop/assistant/read.ts'
import { understand, understandByRules } from '#shop/assistant/understand.ts'
import { createVocabulary } from '#shop/assistant/vocabulary.ts'

let database: TestDatabase
let catalogue: Catalogue
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  const given = { SUPABASE_URL: database.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  const needed = ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY'] as const
  catalogue = await readCatalogue(parseEnv({ SITE_URL: 'http://localhost:3000', ...given }, [...needed]))
})
afterAll(() => database.close())

test.each([
  ['I am after two Belfrys in butter, can you sort that', 'add-to-cart'],
  ['do me a favour and get the Porch in moss ready for checkout', 'add-to-cart'],
])('a message that the rules misread is understood: %s', (asked, label) => {
  const setting = { ...catalogue, page: null }
  expect(labelOf(understandByRules([asked], setting).asked)).not.toBe(label)
  expect(labelOf(understand([asked], setting))).toBe(label)
})

test('a request gets its lamp, its finish and its number', () => {
  expect(
    understand(['I am after two Belfrys in butter, can you sort that'], { ...catalogue, page: null }).input,
  ).toEqual({ lamp: 'belfry', finish: 'butter', quantity: 2 })
})

test('what was learned holds for a shop with other lamps: their names and finishes are blanks', () => {
  const renamed = catalogue.lamps.slice(0, 1).map((lamp) => ({
    ...lamp,
    name: 'Grumpel',
    slug: 'grumpel',
    finishes: lamp.finishes.map((finish) => ({ ...finish, name: 'Zinnober', slug: 'zinnober' })),
  }))
  const vocabulary = createVocabulary(renamed)
  expect(blank(read('Two Grumpel in zinnober, not 3', vocabulary))).toBe('NUM LAMP in COLOUR not NUM')
  const setting = { lamps: renamed, vocabulary, page: null }
  const asked = understand(['I am after two Grumpel in zinnober, can you sort that'], setting)
  expect(asked).toMatchObject({ intent: 'add-to-cart', input: { lamp: 'grumpel', quantity: 2 } })
  const learned = new Set(names.split('\n').flatMap((name) => name.split(' ')))
  expect(catalogue.lamps.filter(({ slug }) => learned.has(slug))).toEqual([])
})
