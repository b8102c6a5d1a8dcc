import { expect, test } from 'vitest'
import * as z from 'zod'
import { linkPages, pagePlaceOf, sortValues, writeCount, writePagePlace } from '#lib/place.ts'

const id = '5a1f2a10-3d0a-4a63-9d8c-0a1b2c3d4e5f'
const { text, whole, flag, moment } = sortValues

test.each([
  ['a text with anything in it', [text], ['a_b & c ~ %5F é', id]],
  ['an empty text', [text], ['', id]],
  ['a number', [whole], ['-12', id]],
  ['a flag and a moment, to the microsecond', [flag, moment], ['true', '2026-11-30T10:00:00.123456+00:00', id]],
])('the place of %s survives the address', (_, columns, place) => {
  for (const page of [{ after: place }, { before: place }]) {
    const address = new URLSearchParams(writePagePlace(page)).toString()
    expect(pagePlaceOf(columns).parse(Object.fromEntries(new URLSearchParams(address)))).toEqual(page)
  }
})

test('a list without sort columns has its id only', () => {
  const places = pagePlaceOf([], z.string().regex(/^\d+$/))
  expect(places.parse({ after: '77' })).toEqual({ after: ['77'] })
  expect(places.parse({ after: '7_7' })).toEqual({})
})

test.each([
  [whole, '1e9_'],
  [whole, '99999999999_'],
  [moment, 'yesterday_'],
  [moment, '0000-01-01T00:00:00Z_'],
  [flag, 'maybe_'],
])('a place that does not fit the list is ignored', (column, value) => {
  expect(pagePlaceOf([column]).parse({ after: `${value}${id}`, before: ['x', 'y'] })).toEqual({})
  expect(pagePlaceOf([column]).parse({ after: value, before: '' })).toEqual({})
})

test('a page leads to those beside it and to the first', () => {
  const href = (page: object) => JSON.stringify(page)
  expect(linkPages({}, { previous: null, next: ['2', id] }, href)).toEqual({
    first: null,
    previous: null,
    next: href({ after: ['2', id] }),
  })
  expect(linkPages({ after: ['2', id] }, { previous: ['3', id], next: null }, href)).toEqual({
    first: '{}',
    previous: href({ before: ['3', id] }),
    next: null,
  })
  const isFirst = linkPages({ before: ['2', id] }, { previous: null, next: ['1', id] }, href)
  expect(isFirst).toEqual({ first: null, previous: null, next: href({ after: ['1', id] }) })
})

test('rows are counted to ten thousand', () => {
  expect([writeCount(7), writeCount(10_000), writeCount(10_001)]).toEqual(['7', '10000', 'more than 10,000'])
})
