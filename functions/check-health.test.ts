import type { Sql } from 'postgres'
import { Resend } from 'resend'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkHealth } from '#functions/check-health.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, mailDomain, testEnvironment } from '#functions/runtime/testing.ts'
import { tellOwner } from '#functions/tell-owner.ts'
import { parseEnv } from '#lib/env.ts'
import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import type { Db } from '#lib/supabase.ts'
import { type Listening, listen } from '#local/listen.ts'
import { createMail, type MailService } from '#local/mail/server.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { getStatus, listOpenIncidents } from '#shop/health/status.ts'
import { addFinishes } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
let close: (() => Promise<void>)[] = []
let site = ''
let values: Record<string, string>
let mail: MailService
let resend: Resend
/** Stands in for the store, the queue, the mail service and Stripe; answers 200 unless a test sets a status. */
const answers = { store: 200, queue: 200, mail: 200, payments: 200 }
const rung: { key: string; input: { about: string; id: string } }[] = []
const refreshed: string[][] = []
const environment = testEnvironment({})
const handler = serve(checkHealth, { refresh: async (tags) => void refreshed.push(tags) })
const tell = serve(tellOwner)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  const refuse = (status: number) => Response.json({ error: { message: 'down' } }, { status })
  const store = await listen(() => new Response('<html></html>', { status: answers.store }))
  const queue = await listen(async (request) => {
    if (answers.queue !== 200) return refuse(answers.queue)
    if (request.method === 'POST') rung.push((await request.json()) as (typeof rung)[number])
    return Response.json({ messageId: 'msg_1' })
  })
  const post = await listen((request) => (answers.mail === 200 ? mail.fetch(request) : refuse(answers.mail)))
  const payments = await listen(() =>
    answers.payments === 200 ? Response.json({ data: [] }) : refuse(answers.payments),
  )
  resend = new Resend(environment.RESEND_API_KEY, { baseUrl: post.url })
  site = store.url
  close = [store, queue, post, payments].map((service: Listening) => () => service.close())
  const addresses = { database: database.url, queue: queue.url, mail: post.url, payments: payments.url }
  values = { ...testEnvironment(addresses), SITE_URL: store.url }
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
  await addFinishes(sql, [4900])
})
afterAll(async () => {
  for (const stop of close) await stop()
  await database.close()
})
beforeEach(async () => {
  mail = createMail({ file: ':memory:', apiKey: environment.RESEND_API_KEY, domains: [mailDomain] })
  Object.assign(answers, { store: 200, queue: 200, mail: 200, payments: 200 })
  rung.length = 0
  refreshed.length = 0
  await sql`truncate health_checks, health_days, incidents, jobs, job_steps, stripe_events, reports`
})

const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
/** The time `minutes` after yesterday noon, UTC. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const noon = (minute: number) => new Date(Date.parse(`${yesterday}T12:00:00Z`) + minute * 60_000)
const check = async (minute: number) => {
  const at = noon(minute).toISOString()
  const response = await handler(callOf(`check-health?at=${at}`, { method: 'GET', headers }))
  return (await response.json()) as { kept: boolean; down: string[] }
}
const incidents = () => sql`select part, note, began_at, noticed_at, ended_at from incidents order by began_at, part`
const mails = async () => (await resend.emails.list()).data?.data.map(({ subject }) => subject) ?? []
/** Delivers the jobs that the queue was asked for, and returns the status of each answer. */
async function deliver(jobs = rung.splice(0)): Promise<number[]> {
  const statuses: number[] = []
  for (const { key, input } of jobs) statuses.push((await tell(deliveryOf('tell-owner', key, input, site))).status)
  return statuses
}

test('when all parts work, each gets a row and no mail is sent', async () => {
  expect(await check(0)).toEqual({ kept: true, down: [] })
  const rows = await sql`select part, ok, note from health_checks order by part`
  expect(rows.map(({ part }) => part)).toEqual([
    'database',
    'dead-letters',
    'jobs',
    'keys',
    'mail',
    'pages',
    'payments',
    'queue',
    'reports',
    'storage',
    'webhooks',
  ])
  expect(new Set(rows.map(({ ok, note }) => `${ok} ${note}`))).toEqual(new Set(['true null']))
  expect(rung).toEqual([])
  expect(refreshed).toEqual([['status']])
})

test('a shop that is sold out and sells nothing works', async () => {
  await sql`with sold as (update variants set stock = 0) update products set status = 'archived'`
  expect(await check(0)).toMatchObject({ down: [] })
  await sql`update products set status = 'active'`
})

test('changes that no page shows after half an hour are noticed', async () => {
  await sql`insert into private.page_changes (tags, changed_at)
    select '{catalog}', now() - minutes * interval '1 minute' from unnest(array[29, 31]) minutes`
  expect(await check(0)).toMatchObject({ down: ['pages'] })
  expect((await sql`select note from health_checks where not ok`)[0]?.note).toMatch(/half an hour: 1$/)
  await sql`delete from private.page_changes`
})

test('a part that fails twice in a row opens an incident; the owner gets one mail then and one when it works again', async () => {
  await check(0)
  answers.payments = 500
  expect(await check(5)).toMatchObject({ down: ['payments'] })
  expect([await incidents(), await deliver()]).toEqual([[], []])
  await check(10)
  expect(await incidents()).toEqual([
    { part: 'payments', note: 'does not answer', began_at: noon(5), noticed_at: noon(10), ended_at: null },
  ])
  expect(await deliver()).toEqual([200])
  await check(15)
  expect(await deliver()).toEqual([])
  answers.payments = 200
  await check(20)
  expect((await incidents())[0]?.ended_at).toEqual(noon(20))
  expect(await deliver()).toEqual([200])
  expect(await mails()).toEqual(['Resolved: Payments', 'Down: Payments'])
})

describe('tokens of roles that end', () => {
  const day = 86_400_000
  /** A check by a store whose tokens end so many days after it. */
  const checkWith = async (minute: number, daysLeft: number) => {
    const tokens = mintTokens(signingKey, roles, noon(minute).getTime() - (120 - daysLeft) * day)
    // The token of this function is good: what ends is that of another one.
    const given = { ...mintTokens(signingKey, roles), chat: tokens.chat }
    const env = () => parseEnv({ ...values, SUPABASE_ROLE_TOKENS: JSON.stringify(given) })
    const call = callOf(`check-health?at=${noon(minute).toISOString()}`, { method: 'GET', headers })
    return (await (await serve(checkHealth, { env, refresh: async () => {} })(call)).json()) as { down: string[] }
  }

  test('are told to the owner and to staff two weeks before, and to nobody else', async () => {
    expect(await checkWith(0, 14.1)).toMatchObject({ down: [] })
    for (const minute of [5, 10]) expect(await checkWith(minute, 13.9)).toMatchObject({ down: ['keys'] })
    expect(await deliver()).toEqual([200])
    expect(await mails()).toEqual(['Action needed: Keys'])
    const ends = new Date(noon(10).getTime() + 13.9 * day).toISOString().slice(0, 10)
    const note = `the token of chat ends on ${ends}, so mint new ones and deploy`
    const staff = await listOpenIncidents(database.signIn('service_role') as unknown as Db)
    expect(staff).toEqual([{ part: 'keys', name: 'Keys', note, beganAt: expect.any(String) }])

    const anybody = await getStatus(database.signIn('anon') as unknown as Db, 5)
    expect(anybody.parts.map(({ part }) => part)).not.toContain('keys')
    expect(anybody.incidents).toEqual([])
    await checkWith(15, 120)
    expect(await deliver()).toEqual([200])
    expect(await mails()).toEqual(['Resolved: Keys', 'Action needed: Keys'])
  })
})

test('one failure opens no incident, nor do two with a good check between them', async () => {
  for (const [minute, status] of [
    [0, 500],
    [5, 200],
    [10, 500],
    [15, 200],
  ] as const) {
    answers.store = status
    await check(minute)
  }
  expect(await incidents()).toEqual([])
  expect(await sql`select checks, failed, is_ok from health_days where part = 'pages'`).toEqual([
    { checks: 4, failed: 2, is_ok: true },
  ])
})

test('ten checks at once store one result and open one incident', async () => {
  answers.store = 503
  await check(0)
  const results = await Promise.all(Array.from({ length: 10 }, () => check(5)))
  expect(results.filter(({ kept }) => kept)).toHaveLength(1)
  expect(await incidents()).toMatchObject([{ part: 'pages', note: '/ answers 503' }])
  expect(new Set(rung.map(({ key }) => key))).toEqual(new Set([`tell-owner.incidents-${yesterday}-1205`]))
  expect(await sql`select checks from health_days where part = 'pages'`).toEqual([{ checks: 2 }])
})

test('while the mail service is down the notice waits; it is sent once when the service is back', async () => {
  answers.mail = 503
  await check(0)
  await check(5)
  const notice = [...rung]
  expect(await deliver()).toEqual([500])
  expect(await deliver([...notice])).toEqual([500])
  expect(await sql`select status from jobs`).toEqual([{ status: 'waiting' }])
  answers.mail = 200
  await check(10)
  const over = rung.splice(0)
  expect(await deliver([...notice, ...over])).toEqual([200, 200])
  expect(await mails()).toEqual(['Resolved: Mail', 'Down: Mail'])
  const { data } = await resend.emails.list()
  const texts = await Promise.all(
    (data?.data ?? []).map(async ({ id }) => (await resend.emails.get(id)).data?.text ?? ''),
  )
  expect(texts[1]).toMatch(/Mail: does not work, since \d+ \w+ \d{4}, 1[34]:00\. We mail you again/)
  expect(texts[0]).toMatch(/Mail has worked again since \d+ \w+ \d{4}, 1[34]:10, after 10 minutes\./)
})

const works: [name: string, part: string, plant: () => Promise<unknown>, note: string][] = [
  [
    'a job that nobody does',
    'jobs',
    () =>
      sql`insert into jobs (key, name, input, run_at) values ('late', 'ship-order', '{}', now() - interval '31 minutes')`,
    '1 waited for more than half an hour',
  ],
  [
    'a dead letter',
    'dead-letters',
    () => sql`insert into jobs (key, name, input, status) values ('dead', 'ship-order', '{}', 'failed')`,
    '1 wait for a person',
  ],
  [
    'an event that is not handled',
    'webhooks',
    () =>
      sql`insert into stripe_events values ('evt_1', 'x', now() - interval '11 minutes', now() - interval '11 minutes', null)`,
    'an event has waited for 660 seconds',
  ],
  [
    'an event that came late',
    'webhooks',
    () =>
      sql`insert into stripe_events values ('evt_1', 'x', now() - interval '20 minutes', now() - interval '5 minutes', now())`,
    'an event took 900 seconds to arrive',
  ],
  [
    'a night without a report',
    'reports',
    () =>
      sql`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path) values ('day', '2025-11-01', '2025-11-01', '{"orders": 0, "revenue": 0, "refunded": 0}', '', '')`,
    'the last one is of 2025-11-01',
  ],
]
test.each(works)('the check finds %s', async (_name, part, plant, note) => {
  await plant()
  expect((await check(0)).down).toEqual([part])
  expect(await sql`select note from health_checks where not ok`).toEqual([{ note }])
})

test('an event that Stripe sent again is not late, and a report of yesterday that exists is not missing', async () => {
  await sql`insert into stripe_events values ('evt_1', 'x', now() - interval '9 days', now(), now())`
  await sql`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
    select 'day', d, d, '{"orders": 0, "revenue": 0, "refunded": 0}', '', '' from (select private.day_of(now() - interval '4 hours') - 1 as d) x`
  expect((await check(0)).down).toEqual([])
})

test('anybody can read the state of each part, and nobody its reason', async () => {
  answers.mail = 503
  await sql`insert into health_days values ('mail', private.day_of(now()), 5, 0, true), ('pages', private.day_of(now()) - 89, 288, 3, true)`
  await check(0)
  await check(5)
  await sql`update health_checks set at = at + (now() - ${noon(5)}::timestamptz)`
  const status = await getStatus(database.signIn('anon') as unknown as Db, 5)
  expect(status).toMatchObject({ isSilent: false, incidents: [{ name: 'Mail', endedAt: null }] })
  expect(status.parts[0]).toMatchObject({ name: 'Store pages', ok: true })
  for (const { days } of status.parts) expect(days).toHaveLength(90)
  expect(status.parts[0]?.days[0]).toMatchObject({ checks: 288, failed: 3 })
  expect(status.parts.find(({ part }) => part === 'mail')?.days.at(-1)).toMatchObject({ checks: 5, failed: 0 })
  expect(JSON.stringify(status)).not.toContain('does not work')
  await sql`update health_checks set at = at - interval '16 minutes'`
  expect(await getStatus(database.signIn('anon') as unknown as Db, 5)).toMatchObject({ isSilent: true })
  expect(await getStatus(database.signIn('anon') as unknown as Db, 15)).toMatchObject({
    isSilent: false,
    everyMinutes: 15,
  })
})

test('history older than ninety days is removed', async () => {
  await sql`insert into health_checks values (now() - interval '91 days', 'mail', true, 1, null), (now() - interval '89 days', 'mail', true, 1, null)`
  await sql`insert into health_days values ('mail', private.day_of(now()) - 90, 1, 0, true), ('mail', private.day_of(now()) - 89, 1, 0, true)`
  await handler(callOf('check-health', { method: 'GET', headers }))
  expect(await sql`select from health_checks where at < now() - interval '1 day'`).toHaveLength(1)
  expect(await sql`select from health_days where day < private.day_of(now())`).toHaveLength(1)
})

test('only the scheduler may ask for a check', async () => {
  expect((await handler(callOf('check-health', { method: 'GET' }))).status).toBe(401)
  expect(await sql`select from health_checks`).toHaveLength(0)
})
