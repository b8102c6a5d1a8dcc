import type { ReactElement } from 'react'
import { Text } from 'react-email'
import { h, mailPage, small, text } from '#shop/mail/layout.ts'

/** A shopper's question, for the people of the shop. @param email who an answer goes to */
export function questionMail(message: string, email: string): ReactElement {
  return mailPage(
    message.slice(0, 120),
    'Somebody asks',
    h(Text, { style: { ...text, whiteSpace: 'pre-wrap' } }, message),
    h(Text, { style: { ...small, margin: '0 0 24px' } }, `An answer to this mail goes to ${email}.`),
  )
}
