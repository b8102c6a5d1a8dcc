import { expect, test } from 'vitest'
import { createMail } from '#local/mail/server.ts'
import { apiKey, openBench, receipt } from '#local/mail/testing.ts'

const count = async ({ resend }: Awaited<ReturnType<typeof openBench>>) =>
  (await resend.emails.list({ limit: 100 })).data?.data.length

test('the same key and body get the first response again, and send one mail', async () => {
  const bench = await openBench()
  const send = () => bench.resend.emails.send(receipt, { idempotencyKey: 'receipt/1' })
  const [first, second] = [await send(), await send()]
  expect(first.data?.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(second.data).toEqual(first.data)
  expect(await count(bench)).toBe(1)
  const batch = () => bench.resend.batch.send([receipt, receipt], { idempotencyKey: 'batch/1' })
  expect((await batch()).data).toEqual((await batch()).data)
  expect(await count(bench)).toBe(3)
})

test('the same key with another body or another route is refused', async () => {
  const bench = await openBench()
  const options = { idempotencyKey: 'receipt/1' }
  await bench.resend.emails.send(receipt, options)
  const refusal = { statusCode: 409, name: 'invalid_idempotent_request' }
  expect((await bench.resend.emails.send({ ...receipt, subject: 'Other' }, options)).error).toMatchObject(refusal)
  expect((await bench.resend.batch.send([receipt], options)).error).toMatchObject(refusal)
  expect(await count(bench)).toBe(1)
})

test('a second call during the first is refused; after the first has ended it gets its response', async () => {
  const mail = createMail({ file: ':memory:', apiKey })
  const text = JSON.stringify(receipt)
  const call = (body: ReadableStream | string) =>
    mail.fetch(
      new Request('http://localhost/emails', {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': 'receipt/1' },
        body,
        duplex: 'half',
      } as RequestInit),
    )
  let finish = () => {}
  const slow = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, 9)))
      finish = () => {
        controller.enqueue(new TextEncoder().encode(text.slice(9)))
        controller.close()
      }
    },
  })
  const first = call(slow)
  const second = await call(text)
  expect(second.status).toBe(409)
  expect(await second.json()).toMatchObject({ statusCode: 409, name: 'concurrent_idempotent_requests' })
  finish()
  const kept = await (await first).json()
  expect(kept).toEqual({ id: expect.any(String) })
  expect(await (await call(text)).json()).toEqual(kept)
  mail.close()
})

test('fifty calls at once with one key send one mail', async () => {
  const bench = await openBench()
  const send = () => bench.resend.emails.send(receipt, { idempotencyKey: 'receipt/1' })
  const answers = await Promise.all(Array.from({ length: 50 }, send))
  const ids = answers.flatMap(({ data }) => data?.id ?? [])
  expect(new Set(ids).size).toBe(1)
  const refusals = answers.flatMap(({ error }) => error?.name ?? [])
  expect(new Set(refusals).difference(new Set(['concurrent_idempotent_requests'])).size).toBe(0)
  expect(await count(bench)).toBe(1)
})

test('after a refused mail the key can be used again', async () => {
  const bench = await openBench()
  const options = { idempotencyKey: 'receipt/1' }
  expect((await bench.resend.emails.send({ ...receipt, to: 'nobody' }, options)).error).not.toBeNull()
  expect((await bench.resend.emails.send(receipt, options)).error).toBeNull()
})

test('a key expires after 24 hours', async () => {
  let passed = 0
  const bench = await openBench({ now: () => Date.UTC(2026, 3, 1) + passed })
  const send = async () => (await bench.resend.emails.send(receipt, { idempotencyKey: 'receipt/1' })).data?.id
  const first = await send()
  passed = 23 * 3_600_000
  expect(await send()).toBe(first)
  passed = 24 * 3_600_000
  expect(await send()).not.toBe(first)
})

test('a key has at most 256 characters', async () => {
  const { resend } = await openBench()
  const send = (length: number) => resend.emails.send(receipt, { idempotencyKey: 'k'.repeat(length) })
  expect((await send(257)).error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' })
  expect((await send(256)).error).toBeNull()
})
