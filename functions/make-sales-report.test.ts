import type { Sql } from 'postgres'
import { Resend } from 'resend'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeSalesReport } from '#functions/make-sales-report.ts'
import { serve } from '#functions/runtime/serve.ts'
import { deliveryOf, mailDomain, testEnvironment } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { createMail, type MailService } from '#local/mail/server.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addFinishes, addSales, type Finish, forgetSales } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let post: Listening
let mail: MailService | undefined
let resend: Resend
let finishes: Finish[] = []
const rung: string[] = []
const environment = testEnvironment({})
const handler = serve(makeSalesReport)
const realFetch = fetch

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    rung.push(((await request.json()) as { key: string }).key)
    return Response.json({ messageId: 'msg_1' })
  })
  post = await listen((request) => mail?.fetch(request) ?? new Response('closed', { status: 503 }))
  resend = new Resend(environment.RESEND_API_KEY, { baseUrl: post.url })
  const addresses = { database: database.url, queue: queue.url, mail: post.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
  finishes = await addFinishes(sql, [4900, 24_900])
})
afterAll(async () => {
  await Promise.all([queue.close(), post.close()])
  await database.close()
})
beforeEach(async () => {
  mail = createMail({ file: ':memory:', apiKey: environment.RESEND_API_KEY, domains: [mailDomain] })
  vi.stubGlobal('fetch', realFetch)
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
  rung.length = 0
  await forgetSales(sql)
})

const day = '2026-10-25'
const key = (name: string) => `make-sales-report.${name}`
const plan = (name: string, input: object) =>
  sql`insert into jobs (key, name, input) values (${key(name)}, 'make-sales-report', ${sql.json(input as never)})`
const planDay = (firstDay = day) => plan(`day-${firstDay}`, { kind: 'day', firstDay })
const deliver = (name = `day-${day}`, input: object = { kind: 'day', firstDay: day }) =>
  handler(deliveryOf('make-sales-report', key(name), input))
const mails = async () => (await resend.emails.list()).data?.data ?? []
const rows =
  () => sql`select kind, first_day::text, orders, revenue_amount, refunded_amount, figures, email_id from reports
  order by kind, first_day`
const file = async (path: string) => {
  const { data } = await database.signIn('make_sales_report').storage.from('reports').download(path)
  return data ? new Uint8Array(await data.arrayBuffer()) : null
}

/** Two orders on the day, one of them in the hour that comes twice, and a refund on the next day. */
async function sellOn(date = day): Promise<void> {
  const [cheap, dear] = finishes as [Finish, Finish]
  await addSales(sql, [
    {
      at: new Date(`${date}T01:30:00Z`),
      lines: [{ finish: dear, quantity: 2 }],
      refunds: [{ at: new Date(`${date}T23:30:00Z`), amount: 24_900 }],
    },
    {
      at: new Date(`${date}T12:00:00Z`),
      lines: [
        { finish: cheap, quantity: 3 },
        { finish: dear, quantity: 1 },
      ],
      refunds: [],
    },
  ])
}

test('a day becomes a row, two files and a mail with its chart', async () => {
  await sellOn()
  await planDay()
  const response = await deliver()
  expect([response.status, await response.json()]).toEqual([200, { report: day, orders: 2 }])
  const [row] = await rows()
  expect(row).toMatchObject({ kind: 'day', first_day: day, orders: 2, revenue_amount: '89400', refunded_amount: '0' })
  expect(row?.figures.parts).toHaveLength(25)
  const csv = new TextDecoder().decode((await file(`day/${day}.csv`)) ?? undefined)
  expect(csv).toContain('hour,02:00 again,1,498.00,0.00,86.43,EUR\r\n')
  expect(csv).toContain(`total,${day},2,894.00,0.00,155.16,EUR\r\n`)
  const pdf = new TextDecoder('latin1').decode((await file(`day/${day}.pdf`)) ?? undefined)
  expect(pdf).toMatch(/^%PDF-1\.\d/)
  expect(pdf).toContain('%%EOF')

  const [sent] = await mails()
  expect(sent).toMatchObject({ to: ['owner@example.com'], subject: 'Sunday, 25 October 2026: 2 orders brought €894.' })
  expect(row?.email_id).toBe(sent?.id)
  const html = (await resend.emails.get(sent?.id ?? '')).data?.html ?? ''
  expect(html).toMatch(/<img[^>]* src="cid:chart"/)
  expect(html).toContain(`http://localhost:3000/admin/reports/${day}`)
  for (const word of ['€894', '€155.16', 'All 25 hours', 'no report']) expect(html).toContain(word)
})

test('a day without orders gets a report too', async () => {
  await planDay()
  expect((await deliver()).status).toBe(200)
  expect(await rows()).toMatchObject([{ orders: 0, revenue_amount: '0' }])
  expect((await mails())[0]?.subject).toBe('Sunday, 25 October 2026: Nothing was sold.')
})

test('ten deliveries at once make and mail one report', async () => {
  await sellOn()
  await planDay()
  const responses = await Promise.all(Array.from({ length: 10 }, () => deliver()))
  expect(responses.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 503)])
  expect(await rows()).toHaveLength(1)
  expect(await mails()).toHaveLength(1)
})

test('a report that is made again replaces its row and its files and is not mailed again', async () => {
  await sellOn()
  await planDay()
  await deliver()
  const before = await rows()
  await sql`truncate jobs, job_steps`
  await planDay()
  expect((await deliver()).status).toBe(200)
  expect(await rows()).toEqual(before)
  expect(await mails()).toHaveLength(1)
  expect(
    await sql`select name from storage.objects where bucket_id = 'reports' and name like ${`%${day}%`}`,
  ).toHaveLength(2)
})

test('with no time left, each run does one step, and the result is the same', async () => {
  await sellOn()
  await planDay()
  await deliver()
  const before = await rows()
  await sql`truncate jobs, job_steps, reports`
  await planDay()
  const hurried = serve({ ...makeSalesReport, limits: { seconds: 0 } })
  const statuses: number[] = []
  while (statuses.at(-1) !== 200 && statuses.length < 50) {
    statuses.push(
      (await hurried(deliveryOf('make-sales-report', key(`day-${day}`), { kind: 'day', firstDay: day }))).status,
    )
  }
  // 25 hours, the stock, the comparison, two files, the row and the mail.
  expect(statuses).toEqual([...Array.from({ length: 30 }, () => 202), 200])
  expect((await rows())[0]?.figures).toEqual(before[0]?.figures)
  expect(await mails()).toHaveLength(1)
})

const killedAt = [
  'collect-2026-10-24T22:00:00.000Z',
  'collect-2026-10-25T22:00:00.000Z',
  'collect-stock',
  'compare',
  'write-csv',
  'write-pdf',
  'save',
  'send',
]
describe('killed', () => {
  /** The hours of the day, as an earlier run has stored them. */
  let collected: { job_key: string; step: string; result: never }[] = []
  beforeAll(async () => {
    mail = createMail({ file: ':memory:', apiKey: environment.RESEND_API_KEY, domains: [mailDomain] })
    await forgetSales(sql)
    await sellOn()
    await planDay()
    expect((await deliver()).status).toBe(200)
    collected = await sql`select job_key, step, result from job_steps where step like 'collect-20%'`
    expect(collected).toHaveLength(25)
  })

  test.each(
    killedAt.flatMap((step) => [
      [step, 'before'],
      [step, 'after'],
    ]),
  )('at %s, %s the step was stored, the job resumes and the result is the same', async (step, moment) => {
    await sellOn()
    await planDay()
    // The hours before the killed step are stored already, as after a pause, so the test need not collect them all.
    const known = collected.filter((row) => !step.startsWith('collect-20') || row.step < step)
    if (known.length > 0) await sql`insert into job_steps ${sql(known)}`
    let dead = false
    const killed = new Promise<void>((resolve) => {
      // A killed process neither reads the answer nor makes another call.
      vi.stubGlobal('fetch', async (...call: Parameters<typeof fetch>) => {
        const isStep =
          String(call[0]).includes('/rest/v1/job_steps') && String(call[1]?.body).includes(`"step":"${step}"`)
        if (isStep && moment === 'after') await realFetch(...call)
        if (isStep) {
          dead = true
          resolve()
        }
        return dead ? new Promise(() => {}) : realFetch(...call)
      })
    })
    void deliver()
    await killed
    vi.stubGlobal('fetch', realFetch)
    expect((await deliver()).status).toBe(503)
    await sql`update jobs set leased_until = now() - interval '1 second'`
    expect((await deliver()).status).toBe(200)
    expect(await rows()).toMatchObject([{ orders: 2, revenue_amount: '89400' }])
    expect(await mails()).toHaveLength(1)
    expect((await rows())[0]?.email_id).toBe((await mails())[0]?.id)
    expect(await sql`select step from job_steps`).toHaveLength(31)
  })
})

test('the last day of a week or a month plans its report, made from the days', async () => {
  const days = Array.from({ length: 7 }, (_, index) => `2026-10-${19 + index}`)
  await sellOn('2026-10-19')
  await sellOn('2026-10-25')
  for (const firstDay of days) {
    await planDay(firstDay)
    expect((await deliver(`day-${firstDay}`, { kind: 'day', firstDay })).status).toBe(200)
  }
  expect(rung).toEqual([key('week-2026-10-19')])
  expect((await deliver('week-2026-10-19', { kind: 'week', firstDay: '2026-10-19' })).status).toBe(200)
  const week = (await rows()).find(({ kind }) => kind === 'week')
  expect(week).toMatchObject({ first_day: '2026-10-19', orders: 4, revenue_amount: '178800', refunded_amount: '24900' })
  expect(week?.figures.parts.map(({ begins }: { begins: string }) => begins)).toEqual(days)
  expect(new TextDecoder().decode((await file('week/2026-W43.csv')) ?? undefined)).toContain(
    'total,2026-W43,4,1788.00,249.00',
  )
  expect((await mails())[0]?.subject).toBe('Week 43, from 19 October 2026: 4 orders brought €1,788.')
})

test('while mails cannot be sent, the report is stored and only its mail waits', async () => {
  await sellOn()
  await planDay()
  mail = undefined
  expect((await deliver()).status).toBe(500)
  expect(await rows()).toMatchObject([{ orders: 2, email_id: null }])
  expect((await sql`select status from jobs`)[0]?.status).toBe('waiting')
})
