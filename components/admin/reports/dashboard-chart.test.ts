import { expect, test } from 'vitest'
import { plot, writeDay } from '#components/admin/reports/dashboard-chart.tsx'

const day = (number: number, revenue: number) => ({
  day: `2026-11-${String(number).padStart(2, '0')}`,
  orders: 1,
  revenue: { amount: revenue, currency: 'eur' },
  refunds: { amount: 0, currency: 'eur' },
})

test('bars are as high as what came in, and stand on the ground', () => {
  const { bars, ground } = plot([day(1, 20_000), day(2, 10_000), day(3, 0)])
  const heights = bars.map(({ height }) => height)
  expect(heights[0]).toBeCloseTo(2 * (heights[1] ?? 0))
  expect(heights[2]).toBe(0)
  for (const bar of bars) expect(bar.y + bar.height).toBeCloseTo(ground)
})

test('days stand beside each other, within the picture', () => {
  const { bars } = plot(Array.from({ length: 30 }, (_, index) => day(index + 1, 5000)))
  for (const [index, bar] of bars.entries()) {
    expect(bar.x).toBeGreaterThanOrEqual(index === 0 ? 72 : (bars[index - 1]?.x ?? 0) + bar.width)
    expect(bar.x + bar.width).toBeLessThanOrEqual(800)
  }
})

test('a month in which nothing was sold is a flat chart, not a broken one', () => {
  const { bars, ticks } = plot([day(1, 0), day(2, 0)])
  expect(bars.map(({ height }) => height)).toEqual([0, 0])
  expect(ticks.every(({ y }) => Number.isFinite(y))).toBe(true)
})

test('a day is written the same everywhere', () => {
  expect(writeDay('2026-11-01')).toBe('1 Nov')
})
