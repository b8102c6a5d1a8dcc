import type { ReactElement } from 'react'
import { Link, Section, Text } from 'react-email'
import type { Finding } from '#shop/health/types.ts'
import { h, link, mailPage, small, text, whole } from '#shop/mail/layout.ts'

/** The database returns at most this many findings, so a full list may be incomplete. */
const mostFindings = 50

/** Summarises findings in one line: "3 checks failed". */
export function findingsSubject({ length }: readonly Finding[]): string {
  if (length === 1) return 'One check failed'
  return `${length === mostFindings ? 'At least ' : ''}${length} checks failed`
}

/**
 * Tells the owner what the nightly check found.
 * @param siteUrl the shop's base URL
 */
export function findingsMail(findings: readonly Finding[], siteUrl: string): ReactElement {
  const many = findings.length > 1
  return mailPage(
    `Violated: ${findings[0]?.promise}.`,
    `${findingsSubject(findings)}.`,
    h(
      Text,
      { style: text },
      `The nightly check of the database found ${many ? 'these violations' : 'this violation'}. Orders among them are marked as needing attention. `,
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
  if (!orderId) return `Violated by ${detail}.`
  return [
    'Violated by ',
    h(
      Link,
      { key: 'order', href: `${siteUrl}/admin/orders/${orderId}`, style: link },
      'order ',
      whole(orderNumber ?? ''),
    ),
    '.',
  ]
}
