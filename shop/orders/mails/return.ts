import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { h, link, mailPage, text } from '#shop/mail/layout.ts'
import type { Order } from '#shop/orders/types.ts'

/**
 * Tells a shopper how to return an order.
 * @param address opens the order's page without signing in
 */
export function returnMail({ number, lines }: Order, address: string): ReactElement {
  const lamps = lines.map(({ name, finish, quantity }) => `${quantity} × ${name} in ${finish.toLowerCase()}`).join(', ')
  return mailPage(
    `How to return order ${number}.`,
    'Your return',
    h(
      Text,
      { style: text },
      `You want to return order ${number} (${lamps}). Pack the lamps as they came, write the order number on the parcel, and hand it to any carrier within two weeks. When it has arrived, we refund you to the same payment method.`,
    ),
    h(
      Text,
      { style: text },
      h(Link, { href: address, style: link }, 'The page of your order'),
      ' shows its status. If you decide to keep the order, you do not need to do anything.',
    ),
  )
}
