import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { forwardQuestion } from '#functions/forward-question.ts'
import { makeSalesReport } from '#functions/make-sales-report.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { deliveryOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { tellOwner } from '#functions/tell-owner.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// A mail lies in a mailbox for years, so the owner's mails hold no shopper's data: the admin shows it to those who may see it.

let database: TestDatabase
let sql: Sql
let order = ''
const mails: string[] = []
const servers: Listening[] = []
const canary = (where: string) => `canary-${where}`
const address = { name: canary('name'), line1: canary('line1'), line2: canary('line2'), postalCode: canary('code') }

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 24900 from products returning id`
  await sql`select receive_stock(${variant?.id}, 3)`
  const [cart] = await sql`select add_to_cart(null, ${variant?.id}, 1) as id`
  const [placed] = await sql`select place_order(${cart?.id}, ${traceparent}) as order`
  const { id, total } = placed?.order ?? {}
  order = id
  const where = sql.json({ ...address, city: canary('city'), country: 'BE' })
  await sql`select mark_paid(${id}, ${canary('session')}, 'pi_1', ${total}, 'eur', ${`${canary('email')}@example.com`}, ${where})`
  await sql`update orders set access_key = ${canary('key')}, network = ${canary('network')}, tracking_number = ${canary('tracking')},
    needs_attention = ${canary('flag')} where id = ${id}`
  await sql`insert into returns (order_id, reason) values (${id}, ${canary('return')})`
  await sql`insert into disputes (id, order_id, capture_id, amount, currency, reason, status, created_at)
    select 'du_1', order_id, id, amount, currency, 'fraudulent', 'needs_response', now() from payments`
  await sql`insert into refunds (id, order_id, capture_id, amount, currency, reason, returns_stock, status, error)
    select gen_random_uuid(), order_id, id, 100, currency, ${canary('reason')}, false, 'failed', 'The card was closed.' from payments`
  await sql`insert into findings (invariant, detail, order_id) values ('I1', ${`order ${id}`}, ${id})`
  await sql`insert into incidents (part, note, began_at, noticed_at) values ('mail', 'does not answer', now(), '2026-11-23T10:00:00Z')`
  await sql`insert into incidents (part, note, began_at, noticed_at) values ('dead-letters', '1 waits for a person', now(), '2026-11-24T10:00:00Z')`
  await sql`insert into jobs (key, name, input, trace, status, finished_at) values ('make-thumbnail.x', 'make-thumbnail', '{}', ${`00-${'d'.repeat(32)}-${'e'.repeat(16)}-01`}, 'failed', now())`
  await sql`insert into questions (id, email, message, trace, user_id)
    values (gen_random_uuid(), 'asker@example.com', 'Is it dark?', ${traceparent}, null)`

  const mail = await listen(async (request) => {
    mails.push(await request.text())
    return Response.json({ id: 'mail_1' })
  })
  const queue = await listen(() => Response.json({ messageId: 'msg_1' }))
  servers.push(mail, queue)
  const addresses = { database: database.url, queue: queue.url, mail: mail.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
  for (const name of ['log', 'error', 'warn'] as const) vi.spyOn(console, name).mockReturnValue()
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await database.close()
})

/** Runs a function as a job, and gives the mail that it sent. */
async function mailOf(definition: FunctionDefinition, input: Record<string, string>): Promise<string> {
  mails.length = 0
  const key = `${definition.name}.${Object.values(input).join('-').replaceAll(':', '')}`
  await sql`insert into jobs (key, name, input) values (${key}, ${definition.name}, ${sql.json(input)}) on conflict do nothing`
  const { status } = await serve(definition)(deliveryOf(definition.name, key, input))
  expect([definition.name, status, mails.length]).toEqual([definition.name, 200, 1])
  return mails[0] ?? ''
}
const canaries = (text: string) => text.match(/canary-\w+/g)
const idOf = async (table: string) => String((await sql`select id from ${sql(table)}`)[0]?.id)

test('the owner hears of a refund, a dispute, a breach, an incident and a day, and of no shopper', async () => {
  const [{ today } = { today: '' }] = await sql`select (now() at time zone 'Europe/Amsterdam')::date::text as today`
  const [{ number } = { number: '' }] = await sql`select number from orders where id = ${order}`
  const texts = {
    refund: await mailOf(tellOwner, { about: 'refund', id: await idOf('refunds') }),
    dispute: await mailOf(tellOwner, { about: 'dispute', id: 'du_1-needs_response' }),
    findings: await mailOf(tellOwner, { about: 'findings', id: today }),
    incidents: await mailOf(tellOwner, { about: 'incidents', id: '2026-11-23T10:00:00Z' }),
    dead: await mailOf(tellOwner, { about: 'incidents', id: '2026-11-24T10:00:00Z' }),
    report: await mailOf(makeSalesReport, { kind: 'day', firstDay: today }),
  }
  for (const about of ['refund', 'dispute', 'findings'] as const) expect(texts[about]).toContain(number)
  // Of what failed, the mail leads to the trace.
  expect(texts.refund).toContain(`/admin/traces/${traceparent.split('-')[1]}`)
  expect(texts.dead).toContain(`/admin/traces/${'d'.repeat(32)}`)
  expect(texts.incidents).not.toContain('/admin/traces/')
  for (const [about, text] of Object.entries(texts)) expect([about, canaries(text)]).toEqual([about, null])
})

test('the owner hears of a week, of a month and of what to reorder, and of no shopper', async () => {
  const [days] = await sql`select to_char(date_trunc('week', day), 'YYYY-MM-DD') as monday,
    to_char(date_trunc('month', day), 'YYYY-MM-DD') as first from (select (now() at time zone 'Europe/Amsterdam') as day) d`
  const { monday = '', first = '' } = days ?? {}
  const week = await mailOf(makeSalesReport, { kind: 'week', firstDay: monday })
  const month = await mailOf(makeSalesReport, { kind: 'month', firstDay: first })
  // What is sold shows that the mails are about the order with the canaries.
  for (const text of [week, month]) expect([text.includes('Moth'), canaries(text)]).toEqual([true, null])

  await sql`update variants set stock = 0`
  const [made] = await sql`select private.make_stock_report(now(), ${traceparent}) as job`
  expect(made?.job).toMatchObject({ key: `tell-owner.stock-${monday}` })
  const stock = await mailOf(tellOwner, { about: 'stock', id: monday })
  expect(canaries(stock)).toBeNull()
  expect(stock).toContain('Moth, Brass')
})

test('a question comes with its words and the address for the reply, and with nothing else of a shopper', async () => {
  const text = await mailOf(forwardQuestion, { questionId: await idOf('questions') })
  expect(JSON.parse(text)).toMatchObject({
    reply_to: 'asker@example.com',
    text: expect.stringContaining('Is it dark?'),
  })
  expect(text).not.toMatch(/canary-/)
})
