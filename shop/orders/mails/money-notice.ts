import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { dayOf, writeDay } from '#lib/days.ts'
import { formatMoney } from '#lib/money.ts'
import { h, link, mailPage, text, whole } from '#shop/mail/layout.ts'
import type { DisputeNotice, RefundNotice } from '#shop/orders/money-notices.ts'

/** Tells the owner that a refund failed and that the shop still owes the money. */
export function failedRefundMail(
  { orderId, number, amount, error, trace }: RefundNotice,
  siteUrl: string,
): ReactElement {
  const sum = formatMoney(amount)
  return mailPage(
    `${sum} of order ${number} is still owed.`,
    `A refund of ${sum} failed.`,
    h(Text, { style: text }, error),
    h(
      Text,
      { style: text },
      'The shopper of order ',
      whole(number),
      ` is still owed ${sum}. `,
      h(Link, { href: `${siteUrl}/admin/orders/${orderId}`, style: link }, 'Open the order'),
      ' to refund it again, or refund it another way. ',
      h(Link, { href: `${siteUrl}/admin/traces/${trace}`, style: link }, 'See what ran'),
      '.',
    ),
  )
}

export const disputeSubject = ({ number, isOpen, status }: DisputeNotice): string =>
  isOpen ? `Disputed: order ${number}` : `The dispute about order ${number} is ${outcomeOf(status)}`

/** Tells the owner that a shopper disputes a payment, or how the dispute ended. */
export function disputeMail(notice: DisputeNotice, siteUrl: string): ReactElement {
  const { orderId, number, amount, reason, isOpen, status, dueAt } = notice
  const sum = formatMoney(amount)
  const due = dueAt === null ? '' : ` Answer it at Stripe until ${writeDay(dayOf(new Date(dueAt)))}.`
  const outcome =
    status === 'lost' ? `The bank keeps ${sum}.` : `${sum} stays with the shop, and the order goes on if it was held.`
  return mailPage(
    `${sum} of order ${number}.`,
    isOpen ? `A payment of ${sum} is disputed.` : `The dispute is ${outcomeOf(status)}.`,
    h(
      Text,
      { style: text },
      isOpen ? `The shopper's bank gives this reason: ${reason.replaceAll('_', ' ')}. ` : `${outcome} `,
      ...(isOpen ? ['Order ', whole(number), ` is not packed or sent as long as the dispute is open.${due} `] : []),
      h(Link, { href: `${siteUrl}/admin/orders/${orderId}`, style: link }, 'Open the order'),
      '.',
    ),
  )
}

/** https://docs.stripe.com/api/disputes/object#dispute_object-status */
function outcomeOf(status: string): string {
  return status === 'won' || status === 'lost' ? status : 'closed'
}
