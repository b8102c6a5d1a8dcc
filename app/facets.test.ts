import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { narrow, type ReadyFacets, unpackFacets } from '#components/catalog/facets/narrow.ts'
import type { Db } from '#lib/supabase.ts'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { facetKeys, sorts } from '#shop/catalog/facet-keys.ts'
import type { Chosen } from '#shop/catalog/facet-types.ts'
import { findFacetIndex, findLamps, mostFaceted } from '#shop/catalog/facets.ts'
import { listRelated } from '#shop/catalog/lists.ts'

// A list is narrowed in the browser over an index, and in the database for everybody else: with the same answer.

let database: TestDatabase
let db: Db
let ready: ReadyFacets
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  db = database.signIn('anon') as unknown as Db
  const index = await findFacetIndex(db)
  if (!index) throw new Error('There is no index.')
  ready = unpackFacets(index)
})
afterAll(() => database.close())

const countOf = (facet: string, value: string, counts = narrow(ready, {}).counts) =>
  counts[ready.values.findIndex((one) => one.facet === facet && one.value === value)]

test('the shop’s own lamps have values of every facet', async () => {
  expect(new Set(ready.values.map(({ facet }) => facet))).toEqual(new Set(facetKeys))
  expect(ready.slugs).toHaveLength(30)
  // Counted in catalogue.json.
  expect(countOf('category', 'table')).toBe(6)
  expect(countOf('ip', 'ip44')).toBe(2)
  expect(countOf('ip', 'ip20')).toBe(26)
  expect(countOf('dimmable', 'yes')).toBe(29)
  expect(countOf('power', 'ceiling')).toBe(5)
  expect(countOf('power', 'rechargeable')).toBe(4)
  expect(countOf('height', 'over-100')).toBe(5)
  const steps = ['0-10000', '10000-20000', '20000-40000', '40000-'].map((value) => countOf('price', value) ?? 0)
  expect(steps.reduce((sum, count) => sum + count)).toBe(30)
  // Each lamp stands somewhere, has a finish, a source, a power supply and a height.
  for (const facet of ['category', 'collection', 'room', 'finish', 'price', 'power', 'socket', 'ip', 'height']) {
    const of = ready.holders.filter((_, at) => ready.values[at]?.facet === facet)
    const without = ready.slugs.filter((_, place) => !of.some((holder) => holder[place]))
    expect([facet, without]).toEqual([facet, []])
  }
})

test('the database finds and counts what the browser finds and counts', async () => {
  const value = fc.constantFrom(...ready.values)
  const chosenValues = fc.array(value, { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(chosenValues, fc.constantFrom(null, ...sorts), async (picked, sort) => {
      const chosen: Chosen = Object.fromEntries(
        [...Map.groupBy(picked, ({ facet }) => facet)].map(([facet, own]) => [facet, own.map((one) => one.value)]),
      )
      const { places, counts } = narrow(ready, chosen, sort)
      const found = await findLamps(db, chosen, { sort })
      expect(found.lamps.map(({ slug }) => slug)).toEqual(places.map((place) => ready.slugs[place]))
      expect(found.count).toBe(places.length)
      expect(found.values.map(({ count }) => count)).toEqual(counts)
    }),
    { numRuns: 60 },
  )
})

test('what a search has found is narrowed in its own order', async () => {
  const slugs = ['skep', 'porch', 'kiln', 'belfry']
  const found = await findLamps(db, {}, { slugs })
  expect(found.lamps.map(({ slug }) => slug)).toEqual(slugs)
  const table = await findLamps(db, { category: ['table'], room: ['nowhere'] }, { slugs, sort: 'price-up' })
  expect(table.lamps.map(({ slug }) => slug)).toEqual(['kiln', 'porch'])
  expect(table.values.find(({ value }) => value === 'pendant')?.count).toBe(2)
  // A search finds 48 lamps at most; whoever names more has the first 100 looked at.
  const many = [...Array.from({ length: 99 }, (_, place) => `unknown-${place}`), 'skep', 'porch']
  expect((await findLamps(db, {}, { slugs: many })).lamps.map(({ slug }) => slug)).toEqual(['skep'])
})

test('beside a lamp stand others of its kind, and lamps of other kinds that share its finishes or its collection', async () => {
  const finishes = ready.holders.filter((_, at) => ready.values[at]?.facet === 'finish')
  let shared = 0
  for (const [place, slug] of ready.slugs.entries()) {
    const [lamp, { kind, goesWith }] = await Promise.all([findLamps(db, {}, { slugs: [slug] }), listRelated(db, slug)])
    const own = lamp.lamps[0]
    expect(kind.map((one) => [one.slug === slug, one.categorySlug])).toEqual(kind.map(() => [false, own?.categorySlug]))
    expect(kind).toHaveLength(2)
    const categories = goesWith.map(({ categorySlug }) => categorySlug)
    expect(goesWith).toHaveLength(2)
    expect(new Set([...categories, own?.categorySlug]).size).toBe(goesWith.length + 1)
    for (const other of goesWith) {
      const otherPlace = ready.slugs.indexOf(other.slug)
      const shares = finishes.some((holder) => holder[place] && holder[otherPlace])
      shared += Number(shares)
      expect([slug, other.slug, shares || other.collectionSlug === own?.collectionSlug]).toEqual([
        slug,
        other.slug,
        true,
      ])
    }
  }
  expect(shared).toBeGreaterThan(40)
})

test('nobody finds a lamp that is not for sale', async () => {
  await database.sql`update products set status = 'draft' where slug = 'porch'`
  expect((await findFacetIndex(db))?.slugs.split('\n')).not.toContain('porch')
  expect((await findLamps(db, {}, { slugs: ['porch', 'skep'] })).lamps.map(({ slug }) => slug)).toEqual(['skep'])
  await database.sql`update products set status = 'active' where slug = 'porch'`
})

test('a large catalogue has pages, counts up to 5,000 lamps, and no index', async () => {
  await addManyLamps(database.sql, mostFaceted - 30)
  expect(gzipSync(JSON.stringify(await findFacetIndex(db))).length).toBeLessThan(60_000)
  const second = await findLamps(db, { category: ['table'] }, { page: 2 })
  expect(second.lamps).toHaveLength(36)
  expect(second.values.find(({ value }) => value === 'table')?.count).toBe(second.count)
  await addManyLamps(database.sql, 6_000)
  expect(await findFacetIndex(db)).toBeNull()
  const many = await findLamps(db, { category: ['table'], price: ['0-10000'] })
  expect(many.count).toBeGreaterThan(36)
  expect(new Set(many.values.map(({ count }) => count))).toEqual(new Set([null]))
}, 60_000)
