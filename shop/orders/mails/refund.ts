import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { formatMoney, type Money } from '#lib/money.ts'
import { h, link, mailPage, text, whole } from '#shop/mail/layout.ts'

/** https://support.stripe.com/questions/customer-refund-processing-time: 5 to 10 business days. */
const bankDays = 10

/**
 * Tells a shopper about a refund.
 * @param address opens the order's page without signing in
 */
export function refundMail(number: string, amount: Money, address: string): ReactElement {
  return mailPage(
    `${formatMoney(amount)} refunded for order ${number}.`,
    `${formatMoney(amount)} refunded`,
    h(
      Text,
      { style: text },
      `We have refunded ${formatMoney(amount)} of order `,
      whole(number),
      ` to the payment method you used. Banks take up to ${bankDays} working days to show it. `,
      h(Link, { href: address, style: link }, 'The page of your order'),
      ' has the details.',
    ),
  )
}
