import type { ReactElement, ReactNode } from 'react'
import { Link, Text } from 'react-email'
import { h, link, mailPage, text, whole } from '#shop/mail/layout.ts'
import { addressText, lampRows } from '#shop/orders/mails/lamps.ts'
import { trackingUrl, writeNextMails, writeReturnTime } from '#shop/orders/promises.ts'
import type { Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

const { carrier } = shop.delivery

/**
 * Tells a shopper that the parcel has left, and with whom.
 * @param address opens the order's page without signing in
 */
export function shippedMail(order: Order, address: string): ReactElement {
  const { number, lines } = order
  return mailPage(
    `${carrier.name} has your parcel.`,
    'Your parcel is on its way',
    h(Text, { style: text }, 'Order ', whole(number), ` has left us with ${carrier.name}. `, ...tracking(order), '.'),
    h(Text, { style: text }, `${writeNextMails(order)} Until then, `, page(address), ' shows where it is.'),
    lampRows(lines),
    order.address && addressText(order.address),
  )
}

/**
 * Tells a shopper that the parcel has arrived, and how long it may be returned.
 * @param address opens the order's page without signing in
 */
export function deliveredMail(order: Order, address: string): ReactElement {
  const { number, lines, returnRequestedAt } = order
  return mailPage(
    `${carrier.name} has delivered your parcel.`,
    'Your parcel has arrived',
    h(
      Text,
      { style: text },
      `${carrier.name} has delivered order `,
      whole(number),
      '. If it is not with you, or something is wrong with it, reply to this mail.',
    ),
    returnRequestedAt === null &&
      h(
        Text,
        { style: text },
        'If it does not suit, you can return it ',
        whole(writeReturnTime(order)),
        ': tell the assistant on ',
        page(address),
        '.',
      ),
    lampRows(lines),
  )
}

const page = (address: string) => h(Link, { href: address, style: link }, 'the page of your order')

function tracking({ trackingNumber }: Order): ReactNode[] {
  if (trackingNumber === null) return ['It has no tracking number']
  const url = trackingUrl(trackingNumber)
  const number = whole(trackingNumber)
  return ['Its tracking number is ', url ? h(Link, { href: url, style: link }, number) : number]
}
