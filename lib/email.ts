import type { ReactElement } from 'react'
import { render, toPlainText } from 'react-email'
import { Resend } from 'resend'
import type { Env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { inSpan } from '#lib/span.ts'
import { shop } from '#shop.config.ts'

export type Mail = {
  to: string
  subject: string
  body: ReactElement
  /** who receives a reply; the shop's own address unless told */
  replyTo?: string
  /** The same key sends at most one mail within 24 hours (https://resend.com/docs/dashboard/emails/idempotency-keys). */
  idempotencyKey: string
  /** Inline images; the HTML refers to one as `cid:` and its content id. */
  pictures?: Picture[]
}

export type Picture = { filename: string; contentId: string; contentType: string; bytes: Uint8Array }

export type Mailer = {
  /**
   * Sends a mail as HTML and as text and returns the provider's id.
   * @throws ShopError invalid when the provider refuses this mail for good; Error when a retry may succeed
   */
  send(mail: Mail): Promise<string>
}

// Quoted, since a name may hold commas: https://www.rfc-editor.org/rfc/rfc5322#section-3.4
const sender = `${/^[\w ]+$/.test(shop.name) ? shop.name : JSON.stringify(shop.name)} <${shop.mail.sender}>`

/** Statuses of a mail that stays wrong, such as one to what is no address: https://resend.com/docs/api-reference/errors */
const neverTaken = [400, 422]

/** Mail through Resend (https://resend.com/docs/api-reference). */
export function createMailer(env: Env): Mailer {
  const resend = new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_BASE_URL })
  return {
    async send({ to, subject, body, replyTo = shop.mail.replyTo, idempotencyKey, pictures = [] }) {
      const html = await render(body)
      const attachments = pictures.map(({ bytes, ...picture }) => ({ ...picture, content: toBase64(bytes) }))
      const mail = {
        ...{ from: sender, to, subject, html, text: toPlainText(html), replyTo },
        ...(attachments.length > 0 ? { attachments } : {}),
      }
      return await inSpan(
        'mail send',
        { kind: 'client', attributes: { 'mail.attachments': attachments.length } },
        async () => {
          const { data, error } = await resend.emails.send(mail, { idempotencyKey })
          if (error && neverTaken.includes(error.statusCode ?? 0))
            throw new ShopError('invalid', `The mail service refused it: ${error.message}`)
          if (error) throw new Error(`mail: ${error.message} (${error.name})`)
          return data.id
        },
      )
    },
  }
}

/** Encodes in chunks, because String.fromCharCode cannot take every byte of a large file as an argument. */
function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 8192) {
    text += String.fromCharCode(...bytes.subarray(index, index + 8192))
  }
  return btoa(text)
}
