import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { forkQueue, openDestination, openQueue, temporaryFile, waitOptions } from '#local/queue/testing.ts'

test('delayed, active, scheduled and dead messages are there when a closed queue opens again', async () => {
  let answering = false
  const destination = await openDestination({
    '/stuck': () => (answering ? new Response('') : new Promise<Response>(() => {})),
    '/dead': () => new Response('', { status: 500 }),
  })
  const file = temporaryFile()
  const first = await openQueue({ file })
  await first.client.publish({ url: `${destination.url}/stuck`, body: 'in flight' })
  await first.client.publish({ url: `${destination.url}/dead`, retries: 0 })
  await first.client.publish({ url: `${destination.url}/delayed`, delay: '5m' })
  await first.client.schedules.create({
    destination: `${destination.url}/tick`,
    cron: '0 0 1 1 *',
    scheduleId: 'yearly',
  })
  await first.client.queue({ queueName: 'images' }).upsert({ parallelism: 4 })
  const duplicate = { url: `${destination.url}/far`, delay: '1h', deduplicationId: 'once' } as const
  const { messageId } = await first.client.publish(duplicate)
  await vi.waitFor(async () => {
    expect(destination.paths()).toContain('/stuck')
    expect((await first.client.dlq.listMessages()).messages).toHaveLength(1)
  }, waitOptions)
  await first.close()
  expect(destination.paths()).not.toContain('/delayed')

  answering = true
  jump(6 * 60_000)
  const { client } = await openQueue({ file })
  await vi.waitFor(() => expect(destination.paths()).toContain('/delayed'), waitOptions)
  await vi.waitFor(() => expect(destination.paths().filter((path) => path === '/stuck')).toHaveLength(2), waitOptions)
  expect((await client.dlq.listMessages()).messages).toHaveLength(1)
  expect((await client.schedules.list()).map((schedule) => schedule.scheduleId)).toEqual(['yearly'])
  expect((await client.queue({ queueName: 'images' }).get()).parallelism).toBe(4)
  expect(await client.publish(duplicate)).toMatchObject({ messageId, deduplicated: true })
})

test('kill -9 loses no accepted message, and active messages are delivered again', { timeout: 30_000 }, async () => {
  let answering = false
  const destination = await openDestination({
    '/stuck': () => (answering ? new Response('') : new Promise<Response>(() => {})),
  })
  const file = temporaryFile()
  const first = await forkQueue(file)
  await first.client.publish({ url: `${destination.url}/stuck` })
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/stuck']), waitOptions)
  const paths = Array.from({ length: 30 }, (_, n) => `/order/${n}`)
  await Promise.all(paths.map((path) => first.client.publish({ url: destination.url + path, delay: '2s' })))
  await first.kill()
  expect(destination.calls.length).toBeLessThanOrEqual(paths.length)

  answering = true
  await forkQueue(file)
  await vi.waitFor(() => expect(new Set(destination.paths())).toEqual(new Set(['/stuck', ...paths])), {
    timeout: 15_000,
    interval: 20,
  })
  expect(destination.paths().filter((path) => path === '/stuck')).toHaveLength(2)
  expect(destination.calls.every((call) => call.verified)).toBe(true)
})

test('a schedule whose time passed while the queue was down fires once at the start', async () => {
  const destination = await openDestination()
  const file = temporaryFile()
  const first = await openQueue({ file })
  await first.client.schedules.create({ destination: `${destination.url}/missed`, cron: '0 0 1 1 *' })
  const [schedule] = await first.client.schedules.list()
  await first.close()
  jump((schedule?.nextScheduleTime ?? 0) - Date.now() + 1000)
  const second = await openQueue({ file })
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/missed']), waitOptions)
  const [next] = await second.client.schedules.list()
  expect(next?.nextScheduleTime).toBeGreaterThan(Date.now())
})

test('a file of another version is emptied and works', async () => {
  const file = temporaryFile()
  const old = new DatabaseSync(file)
  old.exec("create table messages (id text); insert into messages values ('msg_old')")
  old.close()
  const first = await openQueue({ file })
  const { messageId } = await first.client.publish({ url: 'http://127.0.0.1:9/x', delay: '1h' })
  await first.close()
  const second = await openQueue({ file })
  expect(await second.client.messages.cancel({ all: true })).toEqual({ cancelled: 1 })
  await expect(second.client.messages.get(messageId)).rejects.toThrow('not found')
})

/** Moves the clock forward until the test ends. */
function jump(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
  onTestFinished(() => void vi.useRealTimers())
}
