import type { ReactElement } from 'react'
import { Text } from 'react-email'
import { shorten } from '#lib/cut.ts'
import { h, inLines, mailPage, small, text } from '#shop/mail/layout.ts'

/** Forwards a shopper's question to the staff. @param email the shopper's address, for replies */
export function questionMail(message: string, email: string): ReactElement {
  return mailPage(
    shorten(message, 120),
    'Question from a customer',
    h(Text, { style: text }, ...inLines(message.split('\n'))),
    h(Text, { style: { ...small, margin: '0 0 24px' } }, `Your reply goes to ${email}.`),
  )
}
