import { expect, test } from 'vitest'
import { channels, contrast, readableOn } from '#components/ui/colour.ts'

const walls = ['#c8b394', '#5d4034', '#c6b59b', '#7f8b8e', '#6d7f95', '#857a69', '#000000', '#ffffff', '#767676']

test.each(walls)('type on %s has the contrast that AA asks of body text', (hex) => {
  expect(contrast(hex, readableOn(hex))).toBeGreaterThanOrEqual(4.5)
})

test('contrast agrees with the examples of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('channels run from 0 to 1', () => {
  expect(channels('#ff0080')).toEqual([1, 0, 128 / 255])
})
