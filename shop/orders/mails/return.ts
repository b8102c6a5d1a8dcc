import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { h, link, mailPage, text } from '#shop/mail/layout.ts'
import type { Order } from '#shop/orders/types.ts'

/**
 * Tells a shopper how an order goes back.
 * @param address opens the order's page without signing in
 */
export function returnMail({ number, lines }: Order, address: string): ReactElement {
  const lamps = lines.map(({ name, finish, quantity }) => `${quantity} × ${name} in ${finish.toLowerCase()}`).join(', ')
  return mailPage(
    `How ${number} comes back to us.`,
    'It may come back.',
    h(
      Text,
      { style: text },
      `You want to return order ${number} (${lamps}). Pack the lamps as they came, write the number of the order on the parcel, and hand it to any carrier within two weeks. When it is here, we pay it back the way you paid.`,
    ),
    h(
      Text,
      { style: text },
      h(Link, { href: address, style: link }, 'The page of your order'),
      ' follows it. Should you keep it after all, simply do not send it.',
    ),
  )
}
