import type { Part } from '#shop/reports/types.ts'

export type Box = Readonly<{ x: number; y: number; width: number; height: number }>

/**
 * The bars of a report, for pictures in mails and in PDFs: what came in stands on the ground, what was paid back hangs
 * beneath it on the same scale.
 * @param size of the picture, in its own units
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
