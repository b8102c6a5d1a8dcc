import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { runTask, untilFree } from '#deploy/container/run-task.ts'
import { needs } from '#deploy/needs.gen.ts'
import { registry } from '#functions/registry.gen.ts'
import { mailDomain, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { createMail, type MailService } from '#local/mail/server.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addUp } from '#shop/reports/figures.ts'
import { daysOf, toPeriod } from '#shop/reports/periods.ts'
import { addFinishes, addSales, type Finish, forgetSales } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let post: Listening
let mail: MailService
let environment: Record<string, string>
let finish: Finish
const rung: unknown[] = []
const mails: string[] = []
const name = 'make-sales-report'
const year = toPeriod('year', '2024-01-01')
const key = `${name}.year-2024-01-01`
const input = JSON.stringify({ kind: 'year', firstDay: year.firstDay })

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    rung.push(await request.json())
    return Response.json({ messageId: 'msg_1' })
  })
  post = await listen(async (request) => {
    mails.push(((await request.clone().json()) as { subject: string }).subject)
    return mail.fetch(request)
  })
  environment = testEnvironment({ database: database.url, queue: queue.url, mail: post.url })
  mail = createMail({ file: ':memory:', apiKey: environment.RESEND_API_KEY ?? '', domains: [mailDomain] })
  const [only] = await addFinishes(sql, [24_900])
  if (only) finish = only
})
afterAll(async () => {
  await Promise.all([queue.close(), post.close()])
  await database.close()
})
beforeEach(async () => {
  for (const method of ['log', 'warn', 'error'] as const) vi.spyOn(console, method).mockReturnValue()
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value)
  mails.length = 0
  rung.length = 0
  await forgetSales(sql)
})

const stepsOf = () => sql<{ step: string; run: number }[]>`select step, run from job_steps where job_key = ${key}`
const jobOf = async () => (await sql`select status, attempts, runs, trace from jobs where key = ${key}`)[0]

/** Starts the process as deploy/container/Dockerfile and the task definitions do, with the variables of the function and no other. */
function start(...parameters: string[]) {
  const known = [...(needs[name]?.variables ?? []), 'TRACEPARENT']
  const given = Object.fromEntries(Object.entries(environment).filter(([variable]) => known.includes(variable)))
  const child = spawn(process.execPath, ['deploy/container/task.ts', ...parameters], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', TRACEPARENT: traceparent, ...given },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text))
  const ended = once(child, 'close').then(([code, signal]) => {
    const last = output.trim().split('\n').at(-1) ?? ''
    return { code, signal, output, result: code === null ? null : JSON.parse(last) }
  })
  return { child, ended }
}

/** Reports of all days but those of March, as the store has them that was opened later, and a sale on the first and the last day. */
async function keepDays(): Promise<void> {
  const none = { ...addUp([]), parts: [], stock: [] }
  const sale = { ...none, orders: 1, revenue: 24_900, tax: 4321 }
  const rows = daysOf(year)
    .filter((day) => !day.startsWith('2024-03'))
    .map((day) => ({ day, figures: day === year.firstDay || day === year.lastDay ? sale : none }))
  await sql`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
    select 'day', r.day, r.day, r.figures, 'none', 'none'
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (day date, figures jsonb)`
  const line = { lines: [{ finish, quantity: 2 }], refunds: [] }
  // The second before March, its first and its last one, and the hour that its clocks leave out.
  const times = ['2024-02-29T22:59:59Z', '2024-02-29T23:00:00Z', '2024-03-31T01:30:00Z', '2024-03-31T21:59:59Z']
  await addSales(
    sql,
    times.map((at) => ({ at: new Date(at), ...line })),
  )
}

test('a task that is killed, and then told to stop, goes on: one report, with the right figures, and one mail', async () => {
  await keepDays()
  const first = start(name, input)
  await vi.waitFor(async () => expect((await stepsOf()).length).toBeGreaterThan(6), 20_000)
  first.child.kill('SIGKILL')
  expect((await first.ended).signal).toBe('SIGKILL')
  const before = await stepsOf()
  expect(await jobOf()).toMatchObject({ status: 'running', runs: 1 })
  // Its lease ends 75 seconds after the last word of the process.
  await sql`update jobs set leased_until = now() - interval '1 second'`

  const second = start(name, input)
  await vi.waitFor(async () => expect((await stepsOf()).length).toBeGreaterThan(before.length + 6), 20_000)
  second.child.kill('SIGTERM')
  const stopped = await second.ended
  expect([stopped.code, stopped.result]).toEqual([75, { function: name, job: key, state: 'stopped' }])
  expect(await jobOf()).toMatchObject({ status: 'waiting', attempts: 1, runs: 2 })
  expect(rung).toEqual([])

  const third = await start(name, input).ended
  expect(third.output).toContain('"state":"done"')
  const answer = { report: '2024', orders: 5 }
  expect([third.code, third.result]).toEqual([0, { function: name, job: key, state: 'done', result: answer }])
  const reports = await sql`select orders, revenue_amount, last_day::text, figures from reports where kind = 'year'`
  // Of March three sales of two lamps; of the two other days one lamp each, as their reports say.
  expect(reports).toMatchObject([{ orders: 5, revenue_amount: String(8 * 24_900), last_day: '2024-12-31' }])
  const parts = reports[0]?.figures.parts as { begins: string; orders: number }[]
  expect(parts.map(({ begins, orders }) => `${begins}: ${orders}`)).toEqual(
    ['2024-01: 1', '2024-02: 0', '2024-03: 3'].concat(
      Array.from({ length: 9 }, (_, index) => `2024-${String(index + 4).padStart(2, '0')}: ${index === 8 ? 1 : 0}`),
    ),
  )
  expect(mails).toEqual(['2024: 5 orders brought €1,992.'])
  const steps = await stepsOf()
  // Nothing was done twice: what the first process had stored is its own.
  expect(steps.filter(({ run }) => run === 1)).toHaveLength(before.length)
  expect(new Set(steps.map(({ run }) => run))).toEqual(new Set([1, 2, 3]))
  const runs = await sql`select status, trace from function_runs where function = ${name} order by started_at`
  const trace = traceparent.split('-')[1]
  // The killed run never said how it ended.
  expect(runs).toEqual([
    { status: null, trace },
    { status: 202, trace },
    { status: 200, trace },
  ])

  const again = await start(name, input).ended
  expect([again.code, again.result]).toEqual([0, { function: name, job: key, state: 'done' }])
  expect(mails).toHaveLength(1)
}, 120_000)

test('while it works it holds its job, longer than one run of the function may take', async () => {
  await keepDays()
  const long = registry.map((one) => (one.name === name ? { ...one, limits: { ...one.limits, seconds: 1 } } : one))
  const leases = new Set<string>()
  const stopping = new AbortController()
  const running = runTask(long, { name, input }, stopping.signal)
  await vi.waitFor(async () => {
    const [job] = await sql`select leased_until::text from jobs where key = ${key} and status = 'running'`
    if (job) leases.add(job.leased_until)
    expect(leases.size).toBeGreaterThan(2)
  }, 20_000)
  stopping.abort()
  expect(await running).toMatchObject({ code: 75, state: 'stopped' })
  expect(await jobOf()).toMatchObject({ runs: 1 })
}, 60_000)

test.each([
  ['no-such-function', '{}', 'Name a task (make-sales-report)'],
  ['ship-order', '{}', 'Name a task (make-sales-report)'],
  [name, '{kind', 'not JSON'],
  [name, '{"kind":"decade","firstDay":"2020-01-01"}', 'kind'],
  [name, '{"kind":"year","firstDay":"2024-02-01"}', 'No year begins on 2024-02-01.'],
  [name, `{"kind":"year","firstDay":"${new Date().getFullYear()}-01-01"}`, 'This year has not ended.'],
])('%s with %s is refused for good', async (of, text, why) => {
  const { code, error } = await runTask(registry, { name: of, input: text }, new AbortController().signal)
  expect([code, error]).toEqual([2, expect.stringContaining(why)])
  expect(await sql`select from jobs`).toHaveLength(0)
})

test('without a database it may be tried again; a job that has failed for good waits for staff', async () => {
  const run = () => runTask(registry, { name, input }, new AbortController().signal)
  vi.stubEnv('SUPABASE_URL', 'http://127.0.0.1:9')
  expect(await run()).toMatchObject({ code: 1, state: 'failed' })
  vi.stubEnv('SUPABASE_URL', database.url)
  await sql`insert into jobs (key, name, input, status) values (${key}, ${name}, ${sql.json(JSON.parse(input))}, 'failed')`
  expect(await run()).toMatchObject({ code: 2, state: 'failed', error: expect.stringContaining('Replay it') })
})

test('it waits while another run has the job, and stops waiting when it is told to', async () => {
  const busy = () => Response.json({ state: 'busy' }, { status: 503, headers: { 'retry-after': '0.01' } })
  const answers = [busy(), busy(), Response.json({ report: '2024' })]
  const stopping = new AbortController()
  const free = await untilFree(async () => answers.shift() as Response, stopping.signal)
  expect(free).toEqual({ code: 0, state: 'done', result: { report: '2024' } })
  const told = untilFree(async () => {
    stopping.abort()
    return busy()
  }, stopping.signal)
  expect(await told).toEqual({ code: 75, state: 'stopped' })
})
