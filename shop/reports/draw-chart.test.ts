import sharp from 'sharp'
import { expect, test } from 'vitest'
import { chartSize, drawChart } from '#shop/reports/draw-chart.ts'
import type { Part } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

const { ink, light, line, paper } = shop.palette.day
const parts = [
  { revenue: 100, refunded: 0 },
  { revenue: 50, refunded: 50 },
] as Part[]

test('the chart of a mail is a PNG with full bars for revenue, and hollow ones for refunds', async () => {
  const { data, info } = await sharp(drawChart(parts)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height, info.channels]).toEqual([chartSize.width * 2, chartSize.height * 2, 3])
  const at = (x: number, y: number) =>
    `#${Buffer.from(data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)).toString('hex')}`
  const [first, second] = [info.width * 0.25, info.width * 0.75]
  // Two thirds of the height are revenue, and the rest refunds.
  const axis = Math.round(((chartSize.height - 4) * 2 * 2) / 3) + 4
  expect(at(first, 8)).toBe(ink)
  expect([at(second, 8), at(second, axis - 8)]).toEqual([paper, ink])
  expect(at(2, axis)).toBe(line)
  expect([at(first, axis + 20), at(second, axis + 20)]).toEqual([paper, paper])
  const edge = Math.ceil(info.width / 2 + (info.width / 2) * 0.14)
  expect(at(edge, axis + 20)).toBe(light)
})
