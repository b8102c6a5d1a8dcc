import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Resend } from 'resend'
import { onTestFinished } from 'vitest'
import { type MailOptions, startMail } from '#local/mail/server.ts'

export const apiKey = 're_local'

/** The service on a free port with the official SDK. It is closed when the test ends, or earlier by `close`. */
export async function openBench(options: Partial<MailOptions> = {}) {
  const mail = await startMail({ port: 0, file: ':memory:', apiKey, ...options })
  let open = true
  const close = async () => {
    if (open) await mail.close()
    open = false
  }
  onTestFinished(close)
  const read = async (path: string) => {
    const response = await fetch(mail.url + path)
    return { status: response.status, headers: response.headers, body: await response.text() }
  }
  return { url: mail.url, deliver: mail.deliver, close, read, resend: new Resend(apiKey, { baseUrl: mail.url }) }
}

export const receipt = {
  from: 'Lamps <hello@shop.example>',
  to: 'mara@example.com',
  subject: 'Your lamps are on their way',
  html: '<p>Thank you. <a href="http://localhost:3000/orders/1?key=a&amp;b=c">Your order</a></p>',
  text: 'Thank you. http://localhost:3000/orders/1?key=a&b=c',
}

export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-mail-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'mail.sqlite')
}
