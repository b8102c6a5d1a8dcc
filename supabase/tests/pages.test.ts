import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { announcedBy } from '#supabase/tests/announcements.ts'
import { addLamp, type Lamp } from '#supabase/tests/catalogue.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await sql`select configure('{"site_url": "http://127.0.0.1:9", "webhook_secret": "local-webhook-secret"}')`
})
afterAll(() => database.close())

const announced = (change: PromiseLike<unknown>) => announcedBy(sql, change)

type Shop = Lamp & Record<'category' | 'collection' | 'photograph' | 'scene' | 'review' | 'scenery', string>

/** A lamp for sale with a category, a collection, a review, a photograph and its size, and a scene with a photograph. */
async function stockShop(): Promise<Shop> {
  const lamp = await addLamp(sql)
  const name = () => `made-${randomUUID()}`
  const category = name()
  const collection = name()
  await sql`insert into categories (slug, name) values (${category}, 'Own')`
  await sql`insert into collections (slug, name, hex) values (${collection}, 'Own', '#112233')`
  await sql`update products set category_id = (select id from categories where slug = ${category}),
    collection_id = (select id from collections where slug = ${collection}) where id = ${lamp.productId}`
  const [review] = await sql`insert into reviews (product_id, author, rating, title, body, written_on)
    values (${lamp.productId}, 'Ada', 4, 'Fine', 'Bright.', '2026-10-01') returning id`
  const [scene] = await sql`insert into scenes (slug, alt) values (${name()}, 'A room') returning id`
  const [photograph] =
    await sql`insert into photographs ${sql({ ...picture(), product_id: lamp.productId })} returning id`
  const [scenery] = await sql`insert into photographs ${sql({ ...picture(), scene_id: scene?.id })} returning id`
  await sql`insert into photograph_sizes values (${photograph?.id}, 'webp', 160, 120, 9, ${name()})`
  return {
    ...lamp,
    category,
    collection,
    review: review?.id,
    scene: scene?.id,
    photograph: photograph?.id,
    scenery: scenery?.id,
  }
}

const picture = () => ({
  role: 'on',
  alt: 'A lamp',
  original_path: `${randomUUID()}.png`,
  status: 'ready',
  width: 800,
  height: 600,
  thumbhash: 'hash',
})

/** Columns that everybody may read and no page shows, with the reason. */
const unshown: Record<string, string> = {
  'products.search': 'made from the other columns',
  'products.from_amount': 'the price of the cheapest finish',
  'variants.search': 'made from the name and the colour',
  'products.lead_days': 'staff order by it',
  'products.created_at': 'pages have no such date',
  'products.updated_at': 'pages have no such date',
  'photograph_sizes.bytes': 'a browser learns it when it loads the file',
}

/** How to find one row of each table, and the tags of the pages that show it. */
const tables: Record<string, (shop: Shop) => { row: string; tags: string[] }> = {
  categories: ({ category }) => ({ row: `slug = '${category}'`, tags: ['catalog', `category:${category}`] }),
  collections: ({ collection }) => ({ row: `slug = '${collection}'`, tags: ['catalog', `collection:${collection}`] }),
  products: ({ productId, slug }) => ({ row: `id = '${productId}'`, tags: ['catalog', `product:${slug}`] }),
  variants: ({ variantId, slug }) => ({ row: `id = '${variantId}'`, tags: ['catalog', `product:${slug}`] }),
  reviews: ({ review, slug }) => ({ row: `id = '${review}'`, tags: [`product:${slug}`] }),
  scenes: ({ scene }) => ({ row: `id = '${scene}'`, tags: ['catalog'] }),
  photographs: ({ photograph, slug }) => ({ row: `id = '${photograph}'`, tags: ['catalog', `product:${slug}`] }),
  photograph_sizes: ({ photograph, slug }) => ({
    row: `photograph_id = '${photograph}'`,
    tags: ['catalog', `product:${slug}`],
  }),
}

/** Tables that nobody may read but SQL functions whose answers pages show: app/queries.test.ts changes them. */
const hidden = ['facet_values', 'search_words']

const otherLamp = `(select id from products where name = 'Bare')`

/** Another value of a column, as SQL; the type decides where the table has no rule of its own. */
const otherValues: Record<string, string> = {
  'products.status': `'archived'`,
  'products.category_id': `(select id from categories where slug = 'table-lamps')`,
  'products.collection_id': `(select id from collections where slug = 'dusk')`,
  'products.id': '',
  'variants.id': '',
  'variants.product_id': otherLamp,
  'variants.stock': '2',
  'variants.currency': `'usd'`,
  'photographs.id': '',
  'photographs.product_id': otherLamp,
  'photographs.variant_id': `(select min(id::text)::uuid from variants)`,
  'photographs.scene_id': '',
  'photographs.role': `'off'`,
  'photographs.status': `'waiting'`,
  'photograph_sizes.photograph_id': `(select id from photographs where scene_id is not null limit 1)`,
  'photograph_sizes.format': `'avif'`,
  'categories.id': '',
  'collections.id': '',
  'scenes.id': '',
  'reviews.product_id': otherLamp,
  'reviews.id': 'gen_random_uuid()',
  'reviews.rating': '5',
}
const otherOfType: Record<string, (column: string) => string> = {
  text: (column) => (column === 'hex' ? `'#abcdef'` : `${column} || '-x'`),
  integer: (column) => `${column} + 1`,
  real: () => '0.25',
  boolean: (column) => `not ${column}`,
  date: (column) => `${column} + 1`,
  jsonb: () => `'[{"slug": "x", "x": 0.5, "y": 0.5}]'`,
  ARRAY: () => `array['x']`,
  tsvector: () => `'other'`,
  'timestamp with time zone': (column) => `${column} + interval '1 day'`,
}

type Column = { table: string; name: string; type: string }

/** The columns that everybody may read: whatever pages show is in them, or comes from an SQL function over these tables. */
const publicColumns = () => sql<Column[]>`
  select c.table_name as table, c.column_name as name, c.data_type as type from information_schema.columns c
  where c.table_schema = 'public' and has_column_privilege('anon', format('public.%I', c.table_name), c.column_name, 'select')
  order by c.table_name, c.ordinal_position`

test('every table that everybody may read announces its changes', async () => {
  const found = [...new Set((await publicColumns()).map(({ table }) => table))]
  expect(found.toSorted()).toEqual(Object.keys(tables).toSorted())
  const triggers = await sql`
    select c.relname as table, array_agg(distinct e.event order by e.event) as events
    from pg_trigger t join pg_class c on c.oid = t.tgrelid,
      lateral (values ('insert', 4), ('delete', 8), ('update', 16)) e (event, bit)
    where t.tgfoid = 'private.announce_change'::regproc and t.tgtype & e.bit <> 0 and t.tgenabled = 'O' group by 1 order by 1`
  expect([...triggers]).toEqual(
    [...Object.keys(tables), ...hidden].toSorted().map((table) => ({ table, events: ['delete', 'insert', 'update'] })),
  )
})

test('a change of any column that pages show is announced, of any other it is not', async () => {
  const columns = await publicColumns()
  expect(columns.length).toBeGreaterThan(60)
  const bare = await addLamp(sql, { name: 'Bare', stock: 0 })
  await sql`delete from variants where id = ${bare.variantId}`
  for (const { table, name, type } of columns) {
    const column = `${table}.${name}`
    const value = otherValues[column] ?? otherOfType[type]?.(name)
    if (value === '') continue
    expect(value, `another value of ${column}, of type ${type}`).toBeDefined()
    const shop = await stockShop()
    const { row, tags } = tables[table]?.(shop) ?? { row: '', tags: [] }
    const found = await announced(sql.unsafe(`update ${table} set ${name} = ${value} where ${row}`))
    if (column in unshown) expect(found, column).toEqual([])
    else expect(found, column).toEqual(expect.arrayContaining(tags))
  }
})

test('a row that comes or goes is announced', async () => {
  const shop = await stockShop()
  const { slug, productId } = shop
  const lamp = ['catalog', `product:${slug}`]
  const added: [string[], string][] = [
    [['catalog', 'category:fresh', 'menu', 'range'], `insert into categories (slug, name) values ('fresh', 'Fresh')`],
    [
      ['catalog', 'collection:fresh', 'menu', 'range'],
      `insert into collections (slug, name, hex) values ('fresh', 'Fresh', '#112233')`,
    ],
    [['catalog'], `insert into scenes (slug, alt) values ('fresh', 'A room')`],
    [
      ['catalog', 'product:fresh', 'range'],
      `insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
        select 'fresh', 'fresh', 'Fresh', category_id, collection_id, 9, '{}', 2026 from products where id = '${productId}'`,
    ],
    [
      [...lamp, 'range'],
      `insert into variants (product_id, slug, name, hex, sku, price_amount) values ('${productId}', 'fresh', 'Fresh', '#112233', 'fresh-1', 5)`,
    ],
    [
      [`product:${slug}`],
      `insert into reviews (product_id, author, rating, title, body, written_on) values ('${productId}', 'Bo', 1, 'No', 'Dark.', '2026-10-02')`,
    ],
    [
      lamp,
      `insert into photographs (product_id, role, alt, original_path, status, width, height, thumbhash)
        values ('${productId}', 'off', 'A lamp', 'fresh.png', 'ready', 8, 6, 'hash')`,
    ],
    [lamp, `insert into photograph_sizes values ('${shop.photograph}', 'jpeg', 160, 120, 9, 'fresh.jpg')`],
  ]
  for (const [tags, change] of added) expect(await announced(sql.unsafe(change)), change).toEqual(tags)

  await sql`delete from stock_movements`
  const gone: [string[], string][] = [
    [lamp, `delete from photograph_sizes where photograph_id = '${shop.photograph}' and format = 'jpeg'`],
    [lamp, `delete from photographs where product_id = '${productId}'`],
    [['catalog'], `delete from photographs where id = '${shop.scenery}'`],
    [['catalog'], `delete from scenes where id = '${shop.scene}'`],
    [[`product:${slug}`], `delete from reviews where id = '${shop.review}'`],
    [[...lamp, 'range'], `delete from variants where product_id = '${productId}'`],
    [[...lamp, 'range'], `delete from products where id = '${productId}'`],
    [['catalog', 'product:fresh', 'range'], `delete from products where slug = 'fresh'`],
    [
      ['catalog', `category:${shop.category}`, 'menu', 'range'],
      `delete from categories where slug = '${shop.category}'`,
    ],
    [
      ['catalog', `collection:${shop.collection}`, 'menu', 'range'],
      `delete from collections where slug = '${shop.collection}'`,
    ],
  ]
  for (const [tags, change] of gone) expect(await announced(sql.unsafe(change)), change).toEqual(tags)
})

test('a lamp that nobody can buy is on no page, until it is for sale', async () => {
  const draft = await addLamp(sql, { status: 'draft' })
  const set = (values: Record<string, unknown>) =>
    announced(sql`update products set ${sql(values)} where id = ${draft.productId}`)
  expect(await set({ name: 'Draft' })).toEqual([])
  expect(await announced(sql`update variants set price_amount = 7 where id = ${draft.variantId}`)).toEqual([])
  const all = ['catalog', `product:${draft.slug}`, 'range']
  expect(await set({ status: 'active' })).toEqual(all)
  expect(await set({ name: 'Not a draft' })).toEqual(all.slice(0, 2))
  expect(await set({ status: 'archived' })).toEqual(all)
})

test('a lamp that changes its slug announces both pages; a change of place announces similar lamps', async () => {
  const { productId, slug } = await addLamp(sql)
  const set = (values: Record<string, unknown>) =>
    announced(sql`update products set ${sql(values)} where id = ${productId}`)
  expect(await set({ slug: `${slug}-ii` })).toEqual(['catalog', `product:${slug}`, `product:${slug}-ii`, 'range'])
  expect(await set({ position: 7 })).toContain('range')
  expect(await set({ tagline: 'New' })).not.toContain('range')
  expect(await set({ tagline: 'New' })).toEqual([])
})

test('an editor who deletes a photograph through the API changes the page of its lamp', async () => {
  const shop = await stockShop()
  const editor = await addPerson(database, 'editor')
  expect(await announced(editor.db.from('photographs').delete().eq('id', shop.photograph).throwOnError())).toEqual([
    'catalog',
    `product:${shop.slug}`,
  ])
})
