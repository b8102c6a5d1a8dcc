import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp } from '#supabase/tests/catalogue.ts'

type Answer = {
  hits: { slug: string; finish: string | null }[]
  more: boolean
  dropped: string[]
  dearer: boolean
  corrected: Record<string, string>
  places: { kind: string; slug: string; name: string }[]
}

let database: TestDatabase
const slugs: Record<string, string> = {}
beforeAll(async () => {
  database = await startTestDatabase()
  const lamps = { Lanternfish: ['reading', 'oak'], Ember: ['bedside'], 'Café Noir': [], Crème: [], 霧: [] }
  for (const [name, tags] of Object.entries(lamps)) slugs[name] = (await addLamp(database.sql, { name, tags })).slug
  slugs.hidden = (await addLamp(database.sql, { name: 'Hidden', status: 'draft' })).slug
})
afterAll(() => database.close())

async function ask(query: string | null, more: Record<string, number> = {}): Promise<Answer> {
  const { data, error } = await database.signIn('anon').rpc('search_products', { query, ...more })
  expect(error).toBeNull()
  return data as Answer
}
const search = async (query: string | null) => (await ask(query)).hits.map(({ slug }) => slug)

test.each([
  ['a whole name', 'ember', 'Ember'],
  ['the beginning of a name', 'lanter', 'Lanternfish'],
  ['a typing mistake', 'lanternfsh', 'Lanternfish'],
  ['two swapped letters', 'embre', 'Ember'],
  ['a tag', 'bedside', 'Ember'],
  ['two words, the second begun', 'oak read', 'Lanternfish'],
  ['capitals', 'EMBER', 'Ember'],
  ['a name with an accent, without it', 'creme', 'Crème'],
  ['a name with an accent, as two characters', 'Cre\u0300me', 'Crème'],
  ['an accent too many', 'émber', 'Ember'],
  ['a name of two words, as one', 'cafenoir', 'Café Noir'],
  ['another script', '霧', '霧'],
])('%s finds the lamp: %s', async (_kind, query, name) => {
  expect((await search(query))[0]).toBe(slugs[name])
})

test('the name counts more than the tags', async () => {
  const tagged = await addLamp(database.sql, { name: 'Zephyr', tags: ['ember'] })
  expect((await search('ember')).slice(0, 2)).toEqual([slugs.Ember, tagged.slug])
})

test('staff, too, find only lamps that are for sale, and a draft is not named as a correction', async () => {
  for (const role of ['anon', 'authenticated', 'service_role']) {
    const { data } = await database
      .signIn(role, { sub: crypto.randomUUID() })
      .rpc('search_products', { query: 'hidden' })
    expect(data.hits).toEqual([])
  }
  expect(await ask('hiden')).toMatchObject({ hits: [], corrected: {} })
  expect(await search('qqqqxxxx')).toEqual([])
})

test('what was given up or corrected is said', async () => {
  const hits = [{ slug: slugs.Lanternfish }]
  expect(await ask('lanternfish dragon')).toMatchObject({ hits, dropped: ['dragon'], corrected: {} })
  const corrected = { lanternfihs: 'lanternfish' }
  expect(await ask('lanternfihs')).toMatchObject({ hits, dropped: [], corrected })
  expect(await ask('dragon')).toMatchObject({ hits: [], dropped: ['dragon'] })
  // A small number says nothing about a lamp.
  expect(await ask('lanternfish 1')).toMatchObject({ hits, dropped: [] })
  expect(await ask('<script>alert(1)</script>')).toMatchObject({ hits: [] })
})

test('a lamp is found by its code or the beginning of it, and a code of a finish chooses it', async () => {
  const { slug, variantId } = await addLamp(database.sql, { name: 'Coded' })
  await database.sql`update products set sku = 'Q7-CODED' where slug = ${slug}`
  await database.sql`update variants set sku = 'Q7-CODED-BRA' where id = ${variantId}`
  expect((await ask('q7-coded')).hits).toEqual([{ slug, finish: null }])
  expect((await ask('Q7-CODED-BRA')).hits).toEqual([{ slug, finish: 'brass' }])
  expect((await ask('Q7-')).hits).toEqual([])
  expect((await ask('Q7-C')).hits).toEqual([{ slug, finish: null }])
  expect((await ask('Q7-%')).hits).toEqual([])
})

test('the finish that the words are about is chosen, in stock before sold out', async () => {
  const { slug, productId } = await addLamp(database.sql, { name: 'Chameleon', stock: 0 })
  const add = (finish: string, hex: string, position: number) => database.sql`
    insert into variants (product_id, slug, name, hex, sku, price_amount, position)
    values (${productId}, ${finish}, ${finish}, ${hex}, ${`${slug}-${finish}`}, 20000, ${position}) returning id`
  await add('pond', '#3f6b45', 1)
  const [leaf] = await add('leaf', '#3f6b45', 2)
  await database.sql`select receive_stock(${leaf?.id}, 1)`
  const finishes = async (query: string) => (await ask(query)).hits.map(({ finish }) => finish)
  expect(await finishes('chameleon')).toEqual([null])
  expect(await finishes('green chameleon')).toEqual(['leaf'])
  expect(await finishes('chameleon pond')).toEqual(['pond'])
  expect(await finishes('chameleon brass')).toEqual(['brass'])
})

test('a price narrows the search; when nothing costs that, the cheapest others are given and it is said', async () => {
  const [cheap, dear] = [
    await addLamp(database.sql, { name: 'Tallow one', price: 5_000 }),
    await addLamp(database.sql, { name: 'Tallow two', price: 50_000 }),
  ]
  expect(await ask('tallow', { most_amount: 10_000 })).toMatchObject({ hits: [{ slug: cheap.slug }], dearer: false })
  expect(await ask('tallow', { least_amount: 10_000 })).toMatchObject({ hits: [{ slug: dear.slug }], dearer: false })
  const none = await ask('tallow', { most_amount: 100 })
  expect(none).toMatchObject({ hits: [{ slug: cheap.slug }, { slug: dear.slug }], dearer: true, dropped: [] })
  await database.sql`update variants set price_amount = 900 where id = ${dear.variantId}`
  expect(await ask('tallow', { most_amount: 1_000 })).toMatchObject({ hits: [{ slug: dear.slug }], dearer: false })
})

test('a lamp is found by what it has become: its finishes, its category, its collection', async () => {
  const { slug, variantId } = await addLamp(database.sql, { name: 'Moult' })
  expect(await search('moult vermilion')).toEqual([slug])
  expect((await ask('moult vermilion')).dropped).toEqual(['vermilion'])
  await database.sql`update variants set name = 'Vermilion' where id = ${variantId}`
  expect(await ask('moult vermilion')).toMatchObject({ hits: [{ slug, finish: 'brass' }], dropped: [] })
  await database.sql`update variants set hex = '#b01010' where id = ${variantId}`
  expect((await ask('moult red')).dropped).toEqual([])
  await database.sql`update collections set name = 'Gloaming' where slug = 'dusk'`
  expect(await ask('gloaming moult')).toMatchObject({ hits: [{ slug }], dropped: [] })
  expect((await ask('gloaming')).places).toEqual([{ kind: 'collection', slug: 'dusk', name: 'Gloaming' }])
})

test('a shop adds words of its own, and nothing has to be indexed again', async () => {
  const { slug } = await addLamp(database.sql, { name: 'Settle', tags: ['inglenook'] })
  expect((await ask('fireside')).hits).toEqual([])
  await database.sql`insert into private.search_words (said, theme, means) values ('fireside', 'use', '_tag_inglenook')`
  expect(await ask('by the firesides')).toMatchObject({ hits: [{ slug }], dropped: [] })
})

const odd = [
  "'",
  '"',
  '%',
  '_',
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
  '%_\\\'"',
  '\u202e\u200f',
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
  expect(await search('שלום '.repeat(60))).toEqual([])
})

test('it fails for no text', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 120 }).filter((value) => !value.includes('\0'))
  const amounts = fc.option(fc.integer({ min: -1, max: 2 ** 31 - 1 }))
  const property = fc.asyncProperty(text, amounts, async (query, amount) => {
    await database.sql`select search_products(${query}, 5, ${amount}, ${amount})`
  })
  await fc.assert(property, { numRuns: 200 })
})

test('at most 48 lamps are found, fewer when asked, and it is said that there are more', async () => {
  for (let index = 0; index < 50; index++) await addLamp(database.sql, { name: `Glowworm ${index}`, stock: 0 })
  const all = await ask('glowworm')
  expect(all.hits).toHaveLength(48)
  expect(all.more).toBe(true)
  expect((await ask('glowworm', { most: 6 })).hits).toEqual(all.hits.slice(0, 6))
  expect((await ask('glowworm', { most: 0 })).hits).toHaveLength(1)
  expect((await ask('glowworm', { most: 1000 })).hits).toHaveLength(48)
  expect((await ask('ember')).more).toBe(false)
})
