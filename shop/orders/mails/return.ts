import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { h, inLines, link, mailPage, text, whole } from '#shop/mail/layout.ts'
import { lampRows } from '#shop/orders/mails/lamps.ts'
import { writeReturnTime } from '#shop/orders/promises.ts'
import type { Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

/**
 * Tells a shopper how to return an order: until when, and to which address.
 * @param address opens the order's page without signing in
 */
export function returnMail(order: Order, address: string): ReactElement {
  const { number, lines } = order
  const time = writeReturnTime(order)
  return mailPage(
    `Send it ${time}.`,
    'Your return',
    h(
      Text,
      { style: text },
      'You want to return order ',
      whole(number),
      '. Pack the lamps as they came, and write the order number on the parcel. Hand it to any carrier ',
      h('strong', null, whole(time)),
      ', with this address:',
    ),
    h(Text, { style: text }, ...inLines(shop.returns.address)),
    h(Text, { style: text }, 'When it has arrived, we refund you to the same payment method.'),
    lampRows(lines),
    h(
      Text,
      { style: text },
      h(Link, { href: address, style: link }, 'The page of your order'),
      ' shows its status. If you decide to keep the order, you do not need to do anything.',
    ),
  )
}
