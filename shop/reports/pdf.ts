import PDFDocument from 'pdfkit'
import { plotParts } from '#shop/reports/chart.ts'
import { type Document, lacksLetters, setFace } from '#shop/reports/pdf-fonts.ts'
import {
  type Column,
  drawTable,
  ink,
  light,
  line,
  margin,
  quiet,
  type Table,
  widthOf,
} from '#shop/reports/pdf-table.ts'
import type { Part, ReportText } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

/** Writes a report as a PDF of A4 pages, with a vector chart. The letters that it uses are in the file. */
export async function drawPdf(text: ReportText, parts: readonly Part[], madeAt: Date): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: shop.language,
    info: { Title: `${shop.name}: ${text.title}`, Author: shop.name, CreationDate: madeAt },
  })
  const bytes = collect(document)
  document
    .fontSize(20)
    .fillColor(ink)
    .text(setFace(document, 'strong', text.title))
  document.fontSize(11).text(setFace(document, 'regular', text.lead), { paragraphGap: 6 })
  document.fontSize(10).fillColor(quiet)
  for (const { label, text: words } of text.comparisons) {
    document.text(setFace(document, 'regular', `${capital(label)}: ${words}.`))
  }
  drawChart(document, parts, text)
  for (const table of tablesOf(text)) drawTable(document, table)
  numberPages(document)
  document.end()
  return bytes
}

function tablesOf(text: ReportText): Table[] {
  const words = (head: string, share: number): Column => ({ head, share })
  const number = (head: string, share = 0.2): Column => ({ head, share, right: true })
  return [
    {
      title: 'Totals',
      columns: [words('', 0.5), number('', 0.25), words('', 0.25)],
      rows: text.sums.map(({ name, value, note = '' }) => [name, value, note]),
    },
    {
      title: 'Best sellers',
      columns: [words('Lamp', 0.6), number('Quantity'), number('Revenue')],
      rows: text.sellers.map(({ name, quantity, amount }) => [name, quantity, amount]),
      empty: 'Nothing was sold.',
    },
    {
      title: 'Low stock',
      columns: [words('Lamp', 0.8), number('Stock')],
      rows: text.stock.map(({ name, left }) => [name, left]),
      empty: 'Every finish has more than five in stock.',
    },
    {
      title: 'Functions',
      columns: [
        words('Function', 0.3),
        number('Runs', 0.14),
        number('Failed', 0.14),
        number('95th percentile'),
        number('Cost', 0.22),
      ],
      rows: text.functions.map(({ name, runs, errors, slowest, cost }) => [name, runs, errors, slowest, cost]),
      empty: text.work,
    },
    {
      title: `${capital(text.unit)} by ${text.unit}`,
      columns: [words('From', 0.4), number('Orders'), number('Revenue'), number('Refunded')],
      rows: text.parts.map(({ label, orders, revenue, refunded }) => [label, orders, revenue, refunded]),
    },
  ]
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function collect(document: Document): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
  })
}

function drawChart(document: Document, parts: readonly Part[], text: ReportText): void {
  const size = { width: widthOf(document), height: 120 }
  const { ground, revenue, refunded } = plotParts(parts, size)
  document.moveDown(1)
  const top = document.y
  document.fillColor(ink)
  for (const { x, y, width, height } of revenue) document.rect(margin + x, top + y, width, height)
  document.fill()
  document.strokeColor(light).lineWidth(1)
  for (const { x, y, width, height } of refunded) {
    if (height > 0) document.rect(margin + x, top + y, width, height)
  }
  document.stroke()
  document.strokeColor(line).moveTo(margin, top + ground)
  document.lineTo(margin + size.width, top + ground).stroke()
  document.fontSize(8).fillColor(quiet)
  const step = Math.ceil(text.parts.length / 8)
  for (const [index, { label }] of text.parts.entries()) {
    const x = margin + (index / parts.length) * size.width
    if (index % step === 0)
      document.text(setFace(document, 'regular', label), x, top + size.height + 4, { lineBreak: false })
  }
  const legend = setFace(document, 'regular', 'Filled bars: revenue. Outlined bars below the line: refunds.')
  document.text(legend, margin, top + size.height + 18)
}

/** At the foot of each page, so that nobody takes a question mark for the name of a lamp. */
const lettersNote =
  'A question mark may stand for a letter that this file has no font for: the page of the report shows it.'

function numberPages(document: Document): void {
  const { start, count } = document.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    document.switchToPage(index)
    // The page number is in the bottom margin; without this, pdfkit would start a new page.
    document.page.margins.bottom = 0
    const options = { width: widthOf(document), align: 'right', lineBreak: false } as const
    const bottom = document.page.height - 36
    document.fontSize(8).fillColor(quiet)
    document.text(setFace(document, 'regular', `${shop.name}, page ${index + 1} of ${count}`), margin, bottom, options)
    if (lacksLetters(document)) document.text(setFace(document, 'regular', lettersNote), margin, bottom)
  }
}
