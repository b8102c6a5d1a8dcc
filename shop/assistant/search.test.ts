import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { readCatalogue } from '#shop/assistant/catalogue.ts'
import { concludeComparison, tellFact } from '#shop/assistant/facts.ts'
import { facts, type IntentInput, rooms, situations } from '#shop/assistant/intents.ts'
import { finishesLike, protection } from '#shop/assistant/lamp-words.ts'
import { searchLamps } from '#shop/assistant/search.ts'
import { recommend } from '#shop/assistant/situations.ts'
import type { Product } from '#shop/catalog/types.ts'

let database: TestDatabase
let lamps: readonly Product[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  const needed = ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY']
  const given = { SUPABASE_URL: database.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  const env = parseEnv({ SITE_URL: 'http://localhost:3000', ...given }, needed)
  lamps = (await readCatalogue(env)).lamps
})
afterAll(() => database.close())

const find = (slug: string) => {
  const lamp = lamps.find((candidate) => candidate.slug === slug)
  if (!lamp) throw new Error(`no lamp ${slug}`)
  return lamp
}
const search = (wish: IntentInput<'find-lamps'>) => {
  const { lamps: found, given_up } = searchLamps(lamps, wish)
  return { slugs: found.map(({ slug }) => slug), found, given_up }
}

describe('a search', () => {
  test('without a wish finds every lamp, and each wish narrows it', () => {
    expect(search({}).slugs).toHaveLength(lamps.length)
    const { found, given_up } = search({ category: 'table', maxPrice: 220, finish: 'brass' })
    expect(given_up).toEqual([])
    expect(found.map(({ slug }) => slug)).toEqual(['curfew'])
  })

  test('gives up as little as it must, what matters least first, and says so', () => {
    const { found, given_up } = search({ category: 'night', finish: 'purple', maxPrice: 50 })
    expect(given_up).toEqual(['finish'])
    expect(found.map(({ slug }) => slug)).toEqual(['warm-start'])
    expect(search({ category: 'floor', maxPrice: 10 }).given_up).toEqual(['maxPrice'])
  })

  test('puts in order', () => {
    const prices = search({ sort: 'cheapest' }).found.map(({ price }) => price.amount)
    expect(prices).toEqual(prices.toSorted((a, b) => a - b))
    expect(search({ sort: 'brightest' }).slugs[0]).toBe('lintel')
    expect(search({ category: 'floor', sort: 'dearest' }).slugs[0]).toBe('orchard')
  })

  test('knows colours by what they look like', () => {
    const green = search({ finish: 'green' })
    expect(green.given_up).toEqual([])
    expect(green.slugs).toContain('petticoat')
    expect(finishesLike(find('porch'), 'red').map(({ slug }) => slug)).toEqual(['persimmon'])
    expect(finishesLike(find('porch'), 'moss').map(({ slug }) => slug)).toEqual(['moss'])
    expect(finishesLike(find('porch'), 'nonsense')).toEqual([])
  })

  test.each(rooms)('has something for the %s', (room) => {
    const { found, given_up } = search({ room })
    expect(given_up).toEqual([])
    expect(found.length).toBeGreaterThan(0)
  })

  test('never puts an unprotected lamp where there is water', () => {
    for (const room of ['bathroom', 'outdoors'] as const) {
      for (const lamp of search({ room }).found) expect(protection(lamp).water).toBeGreaterThanOrEqual(4)
    }
  })
})

describe('a recommendation', () => {
  test.each(situations)('for %s has one to three lamps, each with its reason', (situation) => {
    const chosen = recommend(lamps, { situation })
    expect(chosen.length).toBeGreaterThan(0)
    expect(chosen.length).toBeLessThanOrEqual(3)
    for (const { reason } of chosen) expect(reason).toMatch(/^[A-Z\d].+\.$/)
  })

  test('is never what is sold out, or too dear', () => {
    const gone = lamps.map((lamp) => ({ ...lamp, finishes: lamp.finishes.map((finish) => ({ ...finish, stock: 0 })) }))
    expect(recommend(gone, { situation: 'as-a-gift' })).toEqual([])
    for (const { lamp } of recommend(lamps, { situation: 'working-late', maxPrice: 100 }))
      expect(lamp.price.amount).toBeLessThanOrEqual(10_000)
  })

  test('is the lamp that was made for it', () => {
    expect(recommend(lamps, { situation: 'finding-the-way-at-night' })[0]?.lamp.slug).toBe('warm-start')
    expect(recommend(lamps, { situation: 'at-the-mirror' })[0]?.lamp.slug).toBe('bough')
    expect(recommend(lamps, { situation: 'falling-asleep' })[0]?.lamp.slug).toBe('slowcoach')
  })
})

describe('a fact', () => {
  test.each(facts)('%s is told of every lamp, in a sentence that names it', (fact) => {
    for (const lamp of lamps) {
      const told = tellFact(lamp, fact)
      expect(told).toContain(lamp.name)
      expect(told).toMatch(/[.!?”]$/)
      expect(told).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  test('of a finish is that of the finish', () => {
    expect(tellFact(find('porch'), 'stock', { finish: 'ink' })).toBe('No. Porch in ink is sold out.')
    expect(tellFact(find('porch'), 'stock', { finish: 'persimmon' })).toBe('Yes. Porch in persimmon is in stock: 34.')
    expect(tellFact(find('porch'), 'finishes', { finish: 'purple' })).toMatch(
      /^No, Porch is not made in purple. Porch comes in persimmon/,
    )
    expect(tellFact(find('plumb'), 'stock', { finish: 'verde' })).toBe(
      'Yes. Plumb in verde marble, brass is in stock: only 3 left.',
    )
  })

  test('of several lamps is what each is first in', () => {
    expect(concludeComparison([find('porch'), find('kiln')])).toBe(
      'Kiln costs least and gives the most light; Porch takes the least room.',
    )
  })
})
