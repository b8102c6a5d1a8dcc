import sharp from 'sharp'
import { type Box, plotParts } from '#shop/reports/chart.ts'
import type { Part } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

/** The width of the chart in a mail. The picture has twice as many pixels, for sharp screens. */
export const chartSize = { width: 520, height: 150 }
const { ink, light, line, paper } = shop.palette.day

/**
 * Draws the bars of a report as a PNG, without text: a server has no fonts, and the mail has the words around it.
 * Refunds are hollow, so that readers can tell them apart without colour.
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

/** Shrinks a box by half of the line's width, because SVG draws half of a line outside the box. */
function inside({ x, y, width, height }: Box): Box {
  return { x: x + 0.75, y, width: Math.max(width - 1.5, 0), height: Math.max(height - 0.75, 0) }
}

function rectangle({ x, y, width, height }: Box, look: string): string {
  if (height <= 0) return ''
  const [left, top, wide, high] = [x, y, width, height].map((value) => value.toFixed(2))
  return `<rect x="${left}" y="${top}" width="${wide}" height="${high}" ${look}/>`
}
