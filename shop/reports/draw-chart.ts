import sharp from 'sharp'
import { type Box, plotParts } from '#shop/reports/chart.ts'
import type { Part } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

/** How wide a mail shows the picture; it has twice as many pixels, for sharp screens. */
export const chartSize = { width: 520, height: 150 }
const { ink, light, line, paper } = shop.palette.day

/**
 * The bars of a report as a PNG. Plain shapes without a word: a server has no fonts, and mails say the rest around it.
 * Refunds are hollow, so that they differ without their colour too.
 */
export async function drawChart(parts: readonly Part[]): Promise<Uint8Array> {
  const { width, height } = chartSize
  const { ground, revenue, refunded } = plotParts(parts, { width, height: height - 4 })
  const shift = (box: Box) => ({ ...box, y: box.y + 2 })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="${height * 2}" viewBox="0 0 ${width} ${height}">
    <rect width="${width}" height="${height}" fill="${paper}"/>
    ${revenue.map((box) => rectangle(shift(box), `fill="${ink}"`)).join('')}
    ${refunded.map((box) => rectangle(inside(shift(box)), `fill="none" stroke="${light}" stroke-width="1.5"`)).join('')}
    <rect x="0" y="${ground + 1.5}" width="${width}" height="1" fill="${line}"/>
  </svg>`
  return new Uint8Array(await sharp(new TextEncoder().encode(svg)).png().toBuffer())
}

/** Drawn with a line around it, a box must be smaller by half of the line. */
function inside({ x, y, width, height }: Box): Box {
  return { x: x + 0.75, y, width: Math.max(width - 1.5, 0), height: Math.max(height - 0.75, 0) }
}

function rectangle({ x, y, width, height }: Box, look: string): string {
  if (height <= 0) return ''
  const [left, top, wide, high] = [x, y, width, height].map((value) => value.toFixed(2))
  return `<rect x="${left}" y="${top}" width="${wide}" height="${high}" ${look}/>`
}
