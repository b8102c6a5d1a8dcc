import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from '@upstash/qstash'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { registry } from '#functions/registry.gen.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { type Handler, serve } from '#functions/runtime/serve.ts'
import { mailDomain, testEnvironment } from '#functions/runtime/testing.ts'
import { env } from '#lib/env.ts'
import { type Pace, paces } from '#lib/pace.ts'
import { keepSchedules } from '#lib/queue-qstash.ts'
import { listen } from '#local/listen.ts'
import { startMail } from '#local/mail/server.ts'
import { startPayments } from '#local/payments/server.ts'
import { nextRun } from '#local/queue/cron.ts'
import { plans } from '#local/queue/plans.ts'
import { startQueue } from '#local/queue/server.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'
import { addFinishes } from '#shop/reports/testing-sales.ts'

const day = 86_400_000
/** A Sunday that ends a month, so the reports of a day, a week and a month are made in one night. */
const busiest = '2026-05-31'

const open: { close(): Promise<void> | void }[] = []
let client: Client
const calls: { name: string; status: number }[] = []

beforeAll(async () => {
  const keep = <Service extends { close(): Promise<void> | void }>(service: Service) => {
    open.push(service)
    return service
  }
  const {
    QSTASH_TOKEN: token,
    QSTASH_CURRENT_SIGNING_KEY: currentKey,
    QSTASH_NEXT_SIGNING_KEY: nextKey,
    ...rest
  } = testEnvironment({})
  const database = keep(await startTestDatabase())
  // Sold out, so that the stock report has something to reorder.
  await addFinishes(database.sql, [4900, 24_900], 0)
  const mail = keep(await startMail({ port: 0, file: ':memory:', apiKey: rest.RESEND_API_KEY, domains: [mailDomain] }))
  const handlers: Record<string, Handler> = {}
  const site = keep(
    await listen(async (request) => {
      const name = new URL(request.url).pathname.replace('/api/', '')
      const response = (await handlers[name]?.(request)) ?? new Response('<html></html>')
      if (handlers[name]) calls.push({ name, status: response.status })
      return response
    }),
  )
  const webhook = { url: `${site.url}/api/stripe-webhook`, secret: rest.STRIPE_WEBHOOK_SECRET }
  const payments = keep(await startPayments({ port: 0, file: ':memory:', secretKey: rest.STRIPE_SECRET_KEY, webhook }))
  const queue = keep(await startQueue({ port: 0, file: ':memory:', token, currentKey, nextKey, plan: 'free' }))
  const addresses = { database: database.url, queue: queue.url, payments: payments.url, mail: mail.url }
  const values = { ...testEnvironment(addresses), SITE_URL: site.url, PACE_MINUTES: '15' }
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
  for (const name of ['log', 'error', 'warn'] as const) vi.spyOn(console, name).mockReturnValue()
  for (const definition of registry) handlers[definition.name] = serve(definition, { refresh: async () => {} })
  client = new Client({ baseUrl: queue.url, token, retry: false, enableTelemetry: false })
})
afterAll(async () => {
  for (const service of open.toReversed()) await service.close()
})

const logged = async (state: 'CREATED' | 'ACTIVE' | 'DELIVERED' | 'FAILED' | 'ERROR') =>
  (await client.logs({ filter: { state }, count: 1000 })).logs.length

/** Calls a scheduled function through the queue, as its schedule does, and counts the messages that follow. */
async function costOf(name: string, query = ''): Promise<number> {
  const schedule = await client.schedules.get(name)
  const before = await logged('ACTIVE')
  await client.publish({
    url: schedule.destination + query,
    method: 'GET',
    retries: schedule.retries,
    headers: { authorization: schedule.header?.Authorization?.[0] ?? '' },
  })
  await vi.waitFor(async () => expect(await logged('DELIVERED')).toBe(await logged('CREATED')), {
    timeout: 20_000,
    interval: 25,
  })
  return (await logged('ACTIVE')) - before
}

/** Counts the messages that a day of schedules causes; the day begins at `start`, in Unix milliseconds. */
function messagesOn(start: number, pace: Pace, cost: Record<string, number>): number {
  let messages = 0
  for (const { name, cron } of listSchedules(registry, pace)) {
    for (let at = nextRun(cron, start - 1) ?? Infinity; at < start + day; at = nextRun(cron, at) ?? Infinity)
      messages += cost[name] ?? Number.NaN
  }
  return messages
}

const daysOf = (year: number) => Array.from({ length: 365 }, (_, index) => Date.UTC(year, 0, 1) + index * day)

test('a shop without visitors fits the free plan of its queue', { timeout: 120_000 }, async () => {
  const { kept } = await keepSchedules(env(), listSchedules(registry, env().PACE_MINUTES))
  expect(kept.length).toBeLessThanOrEqual(plans.free.schedules)
  for (const schedule of kept) await client.schedules.pause({ schedule })

  const cost: Record<string, number> = {}
  for (const name of ['sweep', 'check-health', 'invariants', 'clean-up', 'stock-report'])
    cost[name] = await costOf(name)
  cost['sales-report'] = await costOf('sales-report', `?at=${busiest}T23:15:00Z`)
  expect(Object.keys(cost).toSorted()).toEqual(kept.toSorted())
  expect(calls.filter(({ status }) => status !== 200)).toEqual([])

  const most = (pace: Pace) => Math.max(...daysOf(2027).map((start) => messagesOn(start, pace, cost)))
  expect(most(15)).toBeLessThanOrEqual(500)
  const guide = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'deploy.md'), 'utf8')
  for (const pace of paces) expect(guide).toMatch(new RegExp(`\\| ${pace}\\b[^|]*\\| ${most(pace)} \\|`))
})
