import { expect, test, vi } from 'vitest'
import { listen } from '#local/listen.ts'
import { resendPace } from '#local/mail/pace.ts'
import { openBench, receipt } from '#local/mail/testing.ts'

test('a sender at an unverified domain is refused with the message of Resend', async () => {
  const { resend } = await openBench({ domains: ['lamps.example'] })
  const send = async (from: string, to = receipt.to) => (await resend.emails.send({ ...receipt, from, to })).error
  for (const domain of ['shop.example', 'mail.lamps.example']) {
    expect(await send(`Shop <shop@${domain}>`)).toEqual({
      statusCode: 403,
      name: 'validation_error',
      message: `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`,
    })
  }
  expect(await send('shop@Lamps.Example')).toBeNull()
  expect(await send('onboarding@resend.dev')).toMatchObject({ statusCode: 403, name: 'validation_error' })
  expect(await send('onboarding@resend.dev', 'delivered+lamp@resend.dev')).toBeNull()
  const { data } = await resend.batch.send([{ ...receipt, from: 'a@b.example' }], { batchValidation: 'permissive' })
  expect(data?.errors?.[0]?.message).toContain('The b.example domain is not verified')
})

test.each([
  ['delivered@resend.dev', 'delivered'],
  ['Bounced <bounced+order-7@resend.dev>', 'bounced'],
  ['complained@resend.dev', 'complained'],
  ['suppressed@resend.dev', 'suppressed'],
  ['nobody@resend.dev', 'delivered'],
  ['bounced@example.com', 'delivered'],
])('a mail to %s is %s after a moment', async (to, event) => {
  const { resend } = await openBench()
  const { data } = await resend.emails.send({ ...receipt, to })
  const last = async () => (await resend.emails.get(data?.id ?? '')).data?.last_event
  expect(await last()).toBe('sent')
  await vi.waitFor(async () => expect(await last()).toBe(event), { timeout: 3000 })
  expect((await resend.emails.list()).data?.data[0]?.last_event).toBe(event)
})

test('with the rate limit of Resend the third call in a second gets 429 with Retry-After', async () => {
  let passed = 0
  const { resend } = await openBench({ requestsPerSecond: resendPace, now: () => Date.UTC(2026, 3, 1) + passed })
  const calls = [await resend.emails.send(receipt), await resend.domains.list(), await resend.emails.send(receipt)]
  expect(calls.map(({ error }) => error?.statusCode ?? 200)).toEqual([200, 200, 429])
  expect(calls.map(({ headers }) => headers?.['ratelimit-remaining'])).toEqual(['1', '0', '0'])
  expect(calls[2]?.error?.name).toBe('rate_limit_exceeded')
  expect(calls[2]?.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-reset': '1', 'retry-after': '1' })
  passed = 999
  expect((await resend.domains.list()).error).toMatchObject({ statusCode: 429 })
  passed = 1000
  expect((await resend.emails.list()).data?.data).toHaveLength(1)
})

test('by default there is no rate limit; a button of the inbox sets the limits of Resend', async () => {
  const { resend, url, read } = await openBench({ now: () => Date.UTC(2026, 3, 1) })
  const send = () => Promise.all(Array.from({ length: 50 }, () => resend.emails.send(receipt)))
  expect((await send()).filter(({ error }) => error)).toEqual([])
  const press = (manner: string) =>
    fetch(`${url}/console/${manner}`, { method: 'POST', headers: { origin: url }, redirect: 'manual' })
  expect((await read('/')).body).toContain('Use Resend')
  await press('strict')
  expect((await read('/')).body).toContain('2 requests a second')
  expect((await send()).every(({ error }) => error?.statusCode === 429)).toBe(true)
  await press('lenient')
  expect((await resend.emails.send(receipt)).error).toBeNull()
})

test('an option refuses recipients at domains that are reserved for examples', async () => {
  const { resend } = await openBench({ refusesExamples: true })
  const send = async (to: string, cc = 'delivered@resend.dev') =>
    (await resend.emails.send({ ...receipt, to, cc })).error?.message ?? null
  const words = (field: string) =>
    `Invalid \`${field}\` field. Please use our testing email address instead of domains like \`example.com\`.`
  expect(await send('Mara <mara@example.com>')).toBe(words('to'))
  expect(await send('mara@lamps.example', 'jonas@test.com')).toBe(words('cc'))
  expect(await send('mara@lamps.example')).toBeNull()
})

test('a mail may have 40 megabytes, and the file of a `path` is fetched', async () => {
  const files = await listen(() => new Response('Two lamps', { headers: { 'content-type': 'text/plain' } }))
  try {
    const { resend, read } = await openBench()
    const content = Buffer.alloc(25 * 1_048_576, 7)
    const { data, error } = await resend.emails.send({
      ...receipt,
      attachments: [{ filename: 'catalogue.pdf', content }, { path: `${files.url}/terms.txt` }],
    })
    expect(error).toBeNull()
    const { body } = await read(`/inbox/${data?.id}`)
    expect(body).toContain(`catalogue.pdf (${content.length} bytes), terms.txt (9 bytes)`)
  } finally {
    await files.close()
  }
})
