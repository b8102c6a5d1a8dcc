import { expect, test } from 'vitest'
import { openBench, receipt, temporaryFile } from '#local/mail/testing.ts'

test('a sent mail can be read with all its fields', async () => {
  let passed = 0
  const { resend, read } = await openBench({ now: () => Date.UTC(2026, 3, 1, 20, 30) + passed })
  const { data, error } = await resend.emails.send({
    ...receipt,
    to: ['mara@example.com', 'Jonas Lind <jonas@example.com>'],
    cc: 'copy@example.com',
    bcc: ['blind@example.com'],
    replyTo: 'help@shop.example',
    headers: { 'X-Order': '1017' },
    tags: [{ name: 'kind', value: 'receipt' }],
    attachments: [{ filename: 'receipt.txt', content: Buffer.from('Two lamps') }],
  })
  expect(error).toBeNull()
  expect((await resend.emails.get(data?.id ?? '')).data?.last_event).toBe('sent')
  passed = 500
  const mail = await resend.emails.get(data?.id ?? '')
  expect(mail.data).toEqual({
    object: 'email',
    id: data?.id,
    message_id: `<${data?.id}@shop.example>`,
    created_at: '2026-04-01T20:30:00.000+00:00',
    from: receipt.from,
    to: ['mara@example.com', 'Jonas Lind <jonas@example.com>'],
    cc: ['copy@example.com'],
    bcc: ['blind@example.com'],
    reply_to: ['help@shop.example'],
    subject: receipt.subject,
    html: receipt.html,
    text: receipt.text,
    tags: [{ name: 'kind', value: 'receipt' }],
    last_event: 'delivered',
    scheduled_at: null,
    topic_id: null,
  })
  const { body } = await read(`/inbox/${data?.id}`)
  expect(body).toContain('X-Order')
  expect(body).toContain('1017')
  expect(body).toContain('receipt.txt (9 bytes)')
})

test('a batch stores all its mails, or none when one is invalid', async () => {
  const { resend } = await openBench()
  const good = await resend.batch.send([receipt, { ...receipt, subject: 'Second' }])
  expect(good.data?.data).toHaveLength(2)
  const bad = await resend.batch.send([receipt, { ...receipt, to: 'nobody' }])
  expect(bad.error).toMatchObject({ statusCode: 422, name: 'validation_error' })
  const subjects = (await resend.emails.list()).data?.data.map(({ subject }) => subject)
  expect(subjects).toEqual(['Second', receipt.subject])
})

test('a permissive batch stores the valid mails and lists the errors of the others', async () => {
  const { resend } = await openBench()
  const mails = [{ ...receipt, to: 'nobody' }, receipt]
  const { data } = await resend.batch.send(mails, { batchValidation: 'permissive' })
  expect(data?.data).toHaveLength(1)
  expect(data?.errors).toEqual([{ index: 0, message: expect.stringContaining('Invalid `to` field') }])
  expect((await resend.emails.list()).data?.data).toHaveLength(1)
})

test('a list has pages in both directions, newest first', async () => {
  const { resend } = await openBench()
  const names = Array.from({ length: 25 }, (_, index) => `Mail ${index + 1}`)
  await resend.batch.send(names.map((subject) => ({ ...receipt, subject })))
  const newestFirst = names.toReversed()
  const list = async (options: Parameters<typeof resend.emails.list>[0]) => {
    const { data } = await resend.emails.list(options)
    const mails = data?.data ?? []
    return { more: data?.has_more, subjects: mails.map(({ subject }) => subject), ids: mails.map(({ id }) => id) }
  }
  const first = await list({})
  expect(first).toMatchObject({ more: true, subjects: newestFirst.slice(0, 20) })
  const second = await list({ after: first.ids[19] ?? '' })
  expect(second).toMatchObject({ more: false, subjects: newestFirst.slice(20) })
  const back = await list({ before: second.ids[0] ?? '', limit: 5 })
  expect(back).toMatchObject({ more: true, subjects: newestFirst.slice(15, 20) })
  expect(await list({ before: first.ids[1] ?? '' })).toMatchObject({ more: false, subjects: ['Mail 25'] })
})

test('the verified domains are those of the options', async () => {
  const { resend } = await openBench({ domains: ['lamps.example'] })
  const { data } = await resend.domains.list()
  expect(data).toMatchObject({ object: 'list', has_more: false, data: [{ name: 'lamps.example', status: 'verified' }] })
})

test('mails and idempotency keys are still there when the file is opened again', async () => {
  const file = temporaryFile()
  const first = await openBench({ file })
  const sent = await first.resend.emails.send(receipt, { idempotencyKey: 'receipt/1' })
  first.deliver({ to: 'mara@example.com', subject: 'Sign in', html: '<p>123456</p>', text: '123456' })
  await first.close()
  const { resend } = await openBench({ file })
  expect((await resend.emails.send(receipt, { idempotencyKey: 'receipt/1' })).data).toEqual(sent.data)
  const list = await resend.emails.list()
  expect(list.data?.data.map(({ subject }) => subject)).toEqual(['Sign in', receipt.subject])
  expect((await resend.emails.get(sent.data?.id ?? '')).data).toMatchObject({ html: receipt.html })
})
