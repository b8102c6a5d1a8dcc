import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { shopSettings } from '#supabase/seed/settings.ts'
import { addLamp, type Lamp, orderOf, outcome, type PlacedOrder, payOrder } from '#supabase/tests/catalogue.ts'

// The database keeps what docs/promises.md says, with the values of this shop and with others.

let database: TestDatabase
let sql: Sql
let lamp: Lamp
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  lamp = await addLamp(sql, { stock: 1000 })
})
afterAll(() => database.close())

const configure = (settings: object) => sql`select configure(${sql.json(settings as never)})`
const ago = (days: number) =>
  sql`(now() at time zone 'Europe/Amsterdam' - ${days} * interval '1 day') at time zone 'Europe/Amsterdam'`
const leftovers = async (kind: string) => (await sql`select private.leftovers(${kind}, 100) as id`).map(({ id }) => id)

async function deliveredOrder(days: number): Promise<PlacedOrder> {
  const order = await orderOf(sql, lamp)
  await payOrder(sql, order)
  for (const step of ['pack_order', 'ship_order', 'deliver_order']) await sql`select ${sql(step)}(${order.id})`
  await sql`update order_events set at = ${ago(days)} where order_id = ${order.id} and status = 'delivered'`
  return order
}

test.each([shopSettings.return_days, 45])('the days of a return: %i', async (days) => {
  await configure({ return_days: days })
  const [last, late] = [await deliveredOrder(days), await deliveredOrder(days + 1)]
  const ask = ({ id, access_key }: PlacedOrder) => outcome(sql`select request_return(${id}, ${access_key})`)
  const [day] = await sql`select (now() at time zone 'Europe/Amsterdam')::date::text as today`
  const [seen] = await sql`select get_order(${last.id}, ${last.access_key}) ->> 'return_until' as until`
  expect(seen?.until).toBe(day?.today)
  expect(await ask(last)).toBe('done')
  expect(await ask(late)).toBe('NLCON')
  await expect(sql`select request_return(${late.id}, ${late.access_key})`).rejects.toThrow(`more than ${days} days ago`)
})

test.each([shopSettings.cart_days, 10])('the days of a cart: %i', async (days) => {
  await configure({ cart_days: days })
  const [kept] =
    await sql`insert into carts (updated_at) values (now() - ${days} * interval '1 day' + interval '1 hour') returning id`
  const [gone] =
    await sql`insert into carts (updated_at) values (now() - ${days} * interval '1 day' - interval '1 hour') returning id`
  const found = await leftovers('carts')
  expect([found.includes(kept?.id), found.includes(gone?.id)]).toEqual([false, true])
  await sql`select remove_leftovers('carts', 100)`
  expect(await sql`select from carts where id in ${sql([kept?.id, gone?.id])}`).toHaveLength(1)
})

test.each([shopSettings.question_days, 20])('the days of a question: %i', async (days) => {
  await configure({ question_days: days })
  const [kept, gone] = [crypto.randomUUID(), crypto.randomUUID()]
  const sent = { [kept]: -1, [gone]: 1 }
  for (const [id, hours] of Object.entries(sent)) {
    await sql`insert into questions (id, email, message, trace, sent_at)
      values (${id}, 'ada@example.com', 'Is it dark?', 'x', now() - ${days} * interval '1 day' - ${hours} * interval '1 hour')`
  }
  const found = await leftovers('questions')
  expect([found.includes(kept), found.includes(gone)]).toEqual([false, true])
})

test.each([shopSettings.visit_hours, 3])('the hours of a visit: %i', async (hours) => {
  await configure({ visit_hours: hours })
  const id = crypto.randomUUID()
  await sql`insert into auth.users (id, is_anonymous, created_at) values (${id}, true, now())`
  await sql`select admit_visitor(${id})`
  const [row] =
    await sql`select round(extract(epoch from until - now()) / 3600)::integer as hours from staff where user_id = ${id}`
  expect(row?.hours).toBe(hours)
})

test('the price of a parcel, and the sum from which it is free', async () => {
  await configure(shopSettings)
  const free = shopSettings.parcel_free_from_amount ?? 0
  const [row] = await sql`select private.parcel_amount(${free - 1}) as below, private.parcel_amount(${free}) as at`
  expect(row).toEqual({ below: shopSettings.parcel_amount, at: 0 })
})

test.each([shopSettings.parcel_step_seconds, 200])(
  'the minutes of a parcel: three steps of %i seconds',
  async (seconds) => {
    await configure({ parcel_step_seconds: seconds })
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order)
    for (const step of ['pack_order', 'ship_order']) await sql`select ${sql(step)}(${order.id})`
    const [row] = await sql`select sum(extract(epoch from run_at - created_at))::integer as waits from jobs
    where key in (${`ship-order.${order.id}`}, ${`deliver-order.${order.id}`})`
    expect(row?.waits).toBe(3 * seconds)
  },
)
