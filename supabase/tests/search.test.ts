import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp } from '#supabase/tests/catalogue.ts'

let database: TestDatabase
const slugs: Record<string, string> = {}
beforeAll(async () => {
  database = await startTestDatabase()
  const lamps = { Lanternfish: ['reading', 'oak'], Ember: ['bedside'], 'Café Noir': [], 霧: [] }
  for (const [name, tags] of Object.entries(lamps)) slugs[name] = (await addLamp(database.sql, { name, tags })).slug
  slugs.hidden = (await addLamp(database.sql, { name: 'Hidden', status: 'draft' })).slug
})
afterAll(() => database.close())

async function search(query: string | null): Promise<string[]> {
  const { data, error } = await database.signIn('anon').rpc('search_products', { query })
  expect(error).toBeNull()
  return (data as { slug: string }[]).map((hit) => hit.slug)
}

test.each([
  ['a whole name', 'ember', 'Ember'],
  ['the beginning of a name', 'lanter', 'Lanternfish'],
  ['a typing mistake', 'lanternfsh', 'Lanternfish'],
  ['another typing mistake', 'embre', 'Ember'],
  ['a tag', 'bedside', 'Ember'],
  ['two words, the second begun', 'oak read', 'Lanternfish'],
  ['capitals', 'EMBER', 'Ember'],
  ['another script', '霧', '霧'],
])('%s finds the lamp: %s', async (_kind, query, name) => {
  expect((await search(query))[0]).toBe(slugs[name])
})

test('the name counts more than the tags', async () => {
  const tagged = await addLamp(database.sql, { name: 'Zephyr', tags: ['ember'] })
  expect((await search('ember')).slice(0, 2)).toEqual([slugs.Ember, tagged.slug])
})

test('lamps that are not for sale are not found, and nonsense finds nothing', async () => {
  expect(await search('hidden')).toEqual([])
  expect(await search('qqqqxxxx')).toEqual([])
})

const odd = [
  "'",
  '"',
  '%',
  '&',
  '|',
  '!',
  '(',
  ')',
  ':*',
  '\\',
  '<->',
  '*',
  ';--',
  '&&&|||!!!',
  '()',
  ':',
  "''''",
  '\u{1F4A1}',
]

test.each([...odd, '', '   ', null])('%j finds nothing and breaks nothing', async (query) => {
  expect(await search(query)).toEqual([])
})

test.each(odd)('%j beside a name still finds it', async (mark) => {
  for (const query of [`${mark} ember`, `ember${mark}`, `ember ${mark} `]) {
    expect(await search(query)).toContain(slugs.Ember)
  }
})

test('10,000 characters are cut, not refused', async () => {
  expect(await search('ember '.repeat(1667))).toContain(slugs.Ember)
  expect(await search('x'.repeat(10_000))).toEqual([])
})

test('it fails for no text', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 120 }).filter((value) => !value.includes('\0'))
  const property = fc.asyncProperty(text, async (query) => {
    await database.sql`select * from search_products(${query})`
  })
  await fc.assert(property, { numRuns: 300 })
})

test('at most 48 lamps are found', async () => {
  for (let index = 0; index < 50; index++) await addLamp(database.sql, { name: `Glowworm ${index}`, stock: 0 })
  expect(await search('glowworm')).toHaveLength(48)
})
