import type { ReactElement } from 'react'
import { Column, Hr, Link, Row, Section, Text } from 'react-email'
import { formatMoney } from '#lib/money.ts'
import { h, line, link, mailPage, small, text, whole } from '#shop/mail/layout.ts'
import { addressText, lampRows } from '#shop/orders/mails/lamps.ts'
import { writeNextMails } from '#shop/orders/promises.ts'
import type { Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

const amount = { ...text, margin: 0, textAlign: 'right', whiteSpace: 'nowrap' }
const amountColumn = { width: 110, verticalAlign: 'top' }

/**
 * The receipt of an order.
 * @param address opens the order's page without signing in
 */
export function receiptMail(order: Order, address: string): ReactElement {
  return mailPage(
    `Payment received for order ${order.number}.`,
    'Order confirmed',
    h(
      Text,
      { style: text },
      'Payment received. This is your receipt for order ',
      whole(order.number),
      `. ${writeNextMails(order)} `,
      h(Link, { href: address, style: link }, 'The page of your order'),
      ' shows where it is.',
    ),
    h(Hr, { style: { ...line, margin: '24px 0' } }),
    lampRows(order.lines, ({ total }) =>
      h(Column, { style: amountColumn }, h(Text, { style: amount }, formatMoney(total))),
    ),
    h(Hr, { style: { ...line, margin: '12px 0 20px' } }),
    h(
      Section,
      null,
      sumRow('Subtotal', formatMoney(order.subtotal), 400),
      sumRow('Shipping', order.shipping.amount === 0 ? 'Free' : formatMoney(order.shipping), 400),
      sumRow('Total', formatMoney(order.total), 600),
    ),
    h(
      Text,
      { style: { ...small, margin: '4px 0 24px' } },
      `Includes VAT (${order.taxRate.toLocaleString(shop.locale)} %): ${formatMoney(order.tax)}`,
    ),
    order.address && addressText(order.address),
  )
}

function sumRow(label: string, value: string, fontWeight: number): ReactElement {
  return h(
    Row,
    null,
    h(Column, null, h(Text, { style: { ...text, fontWeight, margin: 0 } }, label)),
    h(Column, { style: amountColumn }, h(Text, { style: { ...amount, fontWeight } }, value)),
  )
}
