import { expect, test, vi } from 'vitest'
import { openDestination, openQueue, waitOptions } from '#local/queue/testing.ts'

test('a schedule publishes repeatedly, signed and with its id', async () => {
  const destination = await openDestination()
  const { client } = await openQueue({ speed: 1000 })
  const { scheduleId } = await client.schedules.create({
    destination: `${destination.url}/report?kind=sales`,
    cron: '* * * * *',
    body: '{"day":"all"}',
    headers: { 'x-a': '1' },
  })
  await vi.waitFor(() => expect(destination.calls.length).toBeGreaterThanOrEqual(3), waitOptions)
  const [call] = destination.calls
  expect(call).toMatchObject({ path: '/report?kind=sales', body: '{"day":"all"}', verified: true })
  expect([call?.headers.get('upstash-schedule-id'), call?.headers.get('x-a')]).toEqual([scheduleId, '1'])
  const schedule = await client.schedules.get(scheduleId)
  expect(schedule.nextScheduleTime).toBeGreaterThan(schedule.createdAt)
  expect(schedule.lastScheduleTime).toBeGreaterThanOrEqual(schedule.createdAt)
})

test('schedules are listed, replaced by id, paused, resumed and deleted', async () => {
  const destination = await openDestination()
  const { client } = await openQueue({ speed: 1000 })
  const create = (cron: string) =>
    client.schedules.create({ destination: `${destination.url}/tick`, cron, scheduleId: 'nightly', retries: 1 })
  expect(await create('0 5 1 1 *')).toEqual({ scheduleId: 'nightly' })
  await create('0 6 1 1 *')
  expect(await client.schedules.list()).toMatchObject([
    { scheduleId: 'nightly', cron: '0 6 1 1 *', destination: `${destination.url}/tick`, retries: 1, isPaused: false },
  ])
  await client.schedules.pause({ schedule: 'nightly' })
  await create('* * * * *')
  expect((await client.schedules.get('nightly')).isPaused).toBe(true)
  await client.publish({ url: `${destination.url}/probe`, delay: '3m' })
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/probe']), waitOptions)
  await client.schedules.resume({ schedule: 'nightly' })
  await vi.waitFor(() => expect(destination.paths()).toContain('/tick'), waitOptions)
  await client.schedules.delete('nightly')
  await expect(client.schedules.get('nightly')).rejects.toThrow('not found')
})

test.each([
  ['every day', 'invalid cron expression: every day'],
  ['0 0 30 2 *', 'invalid cron expression: 0 0 30 2 *'],
  ['CRON_TZ=Europe/Berlin 0 4 * * *', 'CRON_TZ is not implemented'],
])('a schedule of "%s" is refused', async (cron, message) => {
  const { client } = await openQueue()
  await expect(client.schedules.create({ destination: 'http://127.0.0.1:9/', cron })).rejects.toThrow(message)
})
