import type { ReactElement } from 'react'
import { Column, Link, Row, Section, Text } from 'react-email'
import { h, link, mailPage, small, text } from '#shop/mail/layout.ts'
import { writeCounted, writeQuantity, writeReason } from '#shop/reports/stock.ts'
import type { StockLine, StockReport } from '#shop/reports/types.ts'

const amount = { ...text, margin: 0, textAlign: 'right', whiteSpace: 'nowrap' }

/**
 * Tells the owner which finishes to reorder, and why.
 * @param siteUrl the shop's base URL
 */
export function stockMail(report: StockReport, siteUrl: string): ReactElement {
  const { lines } = report
  const first = lines[0]
  return mailPage(
    first ? `${first.name}, ${first.finish}: ${writeReason(first)}.` : 'Nothing.',
    lines.length === 1 ? 'One finish should be reordered.' : `${lines.length} finishes should be reordered.`,
    h(
      Text,
      { style: text },
      `At the sales of the last four weeks, these sell out before a new delivery can arrive. The stock is that of ${writeCounted(report)}. The quantities cover the lead time and four more weeks. `,
      h(Link, { href: `${siteUrl}/admin/reports`, style: link }, 'The list in the admin'),
      ' links to each lamp, where you can change its lead time.',
    ),
    h(Section, null, lines.map(row)),
  )
}

function row(line: StockLine): ReactElement {
  return h(
    Row,
    { key: line.variantId, style: { marginBottom: 12 } },
    h(
      Column,
      null,
      h(Text, { style: { ...text, margin: 0 } }, `${line.name}, ${line.finish}`),
      h(Text, { style: small }, `${writeReason(line)} (${line.sku})`),
    ),
    h(Column, { style: { width: '1%', verticalAlign: 'top' } }, h(Text, { style: amount }, writeQuantity(line))),
  )
}
