import type { Face } from '#lib/fonts.ts'
import { type Document, setFace } from '#shop/reports/pdf-fonts.ts'
import { shop } from '#shop.config.ts'

/** A column: `share` is its part of the page's width; numbers stand at the right. */
export type Column = { head: string; share: number; right?: boolean }
/** `empty` is the text shown when there are no rows. */
export type Table = { title: string; columns: Column[]; rows: string[][]; empty?: string }

export const margin = 56
export const { ink, quiet, line, light } = shop.palette.day

const rowHeight = 17
const titleHeight = 3 * rowHeight

export const widthOf = (document: Document) => document.page.width - 2 * margin
const bottomOf = (document: Document) => document.page.height - margin

/** Draws a table below the content of the page. A table that fits on one page is not split, and no text is cut. */
export function drawTable(document: Document, { title, columns, rows, empty = '' }: Table): void {
  const heads = columns.map(({ head }) => head)
  const height = rows.reduce((sum, row) => sum + heightOf(document, columns, row, 'regular'), titleHeight)
  const page = bottomOf(document) - margin
  if (document.y + Math.min(height, page) > bottomOf(document)) document.addPage()
  else document.moveDown(1.2)
  const heading = setFace(document, 'strong', title)
  document.fontSize(12).fillColor(ink).text(heading, margin, document.y, { paragraphGap: 4 })
  if (rows.length === 0) {
    const words = setFace(document, 'regular', empty)
    document.fontSize(10).fillColor(quiet).text(words)
    return
  }
  if (heads.some(Boolean)) drawRow(document, columns, heads, 'strong')
  for (const row of rows) {
    if (document.y + heightOf(document, columns, row, 'regular') > bottomOf(document)) {
      document.addPage()
      if (heads.some(Boolean)) drawRow(document, columns, heads, 'strong')
    }
    drawRow(document, columns, row, 'regular')
  }
}

const widthOfCell = (document: Document, { share }: Column) => share * widthOf(document) - 8

/** The height of a row: its longest text decides how many lines it has. */
function heightOf(document: Document, columns: Column[], cells: string[], face: Face): number {
  document.fontSize(9.5)
  const heights = columns.map((column, index) => {
    const text = setFace(document, face, cells[index] ?? '')
    return document.heightOfString(text, { width: widthOfCell(document, column) })
  })
  return Math.max(rowHeight, Math.max(...heights) + 5)
}

function drawRow(document: Document, columns: Column[], cells: string[], face: Face): void {
  const { y } = document
  const height = heightOf(document, columns, cells, face)
  let x = margin
  document.fontSize(9.5).fillColor(ink)
  for (const [index, column] of columns.entries()) {
    const { right = false } = column
    const text = setFace(document, face, cells[index] ?? '')
    const options = { width: widthOfCell(document, column), align: right ? 'right' : 'left' } as const
    document.text(text, right ? x + 8 : x, y, options)
    x += column.share * widthOf(document)
  }
  const ground = y + height - 4
  document.strokeColor(line).lineWidth(0.5)
  document
    .moveTo(margin, ground)
    .lineTo(margin + widthOf(document), ground)
    .stroke()
  document.x = margin
  document.y = y + height
}
