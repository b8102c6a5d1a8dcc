import { expect, test, vi } from 'vitest'
import { openDestination, openQueue, waitOptions } from '#local/queue/testing.ts'

const failing =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('no', { status, headers })

test('a failing message is retried until it succeeds, and its header has the number of retries', async () => {
  const destination = await openDestination({
    '/flaky': (_, times) => new Response('', { status: times < 3 ? 500 : 200 }),
  })
  const { client } = await openQueue({ speed: 1000 })
  const { messageId } = await client.publishJSON({ url: `${destination.url}/flaky`, body: { a: 1 } })
  await vi.waitFor(() => expect(destination.calls).toHaveLength(3), waitOptions)
  expect(destination.calls.map((call) => call.headers.get('upstash-retried'))).toEqual(['0', '1', '2'])
  expect(new Set(destination.calls.map((call) => call.headers.get('upstash-message-id')))).toEqual(new Set([messageId]))
  expect(destination.calls.every((call) => call.verified && call.body === '{"a":1}')).toBe(true)
  await vi.waitFor(async () => {
    const { logs } = await client.logs({ messageIds: [messageId] })
    expect(logs.map((log) => log.state).reverse()).toEqual(
      'CREATED ACTIVE ERROR RETRY ACTIVE ERROR RETRY ACTIVE DELIVERED'.split(' '),
    )
  }, waitOptions)
})

test.each([
  ['Retry-After', { headers: { 'retry-after': '40' }, expected: 40_000 }],
  ['the retry delay expression', { retryDelay: '1000 * (30 + retried)', expected: 30_000 }],
  ['the default backoff', { expected: Math.exp(2.5) * 1000 }],
])('%s sets the time of the next attempt', async (_, { headers, retryDelay, expected }: Wish) => {
  const destination = await openDestination({ '/busy': failing(503, headers) })
  const { client } = await openQueue()
  const { messageId } = await client.publish({ url: `${destination.url}/busy`, ...(retryDelay && { retryDelay }) })
  await vi.waitFor(async () => {
    const { logs } = await client.logs({ messageIds: [messageId] })
    const [retry] = logs
    expect(retry?.state).toBe('RETRY')
    const delay = (retry?.nextDeliveryTime ?? 0) - (retry?.time ?? 0)
    expect(Math.abs(delay - expected)).toBeLessThan(250)
  }, waitOptions)
})

type Wish = { headers?: Record<string, string>; retryDelay?: string; expected: number }

test('no response, or a late one, counts as a failure', async () => {
  const destination = await openDestination({ '/slow': () => new Promise<Response>(() => {}) })
  const { client } = await openQueue()
  await client.publish({ url: `${destination.url}/slow`, retries: 0, timeout: '50ms' as '1s' })
  await client.publish({ url: 'http://127.0.0.1:1/closed', retries: 0 })
  await vi.waitFor(async () => {
    const { logs } = await client.logs({ filter: { state: 'FAILED' } })
    expect(logs).toHaveLength(2)
    expect(logs.every((log) => (log.error ?? '').length > 0)).toBe(true)
  }, waitOptions)
})

test('489 with Upstash-NonRetryable-Error makes a dead letter at once; 489 alone does not', async () => {
  const destination = await openDestination({
    '/never': failing(489, { 'upstash-nonretryable-error': 'true' }),
    '/maybe': failing(489),
  })
  const { client } = await openQueue()
  await client.publishJSON({ url: `${destination.url}/never`, body: { order: 7 }, headers: { 'x-a': '1' } })
  const retried = await client.publish({ url: `${destination.url}/maybe` })
  const letter = await vi.waitFor(async () => {
    const { messages } = await client.dlq.listMessages()
    expect(messages).toHaveLength(1)
    return messages[0]
  }, waitOptions)
  expect(letter).toMatchObject({
    url: `${destination.url}/never`,
    body: '{"order":7}',
    responseStatus: 489,
    responseBody: 'no',
  })
  expect(letter?.header).toMatchObject({ 'X-A': ['1'] })
  expect((await client.messages.get(retried.messageId)).url).toContain('/maybe')
})

test('dead letters can be read, retried and deleted', async () => {
  let broken = true
  const destination = await openDestination({ '/job': () => new Response('', { status: broken ? 500 : 200 }) })
  const { client } = await openQueue({ speed: 1000 })
  for (const body of ['one', 'two', 'three']) await client.publish({ url: `${destination.url}/job`, body, retries: 1 })
  const letters = await vi.waitFor(async () => {
    const { messages } = await client.dlq.listMessages({ filter: { responseStatus: 500 } })
    expect(messages).toHaveLength(3)
    return messages
  }, waitOptions)
  const idOf = (body: string) => letters.find((letter) => letter.body === body)?.dlqId ?? ''
  expect((await client.dlq.listMessages({ dlqIds: [idOf('one')] })).messages).toHaveLength(1)
  await client.dlq.delete(idOf('two'))
  expect(await client.dlq.delete([idOf('three')])).toMatchObject({ deleted: 1 })

  broken = false
  const { responses } = await client.dlq.retry(idOf('one'))
  expect(responses).toHaveLength(1)
  await vi.waitFor(() => {
    const last = destination.calls.at(-1)
    expect([last?.body, last?.headers.get('upstash-message-id')]).toEqual(['one', responses[0]?.messageId])
  }, waitOptions)
  expect((await client.dlq.listMessages()).messages).toEqual([])
})

test('lists and bulk deletes work in pages', async () => {
  const destination = await openDestination({ '/bad': failing(500) })
  const { client } = await openQueue()
  await client.batch(Array.from({ length: 5 }, () => ({ url: `${destination.url}/bad`, retries: 0 })))
  await vi.waitFor(async () => expect((await client.dlq.listMessages()).messages).toHaveLength(5), waitOptions)
  const pages: number[] = []
  let cursor: string | undefined
  do {
    const page = await client.dlq.delete({ all: true, count: 2, ...(cursor && { cursor }) })
    pages.push(page.deleted)
    cursor = page.cursor
  } while (cursor)
  expect(pages).toEqual([2, 2, 1])
  const first = await client.logs({ count: 12 })
  const second = await client.logs({ count: 12, ...(first.cursor !== undefined && { cursor: first.cursor }) })
  const times = [...first.logs, ...second.logs].map((log) => log.time)
  expect([times.length, second.cursor]).toEqual([20, undefined])
  expect(times).toEqual([...times].sort((a, b) => b - a))
})

test('callbacks report the result of a message', async () => {
  const destination = await openDestination({ '/bad': failing(500) })
  const { client } = await openQueue({ speed: 1000 })
  await client.publishJSON({
    url: `${destination.url}/good`,
    body: { a: 1 },
    callback: `${destination.url}/done`,
    headers: { 'Upstash-Callback-Forward-X-Trace': 't1' },
  })
  await client.publish({ url: `${destination.url}/bad`, retries: 1, failureCallback: `${destination.url}/failed` })
  await vi.waitFor(() => expect(destination.paths()).toEqual(expect.arrayContaining(['/done', '/failed'])), waitOptions)
  const done = destination.calls.find((call) => call.path === '/done')
  expect([done?.verified, done?.headers.get('x-trace')]).toEqual([true, 't1'])
  const report = JSON.parse(done?.body ?? '{}')
  expect(report).toMatchObject({
    status: 200,
    url: `${destination.url}/good`,
    retried: 0,
    maxRetries: 3,
    method: 'POST',
  })
  expect([atob(report.body), atob(report.sourceBody)]).toEqual(['fine', '{"a":1}'])
  const failed = JSON.parse(destination.calls.find((call) => call.path === '/failed')?.body ?? '{}')
  expect(failed).toMatchObject({ status: 500, retried: 1, maxRetries: 1 })
  expect((await client.dlq.listMessages()).messages.map((letter) => letter.dlqId)).toEqual([failed.dlqId])
})
