import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { announcedBy, announcements, forgetAnnouncements } from '#supabase/tests/announcements.ts'
import { addLamp, type Lamp, orderOf, outcome, payOrder } from '#supabase/tests/catalogue.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await sql`select configure('{"site_url": "http://127.0.0.1:9", "webhook_secret": "local-webhook-secret"}')`
})
afterAll(() => database.close())
const forget = () => forgetAnnouncements(sql)
const calls = () => announcements(sql)
const announced = (change: PromiseLike<unknown>) => announcedBy(sql, change)
beforeEach(forget)

describe('stock', () => {
  test('is announced when pages show it: the last five pieces, and in stock again', async () => {
    const lamp = await addLamp(sql, { stock: 9 })
    const move = (quantity: number) =>
      announced(sql`select private.move_stock(${lamp.variantId}, ${quantity}, 'counted')`)
    const shown = ['catalog', `product:${lamp.slug}`]
    expect(await move(-2)).toEqual([])
    expect(await move(-1)).toEqual([])
    expect(await move(-1)).toEqual(shown)
    expect(await move(-4)).toEqual(shown)
    expect(await move(-1)).toEqual(shown)
    expect(await move(1)).toEqual(shown)
    expect(await move(8)).toEqual(shown)
    expect(await move(1)).toEqual([])
  })

  test('is announced by the order that takes the last pieces', async () => {
    const lamp = await addLamp(sql, { stock: 1 })
    await forget()
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order)
    expect((await calls()).flatMap(({ tags }) => tags)).toEqual(['catalog', `product:${lamp.slug}`])
  })

  test('two orders of the same lamps in another order do not wait for each other to announce', async () => {
    const lamps = [await addLamp(sql, { stock: 1 }), await addLamp(sql, { stock: 1 })]
    const take = (lamp: Lamp | undefined, query: Sql) =>
      query`update variants set price_amount = price_amount + 1 where id = ${lamp?.variantId ?? ''}`
    await forget()
    // Both transactions announce the tag `catalog` before either commits.
    await sql.begin(async (first) => {
      await take(lamps[0], first as unknown as Sql)
      await sql.begin(async (second) => {
        await second`set local lock_timeout = '2s'`
        await take(lamps[1], second as unknown as Sql)
      })
    })
    expect(await calls()).toHaveLength(2)
  })
})

test('an announcement that fails is a warning, and the sale goes on', async () => {
  const lamp = await addLamp(sql, { stock: 1 })
  await forget()
  await sql`alter table private.page_changes rename to page_changes_gone`
  try {
    const order = await orderOf(sql, lamp)
    await payOrder(sql, order)
    expect(await sql`select status from orders where id = ${order.id}`).toEqual([{ status: 'paid' }])
    expect(await outcome(sql`update products set name = 'Renamed' where id = ${lamp.productId}`)).toBe('done')
  } finally {
    await sql`alter table private.page_changes_gone rename to page_changes`
  }
})

test('a change of more lamps than one call can name is announced in several', async () => {
  const [{ id } = { id: '' }] = await sql`select id from categories limit 1`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'many-' || n, 'many-' || n, 'Many', ${id}, (select id from collections limit 1), 9, '{}', 2026 from generate_series(1, 250) n`
  await forget()
  await sql`update products set tagline = 'Many' where slug like 'many-%'`
  const sent = await calls()
  expect(sent.map(({ tags }) => tags.length)).toEqual([100, 100, 51])
  expect(new Set(sent.flatMap(({ changes }) => changes)).size).toBe(3)
})

describe('lost announcements', () => {
  const repeat = async (most = 100) => (await sql`select announce_lost_changes(${most}) as count`)[0]?.count
  const age = () => sql`update private.page_changes set called_at = called_at - interval '61 seconds'`

  test('are repeated a minute after the last call, in one call, until they are known to be handled', async () => {
    const lamps = [await addLamp(sql), await addLamp(sql)]
    await forget()
    for (const { productId } of lamps) await sql`update products set tagline = 'New' where id = ${productId}`
    await sql`delete from net.http_request_queue`
    expect([await repeat(), await calls()]).toEqual([0, []])
    await age()
    expect(await repeat()).toBe(2)
    const sent = await calls()
    expect(sent.map(({ tags }) => tags.toSorted())).toEqual([
      ['catalog', ...lamps.map(({ slug }) => `product:${slug}`)].toSorted(),
    ])
    expect(await repeat()).toBe(0)
    await age()
    expect(await repeat(1)).toBe(1)
    await sql`select forget_page_changes(${sent[0]?.changes ?? []})`
    await age()
    expect(await repeat()).toBe(0)
  })

  test('a change after the call stays marked when the call is handled', async () => {
    const { productId } = await addLamp(sql)
    await forget()
    await sql`update products set tagline = 'One' where id = ${productId}`
    const [first] = await calls()
    await sql`update products set tagline = 'Two' where id = ${productId}`
    await sql`select forget_page_changes(${first?.changes ?? []})`
    expect(await sql`select from private.page_changes`).toHaveLength(1)
  })

  test('only the sweep repeats and only catalog-webhook forgets', async () => {
    const may = async (role: string, call: string) =>
      outcome(
        sql.begin(async (query) => {
          await query.unsafe(`set local role ${role}`)
          await query.unsafe(call)
        }),
      )
    const [repeats, forgets] = [
      'select public.announce_lost_changes(1)',
      `select public.forget_page_changes('{}')`,
    ] as const
    expect([await may('sweep', repeats), await may('sweep', forgets)]).toEqual(['done', '42501'])
    expect([await may('catalog_webhook', repeats), await may('catalog_webhook', forgets)]).toEqual(['42501', 'done'])
    for (const role of ['anon', 'authenticated', 'health']) {
      expect([await may(role, repeats), await may(role, forgets)], role).toEqual(['42501', '42501'])
    }
    for (const role of ['sweep', 'catalog_webhook', 'authenticated'])
      expect(await may(role, 'select from private.page_changes'), role).toBe('42501')
  })
})
