import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testSettings } from '#local/supabase/test-database.ts'
import { shopSettings } from '#supabase/seed/settings.ts'
import { addLamp, fillCart, type Lamp, orderOf, outcome, payOrder, placeOrder } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
const configure = (settings: object) => sql`select configure(${sql.json(settings as never)})`
const settingsNow = () => sql`select name, value from private.settings order by name`

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

describe('configure', () => {
  test('accepts the settings of the seed', async () => {
    await configure({ ...shopSettings, site_url: 'https://lamps.example', webhook_secret: 'a-secret-of-the-store' })
    await configure({ site_url: 'http://127.0.0.1:9' })
    const saved = Object.fromEntries((await settingsNow()).map(({ name, value }) => [name, value]))
    const addresses = { site_url: 'http://127.0.0.1:9', webhook_secret: 'a-secret-of-the-store' }
    expect(saved).toEqual({ ...testSettings, ...shopSettings, ...addresses })
  })

  test.each([
    [{ colour: 'red' }, '"colour" is not a setting.'],
    [{ site_url: 'lamps.example' }, '"site_url" must be an http address without a slash at its end.'],
    [{ site_url: 'https://lamps.example/' }, '"site_url" must be an http address without a slash at its end.'],
    [{ webhook_secret: 'short' }, '"webhook_secret" must have at least 16 characters.'],
    [{ parcel_step_seconds: 0 }, '"parcel_step_seconds" must be a whole number of seconds.'],
    [{ time_zone: 'Europe/Atlantis' }, '"time_zone" must be a time zone such as Europe/Paris.'],
    [{ currency: 'EUR' }, '"currency" must be a currency such as usd.'],
    [{ currency: null }, '"currency" must be a currency such as usd.'],
    [{ order_prefix: "NL'" }, '"order_prefix" must have 1 to 8 capital letters or digits, and begin with a letter.'],
    [{ parcel_amount: -1 }, '"parcel_amount" must be an amount.'],
    [{ parcel_amount: '900' }, '"parcel_amount" must be an amount.'],
    [{ parcel_free_from_amount: 1.5 }, '"parcel_free_from_amount" must be an amount, or null when no parcel is free.'],
    [{ vat_rate: 101 }, '"vat_rate" must be a rate in percent.'],
    [{ vat_rates: { Germany: 19 } }, '"vat_rates" must be rates in percent by country.'],
    [{ vat_rates: { DE: '19' } }, '"vat_rates" must be rates in percent by country.'],
    [{ vat_rates: { US: 0 } }, '"vat_rates" has countries without delivery: US.'],
    [{ countries: [] }, '"countries" must be a list of countries.'],
    [{ countries: ['de'] }, '"countries" must be a list of countries such as ["FR"].'],
    [['currency'], 'Settings are an object of names and values.'],
    [{ vat_rate: 20, colour: 'red', size: 1 }, '"colour" is not a setting. "size" is not a setting.'],
  ])('refuses %j and saves nothing', async (settings, message) => {
    const before = await settingsNow()
    await expect(configure(settings)).rejects.toMatchObject({ code: 'NLINV', message })
    expect(await settingsNow()).toEqual(before)
  })

  test('requires the secret key', async () => {
    for (const role of ['anon', 'authenticated', 'checkout', 'sweep']) {
      const { error } = await database.signIn(role).rpc('configure', { settings: { vat_rate: 0 } })
      expect([role, error?.code]).toEqual([role, '42501'])
    }
  })
})

test('a function that needs a missing setting throws an error that names it', async () => {
  const lamp = await addLamp(sql)
  const cart = await fillCart(sql, [lamp, 1])
  await sql.begin(async (transaction) => {
    await transaction`delete from private.settings where name = 'parcel_amount'`
    const placed = transaction.savepoint((savepoint) => placeOrder(savepoint, cart))
    await expect(placed).rejects.toMatchObject({
      code: '55000',
      message: 'The shop has no setting "parcel_amount". Call configure() first.',
    })
    await transaction`insert into private.settings values ('parcel_amount', '900')`
  })
})

test('the currency cannot change while prices exist', async () => {
  await addLamp(sql)
  expect(await outcome(configure({ currency: 'chf' }))).toBe('NLCON')
  expect(await outcome(configure({ currency: 'eur' }))).toBe('done')
})

describe('VAT', () => {
  const amounts = async (id: string) =>
    (await sql`select tax_rate::float, tax_amount, total_amount from orders where id = ${id}`)[0]
  const deliverTo = (id: string, total: number, country: string | null) =>
    sql`select mark_paid(${id}, ${`cs_${id}`}, ${`pi_${id}`}, ${total}, 'eur', 'ada@example.com', ${sql.json({ country })})`
  let lamp: Lamp
  beforeAll(async () => {
    await configure({ vat_rate: 21, vat_rates: { DE: 19, FI: 25.5, IE: 0 } })
    lamp = await addLamp(sql, { price: 20_000, stock: 50 })
  })

  test.each([
    ['DE', 19, 3193],
    ['FI', 25.5, 4064],
    ['IE', 0, 0],
    ['NL', 21, 3471],
    [null, 21, 3471],
  ])('of an order that goes to %s is %f %%, fixed when it is paid', async (country, rate, tax) => {
    const { id, total } = await orderOf(sql, lamp)
    expect(await amounts(id)).toEqual({ tax_rate: 21, tax_amount: 3471, total_amount: 20_000 })
    await deliverTo(id, total, country)
    expect(await amounts(id)).toEqual({ tax_rate: rate, tax_amount: tax, total_amount: 20_000 })
    await configure({ vat_rate: 22, vat_rates: { DE: 18 } })
    expect(await amounts(id)).toEqual({ tax_rate: rate, tax_amount: tax, total_amount: 20_000 })
    await configure({ vat_rate: 21, vat_rates: { DE: 19, FI: 25.5, IE: 0 } })
  })

  test('of a report is the sum of its orders', async () => {
    const [row] = await sql`select collect_hour(date_trunc('hour', now())) as hour`
    const [orders] = await sql`select sum(tax_amount)::integer as tax from orders where status <> 'pending'`
    expect(row?.hour.tax).toBe(orders?.tax)
    expect(row?.hour.orders).toBeGreaterThanOrEqual(5)
  })
})

test('the SQL contains no setting of a shop', () => {
  const directory = join(import.meta.dirname, '..', 'migrations')
  for (const name of readdirSync(directory)) {
    const lines = readFileSync(join(directory, name), 'utf8').split('\n')
    // Time limits may be the same numbers.
    const found = lines.filter((line) =>
      /Amsterdam|\beur\b|'NLP?-?'|\b900\b(?!.*second|\) \+ 15)|\b15_?000\b|\b21\b(?! check)/i.test(line),
    )
    expect([name, found]).toEqual([name, []])
  }
})

describe('another shop', () => {
  let other: TestDatabase
  beforeAll(async () => {
    other = await startTestDatabase()
    const settings = {
      time_zone: 'Pacific/Auckland',
      currency: 'nzd',
      order_prefix: 'KIWI',
      parcel_step_seconds: 5,
      parcel_amount: 1200,
      parcel_free_from_amount: null,
      countries: ['NZ', 'AU'],
      vat_rate: 15,
      vat_rates: { AU: 10 },
    }
    await other.sql`select configure(${other.sql.json(settings)})`
  })
  afterAll(() => other.close())

  test('has its own prices, numbers and days', async () => {
    const { sql } = other
    const lamp = await addLamp(sql, { price: 50_000 })
    const cart = await fillCart(sql, [lamp, 2])
    const [shown] = await sql`select get_cart(${cart}) as cart`
    const amounts = { currency: 'nzd', subtotal: 100_000, shipping: 1200, total: 101_200, tax: 13_200, tax_rate: 15 }
    expect(shown?.cart).toMatchObject({ ...amounts, count: 2 })
    const order = await placeOrder(sql, cart)
    expect(order).toMatchObject({ ...amounts, number: expect.stringMatching(/^KIWI-\d+$/) })
    expect(await payOrder(sql, order, { currency: 'nzd' })).toMatchObject({ name: 'process-order' })
    expect(await sql`select currency, amount from payments`).toEqual([{ currency: 'nzd', amount: 101_200 }])
    const [day] = await sql`select private.day_of('2026-11-29T11:30:00Z')::text as day`
    expect(day?.day).toBe('2026-11-30')
    await sql`select pack_order(${order.id})`
    const [job] = await sql`
      select extract(epoch from run_at - created_at)::integer as wait from jobs where key = ${`ship-order.${order.id}`}`
    expect(job?.wait).toBe(5)
    await sql`select ship_order(${order.id})`
    const [shipped] = await sql`select tracking_number from orders`
    expect(shipped?.tracking_number).toMatch(/^KIWIP\d{10}$/)
  })

  test('has finishes in its currency', async () => {
    const lamp = await addLamp(other.sql)
    const editor = await addPerson(other, 'editor')
    const finish = {
      product_id: lamp.productId,
      slug: 'soot',
      name: 'Soot',
      hex: '#111111',
      sku: lamp.slug,
      price_amount: 1,
    }
    expect((await editor.db.from('variants').insert(finish).select('currency').single()).data).toEqual({
      currency: 'nzd',
    })
  })

  test('every invariant holds', async () => {
    expect(await findBreaches(other.sql)).toEqual([])
  })
})
