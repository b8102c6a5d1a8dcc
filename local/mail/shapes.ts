import type { Mail } from '#local/mail/mails.ts'

export const domainName = 'nightlight.example'

const timestamp = (time: number) => new Date(time).toISOString().replace('Z', '+00:00')

/** A mail in a list: https://resend.com/docs/api-reference/emails/list-emails */
export function listShape({ id, from, to, cc, bcc, reply_to, subject, created }: Mail) {
  return {
    id,
    message_id: `<${id}@${domainName}>`,
    to,
    from,
    created_at: timestamp(created),
    subject,
    bcc,
    cc,
    reply_to,
    last_event: 'delivered',
    scheduled_at: null,
  }
}

/** A mail by its id: https://resend.com/docs/api-reference/emails/retrieve-email */
export function mailShape(mail: Mail) {
  const { html, text, tags } = mail
  return { object: 'email', ...listShape(mail), html, text, tags, topic_id: null }
}

/** The one domain there is, verified: https://resend.com/docs/api-reference/domains/list-domains */
export function domainList() {
  const domain = {
    id: 'd91cd9bd-1176-453e-8fc1-35364d380206',
    name: domainName,
    status: 'verified',
    created_at: timestamp(Date.UTC(2026, 0, 1)),
    region: 'eu-west-1',
    capabilities: { sending: 'enabled', receiving: 'disabled' },
  }
  return { object: 'list', has_more: false, data: [domain] }
}
