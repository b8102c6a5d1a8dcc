import { createHash } from 'node:crypto'
import { domainOf, lastEventOf } from '#local/mail/domains.ts'
import type { Mail } from '#local/mail/mails.ts'

const timestamp = (time: number) => new Date(time).toISOString().replace('Z', '+00:00')

/** A mail in a list: https://resend.com/docs/api-reference/emails/list-emails */
export function listShape(mail: Mail, now: number) {
  const { id, from, to, cc, bcc, reply_to, subject, created } = mail
  return {
    id,
    message_id: `<${id}@${domainOf(from)}>`,
    to,
    from,
    created_at: timestamp(created),
    subject,
    bcc,
    cc,
    reply_to,
    last_event: lastEventOf(mail, now),
    scheduled_at: null,
  }
}

/** A mail by its id: https://resend.com/docs/api-reference/emails/retrieve-email */
export function mailShape(mail: Mail, now: number) {
  const { html, text, tags } = mail
  return { object: 'email', ...listShape(mail, now), html, text, tags, topic_id: null }
}

/** The verified domains: https://resend.com/docs/api-reference/domains/list-domains */
export function domainList(domains: readonly string[]) {
  const data = domains.map((name) => ({
    id: idOf(name),
    name,
    status: 'verified',
    created_at: timestamp(Date.UTC(2026, 0, 1)),
    region: 'eu-west-1',
    capabilities: { sending: 'enabled', receiving: 'disabled' },
  }))
  return { object: 'list', has_more: false, data }
}

/** A UUID that is the same for a domain at every start. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
