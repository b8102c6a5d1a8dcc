import { Resend } from 'resend'
import { expect, test } from 'vitest'
import { apiKey, openBench, receipt } from '#local/mail/testing.ts'

const addressForms = 'needs to follow the `email@example.com` or `Name <email@example.com>` format'

test.each([
  [{ to: undefined }, 'missing_required_field', 'Missing `to` field.'],
  [{ to: [] }, 'missing_required_field', 'Missing `to` field.'],
  [{ from: '' }, 'missing_required_field', 'Missing `from` field.'],
  [{ subject: undefined }, 'missing_required_field', 'Missing `subject` field.'],
  [{ html: undefined, text: undefined }, 'missing_required_field', 'Missing `html` or `text` field.'],
  [{ from: 'Nightlight' }, 'validation_error', `Invalid \`from\` field. The email address ${addressForms}`],
  [{ from: 'a@b.example, c@d.example' }, 'validation_error', 'Invalid `from` field.'],
  [{ to: ['mara@example.com', 'mara@localhost'] }, 'validation_error', 'Invalid `to` field.'],
  [{ cc: 'Mara <mara@example.com' }, 'validation_error', 'Invalid `cc` field.'],
  [{ reply_to: [7] }, 'validation_error', 'Invalid `reply_to` field.'],
  [{ to: 'john,doe@example.com' }, 'validation_error', 'Invalid `to` field.'],
  [{ to: Array(51).fill('a@b.example') }, 'validation_error', '`to` field has a maximum of 50 recipients'],
  [{ cc: Array(51).fill('a@b.example') }, 'validation_error', '`cc` field has a maximum of 50 recipients'],
  [{ bcc: Array(51).fill('a@b.example') }, 'validation_error', '`bcc` field has a maximum of 50 recipients'],
  [{ subject: 'x'.repeat(999) }, 'validation_error', 'at most 998 characters'],
  [{ subject: 'Hello\r\nBcc: all@example.com' }, 'validation_error', 'not allowed in the `subject` field'],
  [{ html: 7 }, 'validation_error', 'The `html` field must be a `string`.'],
  [{ headers: { 'X-Order': '1\nBcc: all@example.com' } }, 'validation_error', '`headers` field'],
  [{ tags: [{ name: 'kind', value: 'très' }] }, 'validation_error', 'Tags should only contain ASCII'],
  [{ attachments: [{ filename: 'a.txt' }] }, 'invalid_attachment', 'either a `content` or `path`'],
  [{ attachments: [{ filename: 'a.txt', content: 'no base64!' }] }, 'invalid_attachment', 'base64'],
  [{ attachments: [{ path: 'http://127.0.0.1:1/a.txt' }] }, 'invalid_attachment', 'could not be fetched: nobody'],
  [{ attachments: [{ path: 'a.txt' }] }, 'invalid_attachment', 'could not be fetched: it is not a URL'],
])('%j is refused as %s: %s', async (change, name, message) => {
  const { url, resend } = await openBench()
  const response = await fetch(`${url}/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ ...receipt, ...change }),
  })
  expect(response.status).toBe(422)
  expect(await response.json()).toEqual({ statusCode: 422, name, message: expect.stringContaining(message) })
  expect((await resend.emails.list()).data?.data).toEqual([])
})

test('calls without the key, or with another one, are refused', async () => {
  const { url } = await openBench()
  const other = new Resend('re_other', { baseUrl: url })
  expect((await other.emails.send(receipt)).error).toMatchObject({ statusCode: 403, name: 'invalid_api_key' })
  expect((await other.domains.list()).error).toMatchObject({ statusCode: 403, name: 'invalid_api_key' })
  const response = await fetch(`${url}/emails`, { method: 'POST', body: JSON.stringify(receipt) })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ statusCode: 401, name: 'missing_api_key' })
})

test('an unimplemented field or route gets 501 and is named', async () => {
  const { url, resend } = await openBench()
  expect((await resend.contacts.create({ email: 'mara@example.com' })).error).toMatchObject({
    statusCode: 501,
    message: 'POST /contacts is not implemented by the local mail service.',
  })
  expect((await resend.emails.cancel('7')).error).toMatchObject({
    statusCode: 501,
    message: expect.stringContaining('POST /emails/7/cancel'),
  })
  const later = await resend.emails.send({ ...receipt, scheduledAt: 'in 1 hour' })
  expect(later.error).toMatchObject({ statusCode: 501, message: expect.stringContaining('`scheduled_at`') })
  expect((await fetch(`${url}/nowhere`)).status).toBe(501)
})

test('an unknown id, a wrong id and a wrong page are refused', async () => {
  const { url, resend } = await openBench()
  const unknown = '37e4414c-5e25-4dbc-a071-43552a4bd53b'
  expect((await resend.emails.get(unknown)).error).toMatchObject({ statusCode: 404, name: 'not_found' })
  expect((await resend.emails.get('7')).error).toMatchObject({ statusCode: 422, name: 'validation_error' })
  expect((await resend.emails.list({ limit: 101 })).error).toMatchObject({ statusCode: 422 })
  expect((await resend.emails.list({ after: unknown })).error).toMatchObject({ statusCode: 404 })
  const headers = { authorization: `Bearer ${apiKey}` }
  expect((await fetch(`${url}/emails?after=${unknown}&before=${unknown}`, { headers })).status).toBe(422)
})

test('the connection stays usable after a call that was refused before its body was read', async () => {
  const { url, resend } = await openBench()
  const stranger = new Resend('re_other', { baseUrl: url })
  const text = 'x'.repeat(43_000_000)
  const calls = Array.from({ length: 4 }, (_, index) =>
    (index % 2 ? stranger : resend).emails.send({ ...receipt, text }),
  )
  const statuses = (await Promise.all(calls)).map(({ error }) => error?.statusCode)
  expect(new Set(statuses)).toEqual(new Set([403, 413]))
})

test('a body that is too large or not JSON is refused', async () => {
  const { url, resend } = await openBench()
  const large = await resend.emails.send({ ...receipt, text: 'x'.repeat(42_000_000) })
  expect(large.error).toMatchObject({ statusCode: 413, name: 'validation_error' })
  const headers = { authorization: `Bearer ${apiKey}` }
  const broken = await fetch(`${url}/emails`, { method: 'POST', headers, body: '{"to":' })
  expect(broken.status).toBe(400)
  expect((await resend.batch.send([])).error).toMatchObject({ statusCode: 422 })
  expect((await resend.emails.list()).data?.data).toEqual([])
})
