import type { Sql } from 'postgres'
import { Resend } from 'resend'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkInvariants } from '#functions/check-invariants.ts'
import { invariants } from '#functions/invariants.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, mailDomain, testEnvironment } from '#functions/runtime/testing.ts'
import { tellOwner } from '#functions/tell-owner.ts'
import type { Db } from '#lib/supabase.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startMail } from '#local/mail/server.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { getDashboard } from '#shop/reports/dashboard.ts'
import { addFinishes, withoutTriggers } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let mail: Awaited<ReturnType<typeof startMail>>
let resend: Resend
const environment = testEnvironment({})
const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
const rung: { name: string; key: string; input: object }[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    const name = new URL(request.url).pathname.split('/').at(-1) ?? ''
    rung.push({ name, ...((await request.json()) as { key: string; input: object }) })
    return Response.json({ messageId: 'msg_1' })
  })
  mail = await startMail({ port: 0, file: ':memory:', apiKey: environment.RESEND_API_KEY, domains: [mailDomain] })
  resend = new Resend(environment.RESEND_API_KEY, { baseUrl: mail.url })
  const addresses = { database: database.url, queue: queue.url, mail: mail.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})
afterAll(async () => {
  await Promise.all([queue.close(), mail.close()])
  await database.close()
})

const handlers = { 'check-invariants': serve(checkInvariants), 'tell-owner': serve(tellOwner) }
const plan = (at: string) => serve(invariants)(callOf(`invariants?at=${at}`, { method: 'GET', headers }))
/** Runs the nightly check and the jobs that it plans. */
async function checkAt(at: string): Promise<unknown[]> {
  rung.length = 0
  await plan(at)
  const answers: unknown[] = []
  for (let job = rung.shift(); job; job = rung.shift()) {
    const handler = handlers[job.name as keyof typeof handlers]
    answers.push(await (await handler(deliveryOf(job.name, job.key, job.input))).json())
  }
  return answers
}
const mails = async () => (await resend.emails.list()).data?.data.map(({ subject }) => subject) ?? []
const findings = () => sql`select invariant, detail, order_id, gone_at is null as open from findings order by invariant`

test('ten calls at once plan one check', async () => {
  const responses = await Promise.all(Array.from({ length: 10 }, () => plan('2025-11-20')))
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await sql`select key from jobs`).toEqual([{ key: 'check-invariants.2025-11-20' }])
})

test('a store without breaches gets no mail', async () => {
  expect(await checkAt('2025-11-21')).toEqual([{ day: '2025-11-21', found: {} }])
  expect([await findings(), await mails()]).toEqual([[], []])
})

test('a breach is stored, flags its order, is mailed once a night, and is closed when it is repaired', async () => {
  const [finish] = await addFinishes(sql, [4900])
  const [cart] = await sql`select add_to_cart(null, ${finish?.variantId ?? ''}, 1) as id`
  const [placed] = await sql`select place_order(${cart?.id}, 'none') as order`
  const { id = '', number = '' }: { id?: string; number?: string } = placed?.order ?? {}
  // A delivered order without a payment, and stock without a movement; the constraints against both are disabled here.
  await withoutTriggers(sql, async (tx) => {
    await tx`update orders set status = 'delivered', deadline_at = null, stripe_session_id = 'cs_1' where id = ${id}`
    await tx`update variants set stock = stock + 1`
  })
  const answers = await checkAt('2025-11-22')
  expect(answers).toMatchObject([{ found: { I2: 1, I4: 1, I6: 1 } }, { about: 'findings' }])
  expect(await findings()).toMatchObject([
    { invariant: 'I2', detail: `variant ${finish?.variantId}`, order_id: null, open: true },
    { invariant: 'I4', detail: `order ${id}`, order_id: id, open: true },
    { invariant: 'I6', detail: `order ${id}`, order_id: id, open: true },
  ])
  const [order] = await sql`select needs_attention from orders where id = ${id}`
  expect(order?.needs_attention).toBe('I4: no order passes pending without a payment of just its amount')
  expect(await mails()).toEqual(['3 checks failed'])
  const html = (await resend.emails.get((await resend.emails.list()).data?.data[0]?.id ?? '')).data?.html ?? ''
  for (const words of [number, `/admin/orders/${id}`, 'stock is what its movements add up to'])
    expect(html).toContain(words)

  const viewer = crypto.randomUUID()
  await sql`insert into auth.users (id, email) values (${viewer}, 'viewer@example.com')`
  await sql`insert into staff (user_id, role, name) values (${viewer}, 'viewer', 'The viewer')`
  const dashboard = await getDashboard(database.signIn('authenticated', { sub: viewer }) as unknown as Db)
  expect(dashboard.findings.map(({ invariant, orderNumber }) => [invariant, orderNumber])).toEqual([
    ['I2', null],
    ['I4', number],
    ['I6', number],
  ])

  // A second check of the same night has no effect; the check of the next night has.
  await sql`update orders set needs_attention = 'somebody looks at it' where id = ${id}`
  expect(await checkAt('2025-11-22')).toEqual([])
  expect(await checkAt('2025-11-23')).toHaveLength(2)
  expect(await sql`select from findings`).toHaveLength(3)
  expect((await sql`select needs_attention from orders where id = ${id}`)[0]?.needs_attention).toBe(
    'somebody looks at it',
  )
  expect(await mails()).toHaveLength(2)

  await withoutTriggers(sql, async (tx) => {
    await tx`update orders set status = 'pending', deadline_at = now() + interval '5 minutes', stripe_session_id = null where id = ${id}`
    await tx`update variants set stock = stock - 1`
  })
  expect(await checkAt('2025-11-24')).toEqual([{ day: '2025-11-24', found: {} }])
  expect((await findings()).map(({ open }) => open)).toEqual([false, false, false])
  expect(await mails()).toHaveLength(2)
})

test('an interrupted check resumes at its last step', async () => {
  await plan('2025-11-25')
  await sql`insert into job_steps (job_key, step, result) values ('check-invariants.2025-11-25', 'I1', '{"value": 7}')`
  const response = await handlers['check-invariants'](
    deliveryOf('check-invariants', 'check-invariants.2025-11-25', { day: '2025-11-25' }),
  )
  expect(await response.json()).toEqual({ day: '2025-11-25', found: { I1: 7 } })
})
