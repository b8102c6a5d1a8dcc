import type PDFDocument from 'pdfkit'
import { shop } from '#shop.config.ts'

export type Document = InstanceType<typeof PDFDocument>
/** A column: `share` is its part of the page's width; numbers stand at the right. */
export type Column = { head: string; share: number; right?: boolean }
/** `empty` is the text shown when there are no rows. */
export type Table = { title: string; columns: Column[]; rows: string[][]; empty?: string }

export const margin = 56
export const { ink, quiet, line, light } = shop.palette.day
export const { regular, strong } = shop.type.pdf

const rowHeight = 17
const titleHeight = 3 * rowHeight

export const widthOf = (document: Document) => document.page.width - 2 * margin
const bottomOf = (document: Document) => document.page.height - margin

/** Draws a table below the content of the page. A table that fits on one page is not split. */
export function drawTable(document: Document, { title, columns, rows, empty = '' }: Table): void {
  const height = titleHeight + rows.length * rowHeight
  const page = bottomOf(document) - margin
  if (document.y + Math.min(height, page) > bottomOf(document)) document.addPage()
  else document.moveDown(1.2)
  document.font(strong).fontSize(12).fillColor(ink).text(title, margin, document.y, { paragraphGap: 4 })
  if (rows.length === 0) {
    document.font(regular).fontSize(10).fillColor(quiet).text(empty)
    return
  }
  const heads = columns.map(({ head }) => head)
  if (heads.some(Boolean)) drawRow(document, columns, heads, strong)
  for (const row of rows) {
    if (document.y + rowHeight > bottomOf(document)) {
      document.addPage()
      drawRow(document, columns, heads, strong)
    }
    drawRow(document, columns, row, regular)
  }
}

function drawRow(document: Document, columns: Column[], cells: string[], font: string): void {
  const { y } = document
  let x = margin
  document.font(font).fontSize(9.5).fillColor(ink)
  for (const [index, { share, right = false }] of columns.entries()) {
    const width = share * widthOf(document)
    const options = { width: width - 8, height: rowHeight, ellipsis: true, lineBreak: false } as const
    document.text(cells[index] ?? '', right ? x + 8 : x, y, { ...options, align: right ? 'right' : 'left' })
    x += width
  }
  document.strokeColor(line).lineWidth(0.5)
  document
    .moveTo(margin, y + 13)
    .lineTo(margin + widthOf(document), y + 13)
    .stroke()
  document.x = margin
  document.y = y + rowHeight
}
