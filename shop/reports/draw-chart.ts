import { type Box, plotParts } from '#shop/reports/chart.ts'
import type { Part } from '#shop/reports/types.ts'
import { writePng } from '#shop/reports/write-png.ts'
import { shop } from '#shop.config.ts'

/** The width of the chart in a mail. The picture has twice as many pixels, for sharp screens. */
export const chartSize = { width: 520, height: 150 }
const scale = 2
const { ink, light, line, paper } = shop.palette.day
const colours = [paper, ink, light, line]

/**
 * Draws the bars of a report as a PNG, without text: a server has no fonts, and the mail has the words around it.
 * Refunds are hollow, so that readers can tell them apart without colour.
 */
export function drawChart(parts: readonly Part[]): Uint8Array {
  const { width, height } = chartSize
  const rows = Array.from({ length: height * scale }, () => new Uint8Array(width * scale))
  const { ground, revenue, refunded } = plotParts(parts, { width, height: height - 4 })
  const fill = ({ x, y, width: wide, height: high }: Box, colour: (typeof colours)[number]) => {
    const [left, right, top, bottom] = [x, x + wide, y + 2, y + 2 + high].map((edge) => Math.round(edge * scale))
    for (const row of rows.slice(top, bottom)) row.fill(colours.indexOf(colour), left, right)
  }
  for (const box of revenue) fill(box, ink)
  for (const box of refunded) {
    fill(box, light)
    fill(inside(box), paper)
  }
  fill({ x: 0, y: ground - 0.5, width, height: 1 }, line)
  return writePng({ colours, rows })
}

/** What a line of one and a half around a box leaves of it; it has none at the axis. */
function inside({ x, y, width, height }: Box): Box {
  return { x: x + 1.5, y, width: Math.max(width - 3, 0), height: Math.max(height - 1.5, 0) }
}
