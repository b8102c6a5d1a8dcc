import { rgbaToThumbHash } from 'thumbhash'
import { expect, test } from 'vitest'
import { distanceFrom, wallColour } from '#components/ui/wall.ts'
import type { Photograph } from '#shop/catalog/types.ts'

function photographOf(red: number, green: number, blue: number): Photograph {
  const pixels = new Uint8Array(16).map((_, index) => [red, green, blue, 255][index % 4] ?? 0)
  const thumbhash = Buffer.from(rgbaToThumbHash(2, 2, pixels)).toString('base64')
  return { id: '', role: 'off', alt: '', width: 2, height: 2, thumbhash, focalX: 0.5, focalY: 0.5, sizes: [] }
}

test.each([
  [200, 100, 50],
  [29, 40, 37],
  [240, 236, 228],
])('the colour of a wall of %i %i %i comes back within the precision of a thumbhash', (...wall) => {
  const found = wallColour(photographOf(...wall))
  const parts = (found.match(/\d+/g) ?? []).map(Number)
  expect(parts).toHaveLength(3)
  for (const [index, part] of parts.entries()) expect(Math.abs(part - (wall[index] ?? 0))).toBeLessThanOrEqual(9)
})

test('a photograph without a thumbhash has the colour of any wall, and is near to none', () => {
  const unknown = { ...photographOf(0, 0, 0), thumbhash: '' }
  expect(wallColour(unknown)).toBe('var(--wall)')
  expect(distanceFrom('#c8b394', unknown)).toBe(Number.POSITIVE_INFINITY)
})

test('the nearer wall is the one that looks more alike', () => {
  expect(distanceFrom('#6d7f95', photographOf(110, 128, 150))).toBeLessThan(
    distanceFrom('#6d7f95', photographOf(180, 120, 60)),
  )
})
