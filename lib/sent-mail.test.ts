import { Resend } from 'resend'
import { expect, onTestFinished, test } from 'vitest'
import type { Env } from '#lib/env.ts'
import { readMail } from '#lib/sent-mail.ts'
import { listen } from '#local/listen.ts'
import { createMail } from '#local/mail/server.ts'

const key = 're_local_key'

test('reads the HTML of a mail that was sent; of another there is none', async () => {
  const mail = createMail({ file: ':memory:', apiKey: key, domains: ['example.com'] })
  const server = await listen(mail.fetch)
  onTestFinished(async () => {
    await server.close()
    mail.close()
  })
  const env = { RESEND_API_KEY: key, RESEND_BASE_URL: server.url } as Env
  const draft = { from: 'shop@example.com', to: 'ada@example.org', subject: 'Receipt', html: '<p>Moth</p>' }
  const { data } = await new Resend(key, { baseUrl: server.url }).emails.send(draft)
  expect(await readMail(env, data?.id ?? '')).toBe('<p>Moth</p>')
  expect(await readMail(env, '00000000-0000-4000-8000-000000000000')).toBeNull()
  expect(await readMail({ ...env, RESEND_API_KEY: 're_other' }, data?.id ?? '')).toBeNull()
})
