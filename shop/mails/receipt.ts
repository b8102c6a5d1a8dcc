// Written with createElement: these files run in plain Node, which strips types but does not know JSX.
import { createElement, type ElementType, type ReactElement, type ReactNode } from 'react'
import { Body, Column, Container, Head, Heading, Hr, Html, Link, Preview, Row, Section, Text } from 'react-email'
import { formatMoney, type Money } from '#lib/money.ts'
import type { Order } from '#shop/types.ts'

const h = (type: ElementType, props: object | null, ...children: ReactNode[]): ReactElement =>
  createElement(type, props, ...children)

const ink = '#26211b'
const quiet = '#6d6355'
const text = { color: ink, fontSize: 16, lineHeight: '24px', margin: '0 0 16px' }
const small = { color: quiet, fontSize: 14, lineHeight: '20px', margin: 0 }
const amount = { ...text, margin: 0, textAlign: 'right' as const, whiteSpace: 'nowrap' as const }

function sumRow(label: string, money: Money, strong = false): ReactElement {
  const weight = { fontWeight: strong ? 600 : 400 }
  return h(
    Row,
    { key: label },
    h(Column, null, h(Text, { style: { ...text, ...weight, margin: 0 } }, label)),
    h(Column, { style: { width: 110 } }, h(Text, { style: { ...amount, ...weight } }, formatMoney(money))),
  )
}

/**
 * The receipt of an order.
 * @param link opens the order's page without signing in
 */
export function receiptMail(order: Order, link: string): ReactElement {
  const { address } = order
  const lines = order.lines.map((line) =>
    h(
      Row,
      { key: line.sku, style: { marginBottom: 12 } },
      h(
        Column,
        null,
        h(Text, { style: { ...text, margin: 0 } }, `${line.quantity} × ${line.name}`),
        h(Text, { style: small }, `${line.finish}, ${line.sku}`),
      ),
      h(Column, { style: { width: 110, verticalAlign: 'top' } }, h(Text, { style: amount }, formatMoney(line.total))),
    ),
  )
  return h(
    Html,
    { lang: 'en' },
    h(Head, null, h('meta', { name: 'color-scheme', content: 'light' })),
    h(Preview, null, `Order ${order.number}: the light is paid for.`),
    h(
      Body,
      {
        style: {
          backgroundColor: '#f6f1e8',
          fontFamily: 'system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif',
          margin: 0,
        },
      },
      h(
        Container,
        { style: { maxWidth: 560, padding: '40px 20px' } },
        h(
          Heading,
          { as: 'h1', style: { color: ink, fontSize: 26, fontWeight: 600, lineHeight: '32px', margin: '0 0 16px' } },
          'Thank you. It is on its way to being light.',
        ),
        h(
          Text,
          { style: text },
          `This is your receipt for order ${order.number}. You can follow the parcel on `,
          h(Link, { href: link, style: { color: ink, textDecoration: 'underline' } }, 'the page of your order'),
          '.',
        ),
        h(Hr, { style: { borderColor: '#ddd3c2', margin: '24px 0' } }),
        h(Section, null, lines),
        h(Hr, { style: { borderColor: '#ddd3c2', margin: '12px 0 20px' } }),
        h(
          Section,
          null,
          sumRow('Lamps', order.subtotal),
          sumRow('Delivery', order.shipping),
          sumRow('Total', order.total, true),
        ),
        h(Text, { style: { ...small, margin: '4px 0 24px' } }, `Of which VAT (21 %): ${formatMoney(order.tax)}`),
        address
          ? h(
              Text,
              { style: text },
              'It goes to:',
              h('br', null),
              [address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`, address.country]
                .filter(Boolean)
                .flatMap((part, index) => (index === 0 ? [part] : [h('br', { key: index }), part])),
            )
          : null,
        h(
          Text,
          { style: small },
          'Nightlight is a demo store: no money moved, and no lamp will arrive. Should you wish it did, so do we.',
        ),
      ),
    ),
  )
}
