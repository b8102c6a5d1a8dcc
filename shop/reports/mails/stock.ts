import type { ReactElement } from 'react'
import { Column, Link, Row, Section, Text } from 'react-email'
import { h, link, mailPage, small, text } from '#shop/mail/layout.ts'
import { writeQuantity, writeReason } from '#shop/reports/stock.ts'
import type { StockLine } from '#shop/reports/types.ts'

const amount = { ...text, margin: 0, textAlign: 'right', whiteSpace: 'nowrap' }

/**
 * What to reorder, and why.
 * @param siteUrl where the shop is
 */
export function stockMail(lines: readonly StockLine[], siteUrl: string): ReactElement {
  const first = lines[0]
  return mailPage(
    first ? `${first.name}, ${first.finish}: ${writeReason(first)}.` : 'Nothing.',
    lines.length === 1 ? 'One finish should be reordered.' : `${lines.length} finishes should be reordered.`,
    h(
      Text,
      { style: text },
      'By what the last four weeks sold, these will not last until more can be here. The numbers are enough for the delivery and four weeks more. ',
      h(Link, { href: `${siteUrl}/admin/reports`, style: link }, 'The same list'),
      ' leads to each lamp, where you can say how long its delivery takes.',
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
