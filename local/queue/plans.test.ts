import { QstashDailyRatelimitError, QstashError } from '@upstash/qstash'
import { expect, test, vi } from 'vitest'
import { plans, readPlan } from '#local/queue/plans.ts'
import { openDestination, openQueue, waitOptions } from '#local/queue/testing.ts'

const url = 'http://127.0.0.1:9/x'

test('a plan has a known name', () => {
  expect([readPlan(), readPlan('free')]).toEqual(['pay-as-you-go', 'free'])
  expect(() => readPlan('toString')).toThrow('"toString" is not a plan; the plans are: free, pay-as-you-go')
})

test('more retries than the plan allows are refused, in a batch and a schedule as well', async () => {
  const { client } = await openQueue({ plan: 'free' })
  const refusal = new QstashError('{"error":"quota maxRetries exceeded, current limit: 3"}', 412)
  await expect(client.publish({ url, retries: 4 })).rejects.toEqual(refusal)
  await expect(client.batch([{ url }, { url, retries: 4 }])).rejects.toEqual(refusal)
  await expect(client.schedules.create({ destination: url, cron: '@daily', retries: 4 })).rejects.toEqual(refusal)
  expect((await client.logs()).logs).toEqual([])
  expect(await client.publish({ url, retries: 3, delay: '1h' })).toHaveProperty('messageId')

  const paid = await openQueue()
  expect(await paid.client.publish({ url, retries: 5, delay: '1h' })).toHaveProperty('messageId')
  await expect(paid.client.publish({ url, retries: 1000 })).rejects.toThrow('current limit: 5')
})

test('a message that would wait longer than the plan allows is refused', async () => {
  const { client } = await openQueue({ plan: 'free' })
  const refusal = new QstashError('{"error":"quota maxDelay exceeded, current limit: 604800"}', 412)
  await expect(client.publish({ url, delay: '8d' })).rejects.toEqual(refusal)
  await expect(client.publish({ url, notBefore: Date.now() / 1000 + 604_900 })).rejects.toEqual(refusal)
  expect(await client.publish({ url, delay: '7d' })).toHaveProperty('messageId')
  await expect((await openQueue()).client.publish({ url, delay: '400d' })).rejects.toThrow('quota maxDelay exceeded')
})

test('the plan limits the number of schedules, and existing schedules can still be changed', async () => {
  const { client } = await openQueue({ plan: 'free' })
  const create = (scheduleId: string) => client.schedules.create({ destination: url, cron: '@yearly', scheduleId })
  for (let n = 0; n < plans.free.schedules; n++) await create(`schedule-${n}`)
  await expect(create('one-more')).rejects.toMatchObject({ status: 412 })
  expect(await create('schedule-0')).toEqual({ scheduleId: 'schedule-0' })
})

test('when the attempts of the day are used up, no message is accepted before midnight UTC', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 12) })
  try {
    const destination = await openDestination()
    const { client } = await openQueue({ plan: 'free' })
    const publish = (count: number) => client.batch(Array.from({ length: count }, () => ({ url: destination.url })))
    await publish(plans.free.messagesPerDay)
    await vi.waitFor(() => expect(destination.calls).toHaveLength(plans.free.messagesPerDay), waitOptions)
    await expect(publish(1)).rejects.toEqual(
      new QstashDailyRatelimitError({ limit: '1000', remaining: '0', reset: String(Date.UTC(2026, 0, 2) / 1000) }),
    )
    vi.setSystemTime(Date.UTC(2026, 0, 2))
    expect(await publish(1)).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})
