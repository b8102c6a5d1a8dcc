import { expect, test } from 'vitest'
import { plotReport } from '#components/admin/reports/chart.tsx'

const part = (hour: number, revenue: number, refunded = 0) => ({
  begins: `2026-11-23T${String(hour).padStart(2, '0')}:00:00+00:00`,
  orders: 1,
  revenue,
  tax: 0,
  refunds: 0,
  refunded,
  refundedTax: 0,
})

test('what came in stands on the ground, what was paid back hangs beneath it, on one scale', () => {
  const { bars, ground } = plotReport([part(0, 40_000), part(1, 20_000, 20_000), part(2, 0)], 'eur')
  const [first, second, third] = bars
  expect(ground - (first?.top ?? 0)).toBeCloseTo(2 * (ground - (second?.top ?? 0)))
  expect((second?.bottom ?? 0) - ground).toBeCloseTo(ground - (second?.top ?? 0))
  expect([third?.top, third?.bottom]).toEqual([ground, ground])
  expect(second?.bottom).toBeLessThanOrEqual(260 - 28)
})

test('25 hours stand beside each other, within the picture, and nothing sold is a flat chart', () => {
  const { bars, ticks } = plotReport(
    Array.from({ length: 25 }, (_, index) => part(index, 0)),
    'eur',
  )
  for (const [index, bar] of bars.entries()) {
    expect(bar.x).toBeGreaterThanOrEqual(index === 0 ? 72 : (bars[index - 1]?.x ?? 0) + bar.width)
    expect(bar.x + bar.width).toBeLessThanOrEqual(800)
    expect(bar.top).toBe(bar.bottom)
  }
  expect(ticks.every(({ y }) => Number.isFinite(y))).toBe(true)
})
