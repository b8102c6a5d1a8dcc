import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { writePagePlace } from '#lib/place.ts'
import { bucketOf } from '#lib/slug-bucket.ts'
import type { Db } from '#lib/supabase.ts'
import { mostRows } from '#lib/whole-lists.ts'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// A shop of 1,230 lamps, more than the 1,000 rows that the API gives for one request: no list may end there without a word.

vi.mock('next/cache', () => ({ cacheLife: () => {}, cacheTag: () => {} }))
const queries = await import('#app/queries.ts')
const { findPart, listParts } = await import('#app/sitemap-parts.ts')
const { anonymous } = await import('#lib/supabase.ts')
const { listAdminProducts, listProductNames, productPlace } = await import('#shop/catalog/admin-products.ts')
const { listAdminPhotographs, photographPlace } = await import('#shop/photographs/admin.ts')
const { findAddresses } = await import('#shop/catalog/addresses.ts')
const { lampsOfPage, listProductsBySlug, listWholeProducts } = await import('#shop/catalog/lists.ts')
const { knownByHeart, readCatalogue } = await import('#shop/assistant/catalogue.ts')
const { answers } = await import('#shop/assistant/answers.ts')

const all = 1_230
let database: TestDatabase
let db: Db
let environment: ReturnType<typeof testEnvironment>
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  await addManyLamps(database.sql, all - 30)
  environment = testEnvironment({ database: database.url })
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const { env } = await import('#lib/env.ts')
  db = anonymous(env())
}, 120_000)
afterAll(() => database.close())

test('the pages of a list have every lamp once, in the order of the shop', async () => {
  const { count } = await queries.getLampPage({}, 1)
  expect(count).toBe(all)
  const pages = Array.from({ length: Math.ceil(all / lampsOfPage) + 1 }, (_, index) =>
    queries.getLampPage({}, index + 1),
  )
  const slugs = (await Promise.all(pages)).map(({ products }) => products.map(({ slug }) => slug))
  expect(slugs.at(-1)).toEqual([])
  const wanted = await database.sql<{ slug: string }[]>`select slug from products order by position, id`
  expect(slugs.flat()).toEqual(wanted.map(({ slug }) => slug))
})

test.each(['category', 'collection'] as const)('the pages of a %s have every lamp of it once', async (kind) => {
  const table = kind === 'category' ? 'categories' : 'collections'
  const places = await database.sql<{ slug: string; lamps: number }[]>`
    select c.slug, count(*)::integer as lamps from ${database.sql(table)} c join products p on p.${database.sql(`${kind}_id`)} = c.id group by 1`
  for (const { slug, lamps } of places) {
    const list = (page: number) => queries.getLampPage({ [kind]: slug } as { category: string }, page)
    const pages = await Promise.all(
      Array.from({ length: Math.ceil(lamps / lampsOfPage) }, (_, index) => list(index + 1)),
    )
    expect(pages.map(({ count }) => count)).toEqual(pages.map(() => lamps))
    const cards = pages.flatMap(({ products }) => products)
    expect(new Set(cards.map((card) => card.slug)).size).toBe(lamps)
    expect(cards.every((card) => (kind === 'category' ? card.categorySlug : card.collectionSlug) === slug)).toBe(true)
  }
  expect((await queries.getLampPage({ [kind]: 'none' } as { category: string }, 1)).count).toBe(0)
})

test('the sitemap has the address of every lamp, and of every list', async () => {
  const parts = await Promise.all((await listParts()).map(findPart))
  const lamps = parts.flat().filter((path) => path?.startsWith('/products/'))
  expect(new Set(lamps).size).toBe(all)
  expect(parts[0]).toEqual(expect.arrayContaining(['/', '/products', '/categories/wall', '/collections/afterglow']))
  expect(await findPart('lamps-9.xml')).toBeNull()
})

test('every lamp has an address, also the last one', async () => {
  const [last] = await database.sql`select slug from products order by position desc limit 1`
  expect(await queries.getAddresses('products', bucketOf(last?.slug))).toHaveProperty([last?.slug], last?.slug)
  expect(await findAddresses(db, 'products', [last?.slug, 'nowhere'])).toEqual({ [last?.slug]: last?.slug })
  const related = await queries.getRelated(last?.slug)
  const product = await queries.getProduct(last?.slug)
  expect(related.kind.map(({ categorySlug }) => categorySlug)).toEqual(Array(2).fill(product?.categorySlug))
})

test('the database and the pages put each slug into the same bucket', async () => {
  const rows =
    await database.sql`select slug, left(encode(sha256(decode(slug, 'escape')), 'hex'), 2) as bucket from products limit 200`
  expect(rows.map(({ slug }) => bucketOf(slug))).toEqual(rows.map(({ bucket }) => bucket))
})

test('whole lamps are read in batches', async () => {
  expect(new Set((await listWholeProducts(db, 5_000)).map(({ slug }) => slug)).size).toBe(all)
  expect(await listWholeProducts(db, 3)).toHaveLength(3)
})

test('the assistant counts every lamp, finds those that it does not know by heart, and says where it has looked', async () => {
  const { env } = await import('#lib/env.ts')
  const [last] = await database.sql`select slug, name from products order by position desc limit 1`
  const catalogue = await readCatalogue(env(), last?.slug)
  expect([catalogue.count, catalogue.lamps.length]).toEqual([all, knownByHeart + 1])
  const { lamps, count } = await readCatalogue(env())
  const context = { db, user: null, links: [], cartId: null, lamps, count }
  expect(await answers['find-lamps']({}, context)).toMatchObject({
    text: expect.stringContaining(`We have ${all} lamps`),
  })
  expect(await answers['describe-lamp']({ lamp: last?.slug, fact: 'price' }, context)).toMatchObject({
    lamp: { name: last?.name },
  })
  expect(await answers['find-lamps']({ query: last?.name }, context)).toMatchObject({ lamps: [{ name: last?.name }] })
  const { text } = await answers['find-lamps']({ category: 'wall' }, context)
  expect(text).toContain(`I looked among the first ${knownByHeart} of our ${all} lamps.`)
  expect(await listProductsBySlug(db, ['none'])).toEqual([])
})

async function signInStaff(): Promise<Db> {
  const [owner] =
    await database.sql`insert into auth.users (id, email) values (gen_random_uuid(), gen_random_uuid() || '@example.com') returning id`
  await database.sql`insert into staff (user_id, name, role) values (${owner?.id}, 'Ada', 'owner')`
  return database.signIn('authenticated', { sub: owner?.id }) as unknown as Db
}

test('staff page through every photograph, forwards and backwards', async () => {
  const staff = await signInStaff()
  await database.sql`insert into photographs (product_id, role, alt, original_path, status, reason, position, created_at)
    select (select id from products limit 1), 'detail', '', 'uploads/' || n || '.png', 'failed', 'broken', n,
      '2026-01-01'::timestamptz + n / 9 * interval '1.000001 hours' from generate_series(1, 130) n`
  const list = (page: object) => listAdminPhotographs(staff, 'failed', photographPlace.parse(page))
  let page = await list({})
  expect([page.count, page.previous]).toEqual([130, null])
  const seen = page.photographs.map(({ id }) => id)
  while (page.next) {
    page = await list(writePagePlace({ after: page.next }))
    seen.push(...page.photographs.map(({ id }) => id))
  }
  expect([seen.length, new Set(seen).size]).toEqual([130, 130])
  const back = page.photographs.map(({ id }) => id)
  while (page.previous) {
    page = await list(writePagePlace({ before: page.previous }))
    back.unshift(...page.photographs.map(({ id }) => id))
  }
  expect(back).toEqual(seen)
})

test('staff page through every lamp', async () => {
  const staff = await signInStaff()
  const filter = { q: '', category: '', status: '', sort: 'name' } as const
  let page = await listAdminProducts(staff, filter, {})
  expect(page).toMatchObject({ total: all, all, previous: null })
  const products = [...page.products]
  while (page.next) {
    // As the address of the next page has it.
    page = await listAdminProducts(staff, filter, productPlace('name').parse(writePagePlace({ after: page.next })))
    products.push(...page.products)
  }
  expect([products.length, new Set(products.map(({ id }) => id)).size]).toEqual([all, all])
  expect(await listProductNames(staff, 200)).toHaveLength(200)
})

test('the API gives as many rows as the shop expects', () => {
  const config = readFileSync(join(import.meta.dirname, '..', 'supabase', 'config.toml'), 'utf8')
  expect(config).toContain(`max_rows = ${mostRows}\n`)
})

test('a list that the API may have cut is an error', async () => {
  const { unwrap } = await import('#lib/supabase.ts')
  expect(() => unwrap({ error: null, data: [] } as never)).not.toThrow()
  await expect(db.from('products').select('slug').then(unwrap)).rejects.toThrow('may have more than 1000 rows')
  await expect(db.from('products').select('slug').limit(5_000).then(unwrap)).rejects.toThrow('Ask for a page')
  expect(await db.from('products').select('slug').limit(1_000).then(unwrap)).toHaveLength(1_000)
  expect(await db.from('products').select('slug').range(1_000, 1_999).then(unwrap)).toHaveLength(all - 1_000)
})

test('lists of many lamps are read from an index', async () => {
  const plans: string[] = []
  const explained = postgres(database.databaseUrl, { max: 1, onnotice: ({ message }) => plans.push(message ?? '') })
  await explained.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_nested_statements = on; set auto_explain.log_level = 'notice'; set enable_seqscan = off`)
  await explained`select list_products('wall', null, 3, 36)`
  await explained`select related_products('copy-77')`
  await explained`select catalog_addresses('products', bucket => 'a7')`
  await explained.end()
  const plan = plans.join('\n')
  for (const index of ['products_of_category', 'products_of_both', 'products_slug_bucket', 'old_slugs_bucket'])
    expect(plan).toContain(index)
})
