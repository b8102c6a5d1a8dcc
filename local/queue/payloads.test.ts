import { expect, test, vi } from 'vitest'
import { openDestination, openQueue, secrets, waitOptions } from '#local/queue/testing.ts'

const url = 'http://127.0.0.1:9/lamps/moth?size=1'

test('a message with several labels shows the first and all of them, and any of them finds it', async () => {
  const destination = await openDestination({ '/bad': () => new Response('', { status: 500 }) })
  const { client } = await openQueue()
  const { messageId } = await client.publish({ url, label: ['orders', 'moth'], delay: '1h' })
  await client.publish({ url: `${destination.url}/bad`, label: 'failing, moth', retries: 0 })
  expect(await client.messages.get(messageId)).toMatchObject({ label: 'orders', labels: ['orders', 'moth'] })
  await vi.waitFor(async () => {
    const { messages } = await client.dlq.listMessages({ filter: { label: ['other', 'moth'] } })
    expect(messages).toMatchObject([{ label: 'failing', labels: ['failing', 'moth'] }])
  }, waitOptions)
  const created = async (label: string | string[]) =>
    (await client.logs({ filter: { label, state: 'CREATED' } })).logs.map(({ labels }) => labels)
  expect(await created('moth')).toEqual([
    ['failing', 'moth'],
    ['orders', 'moth'],
  ])
  expect(await created('orders,other')).toEqual([['orders', 'moth']])
  expect(await created('mot')).toEqual([])
  await client.schedules.create({ destination: url, cron: '@daily', scheduleId: 'daily', label: ['a', 'b'] })
  expect(await client.schedules.get('daily')).toMatchObject({ label: 'a', labels: ['a', 'b'] })
})

test('header names are written as Go writes them, and a message without a body has none', async () => {
  const { client } = await openQueue()
  const headers = { 'x-shop-id': '7', traceparent: '00-aa-bb-01', 'content-type': 'text/plain' }
  const expected = { 'X-Shop-Id': ['7'], Traceparent: ['00-aa-bb-01'], 'Content-Type': ['text/plain'] }
  const { messageId } = await client.publish({ url, headers, delay: '1h' })
  await client.schedules.create({ destination: url, cron: '@daily', scheduleId: 'daily', headers })
  const message = await client.messages.get(messageId)
  const schedule = await client.schedules.get('daily')
  expect([message.header, schedule.header]).toEqual([expected, expected])
  expect([message, schedule].some((payload) => 'body' in payload || 'bodyBase64' in payload)).toBe(false)
})

test('a callback and a dead letter write header names in the same way', async () => {
  const destination = await openDestination({
    '/bad': () => new Response(null, { status: 500, headers: { 'x-why': 'jammed' } }),
  })
  const { client } = await openQueue()
  await client.publish({
    url: `${destination.url}/bad`,
    headers: { 'x-a': '1' },
    retries: 0,
    failureCallback: `${destination.url}/failed`,
  })
  await vi.waitFor(() => expect(destination.paths()).toContain('/failed'), waitOptions)
  const report = JSON.parse(destination.calls.find(({ path }) => path === '/failed')?.body ?? '{}')
  expect(report).toMatchObject({ header: { 'X-Why': ['jammed'] }, sourceHeader: { 'X-A': ['1'] } })
  const [letter] = (await client.dlq.listMessages()).messages
  expect(letter?.responseHeader).toMatchObject({ 'X-Why': ['jammed'] })
  expect(letter).not.toHaveProperty('responseBody')
})

test('a callback is retried as often as its message, unless its own headers set a number', async () => {
  const destination = await openDestination({ '/done': () => new Response('', { status: 500 }) })
  const { client } = await openQueue()
  const callback = `${destination.url}/done`
  await client.publish({ url: destination.url, retries: 0, callback })
  await client.publish({ url: destination.url, retries: 0, callback, headers: { 'Upstash-Callback-Retries': '2' } })
  await vi.waitFor(async () => {
    const { logs } = await client.logs({ filter: { url: callback, state: 'CREATED' } })
    expect(logs.map((log) => (log as { maxRetries?: number }).maxRetries).sort()).toEqual([0, 2])
    expect((await client.dlq.listMessages({ filter: { url: callback } })).messages).toHaveLength(1)
  }, waitOptions)
})

test('flow control has a period of a second by default, and the log shows it', async () => {
  const { client } = await openQueue()
  const flowControl = { key: 'mail', parallelism: 3 }
  const { messageId } = await client.publish({ url, delay: '1h', flowControl, retryDelay: '1000 * retried' })
  expect(await client.messages.get(messageId)).toMatchObject({ flowControlKey: 'mail', parallelism: 3, period: 1 })
  const [log] = (await client.logs({ messageIds: [messageId] })).logs
  expect(log).toMatchObject({ state: 'CREATED', retryDelayExpression: '1000 * retried', maxRetries: 3, method: 'POST' })
})

test('the log has the response of a destination in base64 when it was an error', async () => {
  const destination = await openDestination({ '/bad': () => new Response('jammed', { status: 500 }) })
  const { client } = await openQueue()
  await client.publish({ url: `${destination.url}/bad`, retries: 0 })
  await vi.waitFor(async () => {
    const { logs } = await client.logs()
    expect(logs.map((log) => [log.state, (log as { responseBody?: string }).responseBody])).toEqual([
      ['FAILED', undefined],
      ['ERROR', btoa('jammed')],
      ['ACTIVE', undefined],
      ['CREATED', undefined],
    ])
  }, waitOptions)
})

test('a batch may have null for absent fields', async () => {
  const { url: queue, client } = await openQueue()
  const entry = { destination: url, queue: null, body: null, headers: { 'upstash-delay': '1h' } }
  const response = await fetch(`${queue}/v2/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.token}` },
    body: JSON.stringify([entry, { ...entry, headers: { 'upstash-delay': '1h', 'upstash-label': 'x' } }]),
  })
  expect(response.status).toBe(200)
  expect(await client.messages.cancel({ all: true })).toEqual({ cancelled: 2 })
})

test('a delivery has the address of the publisher; headers of the connection are not forwarded', async () => {
  const destination = await openDestination()
  const { client } = await openQueue()
  const headers = { 'content-length': '1', 'transfer-encoding': 'chunked', connection: 'close', host: 'elsewhere' }
  await client.publish({ url: `${destination.url}/hook`, body: 'eleven char', headers, retries: 0 })
  await vi.waitFor(
    () => expect(destination.calls).toMatchObject([{ body: 'eleven char', verified: true }]),
    waitOptions,
  )
  const got = destination.calls[0]?.headers
  expect([got?.get('upstash-caller-ip'), got?.get('content-length')]).toEqual(['127.0.0.1', '11'])
  expect(got?.get('host')).toBe(new URL(destination.url).host)
})

test('every filter finds messages, dead letters and log entries with its value only', async () => {
  const destination = await openDestination({ '/bad': () => new Response('', { status: 500 }) })
  const { client } = await openQueue()
  const { host } = new URL(destination.url)
  const before = Date.now()
  const { messageId } = await client.publish({ url, delay: '1h' })
  await client.publish({ url: `${destination.url}/bad?n=1`, retries: 0 })
  await vi.waitFor(async () => expect((await client.dlq.listMessages()).messages).toHaveLength(1), waitOptions)
  const later = Date.now() + 1000

  const found = async (filter: object) => (await client.logs({ filter: { state: 'CREATED', ...filter } })).logs.length
  expect(await Promise.all([{ host }, { host: [host, '127.0.0.1:9'] }, { host: 'other' }].map(found))).toEqual([
    1, 2, 0,
  ])
  expect(await Promise.all([{ path: '/bad' }, { path: '/ba' }].map(found))).toEqual([1, 0])
  expect(await Promise.all([{ fromDate: before }, { fromDate: later }].map(found))).toEqual([2, 0])
  expect(await Promise.all([{ toDate: later }, { toDate: new Date(before - 1) }].map(found))).toEqual([2, 0])
  expect(await Promise.all([{ callerIp: '127.0.0.1' }, { callerIp: '10.0.0.1' }].map(found))).toEqual([2, 0])
  expect(await found({ urlGroup: 'lamps' })).toBe(0)

  const dead = async (filter: object) => (await client.dlq.listMessages({ filter })).messages.length
  expect(await Promise.all([{ fromDate: before, toDate: later }, { fromDate: later }].map(dead))).toEqual([1, 0])
  expect(await Promise.all([{ callerIp: ['127.0.0.1'] }, { urlGroup: 'lamps' }].map(dead))).toEqual([1, 0])
  expect(await Promise.all([{ responseStatus: [500, 502] }, { responseStatus: 502 }].map(dead))).toEqual([1, 0])
  await expect(dead({ host })).rejects.toMatchObject({ status: 501 })

  const cancel = async (filter: object) => (await client.messages.cancel({ filter } as never)).cancelled
  for (const other of [{ host }, { path: '/lamps' }, { fromDate: later }, { urlGroup: 'x' }, { callerIp: '10.0.0.1' }])
    expect([other, await cancel(other)]).toEqual([other, 0])
  expect((await client.messages.get(messageId)).url).toBe(url)
  expect(await cancel({ host: '127.0.0.1:9', path: '/lamps/moth', toDate: later })).toBe(1)
})
