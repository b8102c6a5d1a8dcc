import { expect, test, vi } from 'vitest'
import { type Call, openDestination, openQueue, waitOptions } from '#local/queue/testing.ts'

/** A destination that holds its responses until the test releases them, and counts the most that were open at once. */
async function openGate() {
  const waiting: (() => void)[] = []
  let most = 0
  const hold = (_: Call) =>
    new Promise<Response>((resolve) => {
      waiting.push(() => resolve(new Response('done')))
      most = Math.max(most, waiting.length)
    })
  const destination = await openDestination({ '/work': hold })
  return { ...destination, waiting, most: () => most, letGo: () => waiting.shift()?.() }
}

async function drain(gate: Awaited<ReturnType<typeof openGate>>, total: number): Promise<void> {
  await vi.waitFor(() => {
    gate.letGo()
    expect([gate.calls.length, gate.waiting.length]).toEqual([total, 0])
  }, waitOptions)
}

test('a queue delivers in order, and at most `parallelism` messages at once', async () => {
  const gate = await openGate()
  const { client } = await openQueue()
  const queue = client.queue({ queueName: 'orders' })
  await queue.upsert({ parallelism: 2 })
  for (const n of [1, 2, 3, 4, 5, 6]) await queue.enqueueJSON({ url: `${gate.url}/work`, body: { n } })
  await vi.waitFor(() => expect(gate.waiting).toHaveLength(2), waitOptions)
  expect(await queue.get()).toMatchObject({ name: 'orders', parallelism: 2, lag: 6, paused: false })
  await drain(gate, 6)
  expect(gate.most()).toBe(2)
  const order = gate.calls.map((call) => JSON.parse(call.body).n)
  // The two messages of a pair use separate connections, so only the pairs have an order.
  expect([order.slice(0, 2).sort(), order.length]).toEqual([[1, 2], 6])
})

test('a retried message keeps its place in the queue, and the next one waits', async () => {
  const destination = await openDestination({
    '/first': (_, times) => new Response('', { status: times < 3 ? 500 : 200 }),
  })
  const { client } = await openQueue({ speed: 1000 })
  const queue = client.queue({ queueName: 'strict' })
  await queue.enqueue({ url: `${destination.url}/first` })
  await queue.enqueue({ url: `${destination.url}/second` })
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/first', '/first', '/first', '/second']), waitOptions)
})

test('a paused queue holds its messages until it is resumed; deleting a queue deletes them', async () => {
  const destination = await openDestination()
  const { client } = await openQueue()
  const queue = client.queue({ queueName: 'night' })
  await queue.upsert({ parallelism: 1, paused: true })
  await queue.enqueue({ url: `${destination.url}/held` })
  await client.publish({ url: `${destination.url}/free` })
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/free']), waitOptions)
  await queue.resume()
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/free', '/held']), waitOptions)
  await queue.pause()
  const { messageId } = await queue.enqueue({ url: `${destination.url}/gone` })
  expect((await queue.list()).map(({ name, paused }) => [name, paused])).toEqual([['night', true]])
  await queue.delete()
  await expect(client.messages.get(messageId)).rejects.toThrow('not found')
})

test('a flow control key limits parallelism over all its destinations', async () => {
  const gate = await openGate()
  const { client } = await openQueue()
  const flowControl = { key: 'mail', parallelism: 3 }
  for (let n = 0; n < 7; n++) await client.publish({ url: `${gate.url}/work?${n}`, flowControl })
  await client.publish({ url: `${gate.url}/other` })
  await vi.waitFor(() => expect([gate.waiting.length, gate.paths().includes('/other')]).toEqual([3, true]), waitOptions)
  await drain(gate, 8)
  expect(gate.most()).toBe(3)
})

test('a flow control key limits the starts in a period', async () => {
  const starts: number[] = []
  const destination = await openDestination({
    '/rated': () => {
      starts.push(Date.now())
      return new Response('')
    },
  })
  const { client } = await openQueue({ speed: 100 })
  const flowControl = { key: 'api', rate: 2, period: '30s' } as const
  await client.batch(Array.from({ length: 5 }, () => ({ url: `${destination.url}/rated`, flowControl })))
  await vi.waitFor(() => expect(starts).toHaveLength(5), waitOptions)
  const { logs } = await client.logs({ filter: { state: 'ACTIVE' } })
  const times = logs.map((log) => log.time).sort((a, b) => a - b)
  for (const [index, time] of times.slice(2).entries()) expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(300)
})

test('no more than sixteen deliveries are in flight at once', async () => {
  const gate = await openGate()
  const { client } = await openQueue()
  await client.batch(Array.from({ length: 20 }, () => ({ url: `${gate.url}/work` })))
  await vi.waitFor(() => expect(gate.waiting).toHaveLength(16), waitOptions)
  await drain(gate, 20)
  expect(gate.most()).toBe(16)
})
