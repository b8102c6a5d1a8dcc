import { expect, onTestFinished, test, vi } from 'vitest'
import { openDestination, openQueue, secrets, waitOptions } from '#local/queue/testing.ts'

test('a message arrives with its body, method, query, headers and a signature for its url', async () => {
  const destination = await openDestination()
  const { client } = await openQueue()
  const { messageId } = await client.publishJSON({
    url: `${destination.url}/hook?lamp=1&b=%20`,
    body: { lamp: 'moth' },
    method: 'PUT',
    headers: { traceparent: '00-aa-bb-01', 'X-Shop': 'nightlight' },
  })
  await vi.waitFor(() => expect(destination.calls).toHaveLength(1), waitOptions)
  const [call] = destination.calls
  expect(call).toMatchObject({ path: '/hook?lamp=1&b=%20', method: 'PUT', body: '{"lamp":"moth"}', verified: true })
  expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
    'content-type': 'application/json',
    traceparent: '00-aa-bb-01',
    'x-shop': 'nightlight',
    'user-agent': 'Upstash-QStash',
    'upstash-message-id': messageId,
    'upstash-retried': '0',
  })
  expect(call?.headers.has('authorization')).toBe(false)
  await vi.waitFor(async () => {
    const { logs } = await client.logs({ messageIds: [messageId] })
    expect(logs.map((log) => log.state)).toEqual(['DELIVERED', 'ACTIVE', 'CREATED'])
  }, waitOptions)
  await expect(client.messages.get(messageId)).rejects.toThrow('not found')
})

test('a GET message has no body, and its signature is valid', async () => {
  const destination = await openDestination()
  const { client } = await openQueue()
  await client.publish({ url: `${destination.url}/get`, method: 'GET' })
  await vi.waitFor(() => expect(destination.calls).toMatchObject([{ method: 'GET', verified: true }]), waitOptions)
})

test('a delayed message can be read, waits for its time, and can be cancelled', async () => {
  const destination = await openDestination()
  const { client } = await openQueue({ speed: 1000 })
  const cancelled = await client.publishJSON({ url: `${destination.url}/never`, body: { a: 1 }, delay: '7d' })
  const message = await client.messages.get(cancelled.messageId)
  expect(message).toMatchObject({ url: `${destination.url}/never`, body: '{"a":1}', maxRetries: 3, method: 'POST' })
  expect(message.notBefore).toBeGreaterThan(message.createdAt)
  expect(await client.messages.cancel(cancelled.messageId)).toEqual({ cancelled: 1 })
  await expect(client.messages.get(cancelled.messageId)).rejects.toThrow('not found')

  const published = Date.now()
  await client.publish({ url: `${destination.url}/later`, delay: '5m' })
  await client.publish({ url: `${destination.url}/not-before`, notBefore: Date.now() / 1000 + 600 })
  await vi.waitFor(() => expect(destination.paths().sort()).toEqual(['/later', '/not-before']), waitOptions)
  expect(Date.now() - published).toBeGreaterThanOrEqual(299)
})

test('a message that becomes due while the queue looks for due messages is delivered', async () => {
  const destination = await openDestination()
  let ticks = Date.now()
  // The clock moves at every call, so some of these delays end between two calls of the queue.
  vi.spyOn(Date, 'now').mockImplementation(() => ++ticks)
  onTestFinished(() => void vi.restoreAllMocks())
  const delays = Array.from({ length: 30 }, (_, index) => index + 1)
  for (const delay of delays) {
    const { client } = await openQueue()
    await client.publish({ url: `${destination.url}/${delay}`, delay: `${delay}ms` as '1s' })
  }
  await vi.waitFor(
    () => expect(destination.paths().sort()).toEqual(delays.map((delay) => `/${delay}`).sort()),
    waitOptions,
  )
})

test('a bulk cancel cancels every match and nothing else, and refuses an unknown filter', async () => {
  const { client, url } = await openQueue()
  const publish = (path: string, label: string) =>
    client.publish({ url: `http://127.0.0.1:9/${path}`, delay: '1h', label })
  await publish('a', 'one')
  await publish('b', 'one')
  const kept = await publish('c', 'two')
  expect(await client.messages.cancel({ filter: { label: 'one' }, count: 1 })).toEqual({ cancelled: 2 })
  const headers = { authorization: `Bearer ${secrets.token}` }
  const unknown = await fetch(`${url}/v2/messages?async=true`, { method: 'DELETE', headers })
  expect([unknown.status, await unknown.json()]).toEqual([
    501,
    { error: 'filter async is not implemented by the local queue' },
  ])
  expect((await client.messages.get(kept.messageId)).label).toBe('two')
  expect(await client.messages.cancel({ all: true })).toEqual({ cancelled: 1 })
})

test('a deduplication id is accepted once in ten minutes; a duplicate gets 202 with the first message', async () => {
  const destination = await openDestination()
  const { client, url } = await openQueue()
  const publish = () => client.publishJSON({ url: `${destination.url}/once`, body: {}, deduplicationId: 'order-1' })
  const first = await publish()
  expect(await publish()).toEqual({ ...first, deduplicated: true })
  const raw = await fetch(`${url}/v2/publish/${destination.url}/once`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.token}`, 'upstash-deduplication-id': 'order-1' },
  })
  expect([raw.status, (await raw.json()).messageId]).toEqual([202, first.messageId])
  vi.setSystemTime(Date.now() + 600_001)
  onTestFinished(() => void vi.useRealTimers())
  expect((await publish()).messageId).not.toBe(first.messageId)
  await vi.waitFor(() => expect(destination.calls).toHaveLength(2), waitOptions)
})

test('content-based deduplication finds equal messages', async () => {
  const { client } = await openQueue()
  const publish = (body: string) =>
    client.publish({ url: 'http://127.0.0.1:9/', body, contentBasedDeduplication: true, delay: '1h' })
  const first = await publish('a')
  expect((await publish('a')).messageId).toBe(first.messageId)
  expect((await publish('b')).messageId).not.toBe(first.messageId)
})

test('a batch is accepted completely or not at all', async () => {
  const destination = await openDestination()
  const { client } = await openQueue()
  const accepted = await client.batchJSON([
    { url: `${destination.url}/one`, body: { n: 1 }, headers: { 'x-a': '1' } },
    { url: `${destination.url}/two`, body: { n: 2 }, queueName: 'images' },
  ])
  expect(accepted).toHaveLength(2)
  await vi.waitFor(() => expect(destination.paths().sort()).toEqual(['/one', '/two']), waitOptions)
  expect(destination.calls.every((call) => call.verified)).toBe(true)
  expect((await client.queue({ queueName: 'images' }).get()).parallelism).toBe(1)

  const refused = client.batchJSON([
    { url: `${destination.url}/three`, body: {} },
    { url: `${destination.url}/four`, body: {}, deduplicationId: 'a:b' },
  ])
  await expect(refused).rejects.toMatchObject({
    status: 400,
    message: `{"error":"DeduplicationId cannot contain ':'"}`,
  })
  const { logs } = await client.logs({ filter: { state: 'CREATED' } })
  expect(logs).toHaveLength(2)
})
