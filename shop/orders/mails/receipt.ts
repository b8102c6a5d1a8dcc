import type { ReactElement, ReactNode } from 'react'
import { Column, Hr, Link, Row, Section, Text } from 'react-email'
import { formatMoney, type Money } from '#lib/money.ts'
import { h, line, link, mailPage, small, text } from '#shop/mail/layout.ts'
import type { Address, Order, OrderLine } from '#shop/orders/types.ts'
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
      `Payment received. This is your receipt for order ${order.number}. You can track it on `,
      h(Link, { href: address, style: link }, 'the page of your order'),
      '.',
    ),
    h(Hr, { style: { ...line, margin: '24px 0' } }),
    h(Section, null, order.lines.map(lineRow)),
    h(Hr, { style: { ...line, margin: '12px 0 20px' } }),
    h(
      Section,
      null,
      sumRow('Subtotal', order.subtotal, 400),
      sumRow('Shipping', order.shipping, 400),
      sumRow('Total', order.total, 600),
    ),
    h(
      Text,
      { style: { ...small, margin: '4px 0 24px' } },
      `Includes VAT (${order.taxRate.toLocaleString(shop.locale)} %): ${formatMoney(order.tax)}`,
    ),
    order.address && h(Text, { style: text }, 'Delivery address:', ...addressLines(order.address)),
  )
}

function lineRow({ sku, quantity, name, finish, total }: OrderLine): ReactElement {
  return h(
    Row,
    { key: sku, style: { marginBottom: 12 } },
    h(
      Column,
      null,
      h(Text, { style: { ...text, margin: 0 } }, `${quantity} × ${name}`),
      h(Text, { style: small }, `${finish}, ${sku}`),
    ),
    h(Column, { style: amountColumn }, h(Text, { style: amount }, formatMoney(total))),
  )
}

function sumRow(label: string, money: Money, fontWeight: number): ReactElement {
  return h(
    Row,
    null,
    h(Column, null, h(Text, { style: { ...text, fontWeight, margin: 0 } }, label)),
    h(Column, { style: amountColumn }, h(Text, { style: { ...amount, fontWeight } }, formatMoney(money))),
  )
}

function addressLines({ name, line1, line2, postalCode, city, country }: Address): ReactNode[] {
  return [name, line1, line2, `${postalCode} ${city}`, country]
    .filter(Boolean)
    .flatMap((part, index) => [h('br', { key: index }), part])
}
