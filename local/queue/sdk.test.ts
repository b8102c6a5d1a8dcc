import { Client, QstashError, upstash } from '@upstash/qstash'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDestination, openQueue, waitOptions } from '#local/queue/testing.ts'

type Stage = Awaited<ReturnType<typeof openStage>>
type Walk = (stage: Stage) => Promise<unknown>

/** Expects that the queue does not implement a method: the SDK reads a 501 in the shape of QStash's errors. */
const missing = Symbol('not implemented')

async function openStage() {
  const destination = await openDestination({ '/bad': () => new Response('', { status: 500 }) })
  const { client } = await openQueue()
  const url = `${destination.url}/api/lamp`
  const later = { url, delay: '1h' } as const
  return {
    client,
    url,
    later,
    queue: client.queue({ queueName: 'orders' }),
    publishLater: async () => (await client.publish(later)).messageId,
    deadLetter: async () => {
      await client.publish({ url: `${destination.url}/bad`, retries: 0 })
      return vi.waitFor(async () => {
        const [letter] = (await client.dlq.listMessages()).messages
        if (!letter) throw new Error('none yet')
        return letter.dlqId
      }, waitOptions)
    },
    schedule: async () => (await client.schedules.create({ destination: url, cron: '@daily' })).scheduleId,
  }
}

/** Each method of the SDK with a call that checks its right answer or its 501. */
const methods: Record<string, [Walk, unknown]> = {
  'client.publish': [({ client, later }) => client.publish(later), { messageId: expect.stringMatching(/^msg_/) }],
  'client.publishJSON': [
    async ({ client, later }) => {
      const { messageId } = await client.publishJSON({ ...later, body: { lamp: 'moth' } })
      return client.messages.get(messageId)
    },
    { body: '{"lamp":"moth"}', header: { 'Content-Type': ['application/json'] } },
  ],
  'client.batch': [
    ({ client, later }) => client.batch([later, { ...later, queueName: 'orders' }]),
    [{ url: expect.any(String) }, { url: expect.any(String) }],
  ],
  'client.batchJSON': [
    ({ client, later }) => client.batchJSON([{ ...later, body: {} }]),
    [{ messageId: expect.any(String) }],
  ],
  'client.logs': [
    async ({ client, publishLater }) => [await publishLater(), await client.logs()],
    [expect.any(String), { logs: [{ state: 'CREATED' }] }],
  ],
  'client.events': [
    async ({ client, publishLater }) => [await publishLater(), await client.events()],
    [expect.any(String), { events: [{ state: 'CREATED' }] }],
  ],
  'messages.get': [
    async ({ client, publishLater }) => client.messages.get(await publishLater()),
    { maxRetries: 3, method: 'POST' },
  ],
  'messages.cancel': [
    async ({ client, publishLater }) => client.messages.cancel([await publishLater(), await publishLater()]),
    { cancelled: 2 },
  ],
  'messages.delete': [
    async ({ client, publishLater }) => {
      const id = await publishLater()
      await client.messages.delete(id)
      return client.messages.get(id).catch((error: QstashError) => error.status)
    },
    404,
  ],
  'messages.deleteMany': [
    async ({ client, publishLater }) => client.messages.deleteMany([await publishLater(), 'msg_other']),
    1,
  ],
  'messages.deleteAll': [
    async ({ client, publishLater }) => [await publishLater(), await client.messages.deleteAll()],
    [expect.any(String), 1],
  ],
  'dlq.listMessages': [
    async ({ client, deadLetter }) => [await deadLetter(), await client.dlq.listMessages()],
    [expect.any(String), { messages: [{ responseStatus: 500 }] }],
  ],
  'dlq.delete': [async ({ client, deadLetter }) => client.dlq.delete([await deadLetter()]), { deleted: 1 }],
  'dlq.deleteMany': [
    async ({ client, deadLetter }) => client.dlq.deleteMany({ dlqIds: [await deadLetter()] }),
    { deleted: 1 },
  ],
  'dlq.retry': [
    async ({ client, deadLetter }) => client.dlq.retry(await deadLetter()),
    { responses: [{ messageId: expect.stringMatching(/^msg_/) }] },
  ],
  'queue.upsert': [
    async ({ queue }) => {
      await queue.upsert({ parallelism: 2 })
      return queue.get()
    },
    { parallelism: 2 },
  ],
  'queue.get': [
    async ({ queue, later }) => [await queue.enqueue(later), await queue.get()],
    [{ url: expect.any(String) }, { name: 'orders', lag: 1, paused: false }],
  ],
  'queue.list': [
    async ({ queue, later }) => [await queue.enqueue(later), await queue.list()],
    [{ url: expect.any(String) }, [{ name: 'orders' }]],
  ],
  'queue.delete': [
    async ({ queue, later }) => {
      await queue.enqueue(later)
      await queue.delete()
      return queue.list()
    },
    [],
  ],
  'queue.enqueue': [({ queue, later }) => queue.enqueue(later), { messageId: expect.stringMatching(/^msg_/) }],
  'queue.enqueueJSON': [
    async ({ client, queue, later }) => {
      const { messageId } = await queue.enqueueJSON({ ...later, body: { lamp: 'moth' } })
      return client.messages.get(messageId)
    },
    { queueName: 'orders', body: '{"lamp":"moth"}' },
  ],
  'queue.pause': [
    async ({ queue, later }) => {
      await queue.enqueue(later)
      await queue.pause()
      return queue.get()
    },
    { paused: true },
  ],
  'queue.resume': [
    async ({ queue }) => {
      await queue.upsert({ paused: true })
      await queue.resume()
      return queue.get()
    },
    { paused: false },
  ],
  'schedules.create': [
    ({ client, url }) => client.schedules.create({ destination: url, cron: '0 5 * * MON', scheduleId: 'weekly' }),
    { scheduleId: 'weekly' },
  ],
  'schedules.get': [
    async ({ client, schedule }) => client.schedules.get(await schedule()),
    { cron: '@daily', isPaused: false, nextScheduleTime: expect.any(Number) },
  ],
  'schedules.list': [
    async ({ client, schedule }) => [await schedule(), await client.schedules.list()],
    [expect.any(String), [{ cron: '@daily' }]],
  ],
  'schedules.delete': [
    async ({ client, schedule }) => {
      await client.schedules.delete(await schedule())
      return client.schedules.list()
    },
    [],
  ],
  'schedules.pause': [
    async ({ client, schedule }) => {
      const id = await schedule()
      await client.schedules.pause({ schedule: id })
      return client.schedules.get(id)
    },
    { isPaused: true },
  ],
  'schedules.resume': [
    async ({ client, schedule }) => {
      const id = await schedule()
      await client.schedules.pause({ schedule: id })
      await client.schedules.resume({ schedule: id })
      return client.schedules.get(id)
    },
    { isPaused: false },
  ],
  'urlGroups.addEndpoints': [
    ({ client, url }) => client.urlGroups.addEndpoints({ name: 'lamps', endpoints: [{ url }] }),
    missing,
  ],
  'urlGroups.removeEndpoints': [
    ({ client, url }) => client.urlGroups.removeEndpoints({ name: 'lamps', endpoints: [{ url }] }),
    missing,
  ],
  'urlGroups.list': [({ client }) => client.urlGroups.list(), missing],
  'urlGroups.get': [({ client }) => client.urlGroups.get('lamps'), missing],
  'urlGroups.delete': [({ client }) => client.urlGroups.delete('lamps'), missing],
  'flowControl.get': [({ client }) => client.flowControl.get('mail'), missing],
  'flowControl.getGlobalParallelism': [({ client }) => client.flowControl.getGlobalParallelism(), missing],
  'flowControl.pause': [({ client }) => client.flowControl.pause('mail'), missing],
  'flowControl.resume': [({ client }) => client.flowControl.resume('mail'), missing],
  'flowControl.pin': [({ client }) => client.flowControl.pin('mail', { parallelism: 1 }), missing],
  'flowControl.unpin': [({ client }) => client.flowControl.unpin('mail', { parallelism: true }), missing],
  'flowControl.resetRate': [({ client }) => client.flowControl.resetRate('mail'), missing],
  'workflow.cancel': [({ client }) => client.workflow.cancel('wfr_1'), missing],
  'chat.create': [
    ({ client }) =>
      client.chat().create({ provider: upstash(), model: 'meta-llama/Meta-Llama-3-8B-Instruct', messages: [] }),
    missing,
  ],
  'chat.prompt': [
    ({ client }) =>
      client.chat().prompt({ provider: upstash(), model: 'meta-llama/Meta-Llama-3-8B-Instruct', system: '', user: '' }),
    missing,
  ],
}

const inner = new Set(['constructor', 'toString'])
// Methods that call the servers of other companies, and a helper that calls no server.
const notOurs = new Set(['chat.createThirdParty', 'chat.getAuthorizationToken'])

/** Every method of a client and its parts, by its name in code: `schedules.create`. */
function listMethods(client: Client): string[] {
  const parts: Record<string, object> = { client, queue: client.queue({ queueName: 'x' }), chat: client.chat() }
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(Client.prototype))) {
    // `topics` is the old name of `urlGroups`.
    if (property.get && name !== 'topics') parts[name] = property.get.call(client) as object
  }
  return Object.entries(parts).flatMap(([part, object]) => {
    const own = Object.getOwnPropertyDescriptors(object)
    const inherited = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object))
    return Object.entries({ ...own, ...inherited })
      .filter(([name, { value }]) => typeof value === 'function' && !inner.has(name) && !(name in parts))
      .map(([name]) => `${part}.${name}`)
      .filter((name) => !notOurs.has(name))
  })
}

test('the list above has every method of the SDK, and no other', () => {
  const client = new Client({ baseUrl: 'http://127.0.0.1:9', token: 'x', enableTelemetry: false })
  expect(Object.keys(methods).toSorted()).toEqual(listMethods(client).toSorted())
})

test.each(Object.entries(methods))(
  '%s has a right answer, or is not implemented and says so',
  async (_, [walk, expected]) => {
    // The SDK prints each error.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => quiet.mockRestore())
    const stage = await openStage()
    if (expected !== missing) return expect(await walk(stage)).toMatchObject(expected as object)
    const error = await walk(stage).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(QstashError)
    expect((error as QstashError).status).toBe(501)
    expect(JSON.parse((error as QstashError).message)).toEqual({
      error: expect.stringMatching(/is not implemented by the local queue$/),
    })
  },
)
