import type { Draft, Mail } from '#local/mail/mails.ts'
import { Refusal } from '#local/mail/refusal.ts'

/** The verified domain by default. */
export const defaultDomain = 'shop.example'

/** The address inside `email@example.com` or `Name <email@example.com>`, in lower case. */
export function bareAddress(written: string): string {
  return (/<([^<>]*)>$/.exec(written)?.[1] ?? written).toLowerCase()
}

/** The domain of an address in either form, in lower case. */
export function domainOf(written: string): string {
  return bareAddress(written).split('@').at(-1) ?? ''
}

/**
 * Throws Refusal 403 unless the sender's domain is verified; a subdomain needs its own verification.
 * Everybody may send from `resend.dev` to the test addresses:
 * https://resend.com/docs/api-reference/errors
 */
export function checkSender({ from, to, cc, bcc }: Draft, domains: readonly string[]): void {
  const domain = domainOf(from)
  if (domains.includes(domain)) return
  if (domain === 'resend.dev') {
    if ([to, cc, bcc].every((list) => (list ?? []).every((one) => testEvent(one)))) return
    const message = `You can only send testing emails to your own email address. To send emails to other recipients, please verify a domain at resend.com/domains, and change the \`from\` address to an email using this domain.`
    throw new Refusal(403, 'validation_error', message)
  }
  const message = `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`
  throw new Refusal(403, 'validation_error', message)
}

const exampleDomains = /@(?:[^@]+\.)?(?:example\.(?:com|net|org)|test\.com)$/

/**
 * Throws Refusal 422 for a recipient at a domain that is reserved for examples:
 * https://resend.com/docs/knowledge-base/what-email-addresses-to-use-for-testing
 */
export function checkRecipients({ to, cc, bcc }: Draft): void {
  for (const [field, list] of Object.entries({ to, cc, bcc })) {
    if (!(list ?? []).some((one) => exampleDomains.test(bareAddress(one)))) continue
    const message = `Invalid \`${field}\` field. Please use our testing email address instead of domains like \`example.com\`.`
    throw new Refusal(422, 'validation_error', message)
  }
}

const testEvents = ['bounced', 'complained', 'suppressed', 'delivered'] as const

/** The last event of a mail to a test address: https://resend.com/docs/dashboard/emails/send-test-emails */
function testEvent(written: string): (typeof testEvents)[number] | undefined {
  const name = /^([a-z]+)(?:\+[^@]*)?@resend\.dev$/.exec(bareAddress(written))?.[1]
  return testEvents.find((event) => event === name)
}

// Milliseconds before the last event: long enough to see `sent`, short enough for a test.
const underWay = 500

/** The last event of a mail: first `sent`, then the event of its test address, or `delivered`. */
export function lastEventOf(mail: Mail, now: number): string {
  if (now - mail.created < underWay) return 'sent'
  const events = [mail.to, mail.cc, mail.bcc].flatMap((list) => (list ?? []).map(testEvent))
  return testEvents.find((event) => events.includes(event)) ?? 'delivered'
}
