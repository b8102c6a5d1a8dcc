import { expect, test } from 'vitest'
import { readPriceWords } from '#shop/catalog/read-query.ts'

test.each([
  ['brass lamp under 300', 'brass lamp', null, 30_000],
  ['under €1,000', '', null, 100_000],
  ['floor lamp below 1.000 euros', 'floor lamp', null, 100_000],
  ['max 99.50 desk', 'desk', null, 9_950],
  ['lamp cheaper than €250,-', 'lamp', null, 25_000],
  ['<200 wall', 'wall', null, 20_000],
  ['wall lamp 200 or less', 'wall lamp', null, 20_000],
  ['between 100 and 200 table', 'table', 10_000, 20_000],
  ['100-200 € paper', 'paper', 10_000, 20_000],
  ['lamp €200 to €100', 'lamp', 10_000, 20_000],
  ['€100-200', '', 10_000, 20_000],
  ['over 500', '', 50_000, null],
  ['over 100 under 200', '', 10_000, 20_000],
  ['lampe unter 150 Euro', 'lampe', null, 15_000],
  ['lampe moins de 150 €', 'lampe', null, 15_000],
])('%s is about a price', (query, words, least, most) => {
  expect(readPriceWords(query)).toEqual({ words, least, most })
})

test.each([
  'pocket moon',
  'NL-PORC-01',
  'under the table',
  '2700 K',
  'over 800 lumens',
  'under 30 cm',
  'less than 5 watts',
  'from 2200 to 2700 kelvin',
  'E27',
  'IP44',
  'thunder 5',
  '',
])('%s is about no price', (query) => {
  expect(readPriceWords(query)).toEqual({ words: query, least: null, most: null })
})

test('an amount that no price can have is kept within what the database counts', () => {
  expect(readPriceWords('under 9999999').most).toBeLessThanOrEqual(2 ** 31 - 1)
  expect(readPriceWords('under 99999999999999999999').most).toBeNull()
})
