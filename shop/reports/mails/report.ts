import type { ReactElement, ReactNode } from 'react'
import { Column, Heading, Hr, Img, Link, Row, Section, Text } from 'react-email'
import { h, ink, line, link, mailPage, small, text } from '#shop/mail/layout.ts'
import type { ReportText } from '#shop/reports/types.ts'

const cell = { ...text, margin: 0, fontSize: 15, lineHeight: '22px' }
const numberCell = { ...cell, textAlign: 'right', whiteSpace: 'nowrap' }
const title = { color: ink, fontSize: 18, fontWeight: 600, lineHeight: '24px', margin: '28px 0 8px' }

export type Picture = { source: string; width: number; height: number }

/**
 * The report of a day, a week, a month or a year.
 * @param chart the chart of its hours, days or months; its source is a content id such as `cid:chart`
 * @param address the URL of the report's page
 */
export function reportMail(report: ReportText, chart: Picture, address: string): ReactElement {
  const { sums, parts, sellers, stock, functions } = report
  const failed = functions.filter(({ errors }) => errors !== '0')
  return mailPage(
    report.lead,
    `${report.title}. ${report.lead}`,
    ...report.comparisons.map(({ label, text: words }) =>
      h(Text, { key: label, style: { ...small, marginBottom: 4 } }, `${capital(label)}: ${words}.`),
    ),
    picture(report, chart),
    h(
      Section,
      null,
      sums.map(({ name, value, note }) => row(name, note ? `${value} (${note.toLowerCase()})` : value)),
    ),
    ...part(
      'Best sellers',
      sellers.slice(0, 5).map((one) => row(`${one.quantity} × ${one.name}`, one.amount)),
    ),
    ...part(
      'Low stock',
      stock.slice(0, 10).map(({ name, left }) => row(name, left)),
    ),
    ...part('Functions', [
      h(Text, { key: 'work', style: cell }, report.work),
      ...failed.map(({ name, runs, errors }) => row(name, `${errors} of ${runs} failed`)),
    ]),
    h(Hr, { style: { ...line, margin: '28px 0 20px' } }),
    h(
      Text,
      { style: text },
      `All ${parts.length} ${report.unit}s, and the CSV and PDF files, are on `,
      h(Link, { href: address, style: link }, 'the page of this report'),
      '.',
    ),
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function picture({ parts }: ReportText, { source, width, height }: Picture): ReactElement {
  const [first, middle, last] = [parts[0], parts[Math.floor(parts.length / 2)], parts.at(-1)]
  const axis = (align: string, label = '') => h(Column, { align, style: small }, label)
  const alt = `Revenue from ${first?.label} to ${last?.label}, and refunds below it. The numbers follow.`
  return h(
    Section,
    { style: { margin: '24px 0' } },
    h(Img, { src: source, alt, width, height, style: { width: '100%', height: 'auto' } }),
    h(Row, null, axis('left', first?.label), axis('center', middle?.label), axis('right', last?.label)),
  )
}

function part(name: string, rows: ReactNode[]): ReactElement[] {
  if (rows.length === 0) return []
  return [h(Heading, { key: name, as: 'h2', style: title }, name), h(Section, { key: `${name} rows` }, ...rows)]
}

function row(name: string, value: string): ReactElement {
  return h(
    Row,
    { key: name },
    h(Column, null, h(Text, { style: cell }, name)),
    // These columns are as narrow as their text; the name gets the remaining width.
    h(Column, { style: { width: '1%', verticalAlign: 'top' } }, h(Text, { style: numberCell }, value)),
  )
}
