import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addSeen, mostSeen, readSeen, type SeenLamp, toSeen } from '#components/catalog/seen/kept.ts'

const lamp = (slug: string): SeenLamp => ({ slug, name: slug.toUpperCase(), off: null, on: null })

test('the newest lamp is first, each is there once, and the oldest leave', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'abcdefghijklmnopqrst'), { maxLength: 60 }), (visits) => {
      const seen = visits.reduce<SeenLamp[]>((kept, slug) => addSeen(kept, lamp(slug)), [])
      const newest = [...new Set(visits.toReversed())].slice(0, mostSeen)
      expect(seen.map(({ slug }) => slug)).toEqual(newest)
      expect(readSeen(JSON.stringify(seen))).toEqual(seen)
    }),
  )
})

test('what is no list of lamps counts as none, and what is no lamp is left out', () => {
  for (const text of [null, '', 'no', '{}', '3', 'null']) expect(readSeen(text)).toEqual([])
  const good = lamp('porch')
  expect(readSeen(JSON.stringify([{ slug: 1 }, good, null, { ...good, off: 'x' }, { ...good, on: {} }]))).toEqual([
    good,
  ])
})

test('a lamp is kept with photographs of 320 pixels, or the next smaller ones', () => {
  const photograph = (...widths: number[]) => ({
    ...{
      id: '1',
      role: 'on' as const,
      alt: 'A lamp',
      width: 1200,
      height: 1500,
      thumbhash: '',
      focalX: 0.5,
      focalY: 0.5,
    },
    sizes: widths.map((width) => ({ width, height: width, format: 'webp' as const, url: `/${width}.webp` })),
  })
  const card = {
    ...{ slug: 'porch', name: 'Porch', tagline: '', price: { amount: 1, currency: 'eur' } },
    ...{ categorySlug: 'table', collectionSlug: 'first-light', swatches: [] },
  }
  const kept = toSeen({ ...card, off: photograph(160, 640, 320), on: photograph(160) })
  expect([kept.off?.url, kept.on?.url]).toEqual(['/320.webp', '/160.webp'])
  expect(toSeen({ ...card, off: null, on: null })).toMatchObject({ off: null, on: null })
})
