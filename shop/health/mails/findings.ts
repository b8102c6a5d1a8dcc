import type { ReactElement } from 'react'
import { Link, Section, Text } from 'react-email'
import type { Finding } from '#shop/health/types.ts'
import { h, link, mailPage, small, text } from '#shop/mail/layout.ts'

/** A list that is full may not be whole. */
const mostFindings = 50

/** What a mail of findings is about, in a line: "3 things do not hold". */
export function findingsSubject({ length }: readonly Finding[]): string {
  if (length === 1) return 'One thing does not hold'
  return `${length === mostFindings ? 'At least ' : ''}${length} things do not hold`
}

/**
 * Tells the owner what the nightly check found.
 * @param siteUrl where the shop is
 */
export function findingsMail(findings: readonly Finding[], siteUrl: string): ReactElement {
  const many = findings.length > 1
  return mailPage(
    `${findings[0]?.promise}: not so.`,
    `${findingsSubject(findings)}.`,
    h(
      Text,
      { style: text },
      `The nightly check asked the database for everything that must hold. ${many ? 'These do' : 'This does'} not. Orders among them are marked, and go nowhere by themselves that they should not. `,
      h(Link, { href: `${siteUrl}/admin`, style: link }, 'The dashboard'),
      ' has the list.',
    ),
    ...findings.map((finding) =>
      h(
        Section,
        { key: finding.id, style: { marginBottom: 16 } },
        h(Text, { style: { ...text, margin: 0 } }, `${finding.invariant}: ${finding.promise}.`),
        h(Text, { style: small }, subject(finding, siteUrl)),
      ),
    ),
  )
}

function subject({ orderId, orderNumber, detail }: Finding, siteUrl: string) {
  if (!orderId) return `Not so for ${detail}.`
  return [
    'Not so for ',
    h(Link, { key: 'order', href: `${siteUrl}/admin/orders/${orderId}`, style: link }, `order ${orderNumber}`),
    '.',
  ]
}
