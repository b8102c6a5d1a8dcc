import type { Part } from '#shop/reports/types.ts'

export type Box = Readonly<{ x: number; y: number; width: number; height: number }>

/**
 * Computes the bars of a report, for charts in mails and PDFs: revenue stands above the axis, refunds hang below it on
 * the same scale.
 * @param size of the chart, in its own units
 */
export function plotParts(parts: readonly Part[], { width, height }: { width: number; height: number }) {
  const highest = Math.max(...parts.map(({ revenue }) => revenue), 1)
  const lowest = Math.max(...parts.map(({ refunded }) => refunded), 0)
  const scale = height / (highest + lowest)
  const ground = highest * scale
  const step = width / Math.max(parts.length, 1)
  const bar = (index: number, y: number, length: number): Box => ({
    x: index * step + step * 0.14,
    y,
    width: step * 0.72,
    height: length,
  })
  return {
    ground,
    revenue: parts.map((part, index) => bar(index, ground - part.revenue * scale, part.revenue * scale)),
    refunded: parts.map((part, index) => bar(index, ground, part.refunded * scale)),
  }
}
