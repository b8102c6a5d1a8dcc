import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNarrowed, readChoice, toggle, writeChoice } from '#components/catalog/facets/choice.ts'
import { narrow, type ReadyFacets } from '#components/catalog/facets/narrow.ts'
import { facetKeys, sorts } from '#shop/catalog/facet-keys.ts'
import type { Chosen, FacetKey } from '#shop/catalog/facet-types.ts'

const facets = ['room', 'finish', 'socket'] as const
const letters = ['a', 'b', 'c', 'd'] as const
const values = facets.flatMap((facet) =>
  letters.map((value) => ({ facet, value, name: value, hex: null, least: null, most: null })),
)
const lamp = fc.record({
  has: fc.array(fc.boolean(), { minLength: values.length, maxLength: values.length }),
  amount: fc.integer({ min: 1, max: 5 }),
  year: fc.integer({ min: 2020, max: 2022 }),
})
const lamps = fc.array(lamp, { maxLength: 12 })
// "z" is no value: as if nobody had chosen it.
const someValues = fc.uniqueArray(fc.constantFrom(...letters, 'z'), { maxLength: 3 })
const choices = fc
  .record({ room: someValues, finish: someValues, socket: someValues })
  .map((chosen): Chosen => Object.fromEntries(Object.entries(chosen).filter(([, own]) => own.length > 0)))

type Lamp = typeof lamp extends fc.Arbitrary<infer One> ? One : never

function toReady(given: readonly Lamp[]): ReadyFacets {
  return {
    values,
    slugs: given.map((_, place) => `lamp-${place}`),
    amounts: given.map(({ amount }) => amount),
    years: given.map(({ year }) => year),
    holders: values.map((_, at) => Uint8Array.from(given, ({ has }) => Number(has[at]))),
  }
}

const hasOne = ({ has }: Lamp, facet: FacetKey, wanted: readonly string[]) =>
  values.some((one, at) => one.facet === facet && wanted.includes(one.value) && has[at])
/** Whether a lamp has one of the chosen values of each facet that has any. */
const fits = (one: Lamp, chosen: Chosen) =>
  facets.every((facet) => {
    const known = (chosen[facet] ?? []).filter((value) => value !== 'z')
    return known.length === 0 || hasOne(one, facet, known)
  })

test('every count is what somebody would find who chose this value and nothing else of its facet', () => {
  fc.assert(
    fc.property(lamps, choices, (given, chosen) => {
      const { places, counts } = narrow(toReady(given), chosen)
      expect(places).toEqual([...given.keys()].filter((place) => given[place] && fits(given[place], chosen)))
      for (const [at, { facet, value }] of values.entries()) {
        expect(counts[at]).toBe(given.filter((one) => fits(one, { ...chosen, [facet]: [value] })).length)
      }
    }),
  )
})

test('the counts of a facet do not depend on what is chosen of it', () => {
  fc.assert(
    fc.property(lamps, choices, fc.constantFrom(...facets), someValues, (given, chosen, facet, other) => {
      const own = (counts: readonly number[]) => counts.filter((_, at) => values[at]?.facet === facet)
      const changed = { ...chosen, [facet]: other }
      expect(own(narrow(toReady(given), changed).counts)).toEqual(own(narrow(toReady(given), chosen).counts))
    }),
  )
})

test('an order moves lamps, and keeps the shop’s order among those that are alike', () => {
  const keys = {
    'price-up': ({ amount }: Lamp) => amount,
    'price-down': ({ amount }: Lamp) => -amount,
    newest: ({ year }: Lamp) => -year,
  }
  fc.assert(
    fc.property(lamps, choices, fc.constantFrom(...sorts), (given, chosen, sort) => {
      const ready = toReady(given)
      const key = (place: number) => (given[place] ? keys[sort](given[place]) : 0)
      const inOrder = narrow(ready, chosen).places.toSorted((a, b) => key(a) - key(b))
      expect(narrow(ready, chosen, sort).places).toEqual(inOrder)
    }),
  )
})

test('an address keeps a choice', () => {
  const choice = fc.record({
    chosen: fc
      .dictionary(
        fc.constantFrom(...facetKeys),
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { minLength: 1, maxLength: 5 }),
      )
      .map((chosen): Chosen => Object.fromEntries(Object.entries(chosen).map(([key, own]) => [key, own.toSorted()]))),
    sort: fc.constantFrom(null, ...sorts),
    screens: fc.integer({ min: 1, max: 99 }),
  })
  fc.assert(
    fc.property(choice, (given) => {
      expect(readChoice(new URLSearchParams(writeChoice(given)))).toEqual(given)
      expect(writeChoice({ ...given, chosen: {}, sort: null, screens: 1 })).toBe('')
    }),
  )
})

test('an address with anything else in it is read as far as it is a choice', () => {
  const read = (query: string) => readChoice(new URLSearchParams(query))
  expect(read('?utm=x&room=bedroom&room=<b>&room=bedroom&sort=up&show=-1')).toEqual({
    chosen: { room: ['bedroom'] },
    sort: null,
    screens: 1,
  })
  expect(isNarrowed(read('?q=brass&page=2'))).toBe(false)
  expect(isNarrowed(read('?sort=newest'))).toBe(true)
  fc.assert(fc.property(fc.webQueryParameters(), (query) => void read(query)))
})

test('a second press takes a value away again', () => {
  expect(toggle({}, 'room', 'study')).toEqual({ room: ['study'] })
  expect(toggle({ room: ['study'] }, 'room', 'bedroom')).toEqual({ room: ['bedroom', 'study'] })
  expect(toggle({ room: ['study'], ip: ['ip44'] }, 'room', 'study')).toEqual({ ip: ['ip44'] })
})
