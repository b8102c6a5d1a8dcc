import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { bucketOf } from '#lib/slug-bucket.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

const tags = new Set<string>()
vi.mock('next/cache', () => ({
  cacheLife: () => {},
  cacheTag: (...given: string[]) => {
    for (const tag of given) tags.add(tag)
  },
}))

const queries = await import('#app/queries.ts')

let database: TestDatabase
let sql: Sql
/** What the cached reads asked the database API for: tables with those embedded in them, and SQL functions. */
const asked = new Set<string>()

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  const environment = testEnvironment({ database: database.url })
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  await insertCatalogue(sql)
  await addPhotographs()
  await sql`select configure('{"site_url": "http://127.0.0.1:9", "webhook_secret": "local-webhook-secret"}')`
  const send = globalThis.fetch
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    asked.add(url.pathname.replace('/rest/v1/', ''))
    for (const [, table] of (url.searchParams.get('select') ?? '').matchAll(/(\w+)\(/g)) asked.add(table ?? '')
    return send(input, init)
  })
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await database.close()
})

async function addPhotographs() {
  const made = { alt: 'A picture', status: 'ready', width: 800, height: 600, thumbhash: 'hash' }
  const [scene] =
    await sql`insert into scenes (slug, alt, hotspots) values ('dusk', 'A room', '[{"slug": "porch", "x": 0.5, "y": 0.5}]') returning id`
  const [porch] = await sql`select id from products where slug = 'porch'`
  const rows = [
    { ...made, product_id: porch?.id, scene_id: null, role: 'on', original_path: 'porch-on.png' },
    { ...made, product_id: porch?.id, scene_id: null, role: 'off', original_path: 'porch-off.png' },
    { ...made, product_id: null, scene_id: scene?.id, role: 'on', original_path: 'scene.png' },
  ]
  await sql`insert into photographs ${sql(rows)}`
  await sql`insert into photograph_sizes select id, 'webp', 160, 120, 9, id || '.webp' from photographs`
}

/** The lamp of most changes, one that is similar to it, and one that has nothing to do with it. */
const [own, similar, other] = ['porch', 'stoop', 'ledger']
const reads: Record<string, () => Promise<unknown>> = {
  'all lamps': () => queries.getLampPage({}, 1),
  'lamps of a category': () => queries.getLampPage({ category: 'wall' }, 1),
  'lamps of a collection': () => queries.getLampPage({ collection: 'afterglow' }, 1),
  slugs: () => queries.getSlugs(1, 5000),
  categories: queries.getCategories,
  collections: queries.getCollections,
  menu: queries.getMenu,
  addresses: async () => [
    await queries.getAddresses('products', bucketOf(own)),
    await queries.getAddresses('products', bucketOf('porch-light')),
    await queries.getAddresses('categories', bucketOf('door')),
  ],
  scenes: queries.getScenes,
  search: () => queries.getSearchAnswer('porch'),
  'search index': queries.getSearchIndex,
  'facet index': queries.getFacetIndex,
  'lamps that were chosen': () => queries.getFoundLamps({ category: ['table'] }, null, 1),
  ...Object.fromEntries(
    [own, similar, other].flatMap((slug) => [
      [`page of ${slug}`, () => queries.getProduct(slug)],
      [`similar to ${slug}`, () => queries.getRelated(slug)],
    ]),
  ),
}

type Seen = Record<string, { value: string; tags: string[] }>

/** What every cached read gives now, and the tags of its entry. */
async function look(): Promise<Seen> {
  const seen: Seen = {}
  for (const [name, read] of Object.entries(reads)) {
    tags.clear()
    const value = JSON.stringify(await read())
    seen[name] = { value, tags: [...tags] }
  }
  return seen
}

async function announced(): Promise<string[]> {
  const rows = await sql<{ tags: string[] }[]>`delete from private.page_changes returning tags`
  return rows.flatMap((row) => row.tags)
}

const ownId = `(select id from products where slug = '${own}')`
const changes: [string, string][] = [
  ['a price', `update variants set price_amount = price_amount + 100 where product_id = ${ownId}`],
  ['a name', `update products set name = 'Porch light' where slug = '${own}'`],
  ['a description', `update products set description = 'Another.' where slug = '${own}'`],
  ['the order of the lamps', `update products set position = -1 where slug = '${other}'`],
  [
    'a new finish',
    `insert into variants (product_id, slug, name, hex, sku, price_amount) values (${ownId}, 'new', 'New', '#112233', 'new-1', 100)`,
  ],
  ['a finish renamed', `update variants set name = 'Newer', hex = '#445566' where sku = 'new-1'`],
  ['a finish removed', `delete from variants where sku = 'new-1'`],
  ['few left', `update variants set stock = 3 where product_id = ${ownId}`],
  ['sold out', `update variants set stock = 0 where product_id = ${ownId}`],
  ['in stock again', `update variants set stock = 40 where product_id = ${ownId}`],
  [
    'a review',
    `insert into reviews (product_id, author, rating, title, body, written_on) values (${ownId}, 'Bo', 1, 'No', 'Dark.', '2026-10-02')`,
  ],
  ['a review changed', `update reviews set rating = 5 where author = 'Bo'`],
  ['a review removed', `delete from reviews where author = 'Bo'`],
  [
    'a category renamed',
    `update categories set name = 'By the door' where id = (select category_id from products where slug = '${own}')`,
  ],
  [
    'the slug of a category',
    `update categories set slug = 'door' where id = (select category_id from products where slug = '${own}')`,
  ],
  ['a new category', `insert into categories (slug, name) values ('new', 'New')`],
  ['a category removed', `delete from categories where slug = 'new'`],
  [
    'the slug of a collection',
    `update collections set slug = 'doors', hex = '#111111' where id = (select collection_id from products where slug = '${own}')`,
  ],
  ['a new collection', `insert into collections (slug, name, hex) values ('new', 'New', '#112233')`],
  ['a collection removed', `delete from collections where slug = 'new'`],
  [
    'another category',
    `update products set category_id = (select id from categories order by slug desc limit 1) where slug = '${similar}'`,
  ],
  ['the order of the categories', `update categories set position = -1 where slug = 'door'`],
  ['the colour of a collection', `update collections set hex = '#222222' where slug = 'doors'`],
  [
    'a value of a facet',
    `update private.facet_values set name = 'Other', means = '_hue_black' where (facet, value) = ('finish', 'brass')`,
  ],
  ['a new value of a facet', `insert into private.facet_values values ('ip', 'ip66', 'IP66', 'ip66', null, 100)`],
  ['the finishes of the facets', `delete from private.facet_values where facet = 'finish'`],
  ['what a word of the search means', `update private.search_words set near = '#brass' where said = 'kitchen'`],
  ['a scene', `update scenes set hotspots = '[{"slug": "${other}", "x": 0.5, "y": 0.5}]'`],
  ['a new scene', `insert into scenes (slug, alt) values ('new', 'A room')`],
  ['a scene removed', `delete from scenes where slug = 'new'`],
  ['the words of a photograph', `update photographs set alt = 'Porch, lit' where original_path = 'porch-on.png'`],
  [
    'a size of a photograph',
    `insert into photograph_sizes select id, 'webp', 320, 240, 9, id || '-2.webp' from photographs`,
  ],
  ['a size removed', `delete from photograph_sizes where width = 320`],
  ['a photograph deleted', `delete from photographs where original_path = 'porch-off.png'`],
  ['a photograph of a scene deleted', `delete from photographs where original_path = 'scene.png'`],
  [
    'a new lamp',
    `insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year, dimensions)
      select 'porch-two', 'porch-two', 'Porch two', category_id, collection_id, 9, light, 2026, dimensions from products where slug = '${own}'`,
  ],
  [
    'its first finish',
    `insert into variants (product_id, slug, name, hex, sku, price_amount) select id, 'new', 'New', '#112233', 'two-1', 100 from products where slug = 'porch-two'`,
  ],
  ['the slug of a lamp', `update products set slug = 'porch-three' where slug = 'porch-two'`],
  ['a lamp archived', `update products set status = 'archived' where slug = 'porch-three'`],
  ['a lamp published', `update products set status = 'active' where slug = 'porch-three'`],
  ['the finish of a lamp deleted', `delete from variants where sku = 'two-1'`],
  ['a lamp deleted', `delete from products where slug = 'porch-three'`],
  ['the slug of the lamp itself', `update products set slug = 'porch-light' where slug = '${own}'`],
]

test('every cached read that a change makes old has a tag that the change announces', async () => {
  await announced()
  let before = await look()
  for (const [name, change] of changes) {
    await sql.unsafe(change)
    const sent = await announced()
    const after = await look()
    const old = Object.keys(reads).filter((read) => before[read]?.value !== after[read]?.value)
    expect(old, `${name} changes something`).not.toEqual([])
    const stale = old.filter((read) => !before[read]?.tags.some((tag) => sent.includes(tag)))
    expect(stale, `${name} announces ${sent.join(', ')}`).toEqual([])
    before = after
  }
}, 120_000)

test('an edit of one lamp leaves the pages of lamps that do not show it', async () => {
  await announced()
  const before = await look()
  await sql`update products set tagline = 'Edited' where slug = ${similar}`
  const sent = await announced()
  for (const read of [`page of ${other}`, `similar to ${other}`, 'addresses'])
    expect(
      before[read]?.tags.filter((tag) => sent.includes(tag)),
      read,
    ).toEqual([])
})

test('what the menu does not show leaves the pages that show nothing else in the cache', async () => {
  await announced()
  const { menu } = await look()
  await sql`update categories set intro = 'Another.'`
  await sql`update collections set intro = 'Another.'`
  await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'blue', 'Blue', '#112233', 'blue-1', 100 from products where slug = ${other}`
  const sent = await announced()
  expect(sent).toContain('range')
  expect(menu?.tags.filter((tag) => sent.includes(tag))).toEqual([])
})

test('a scene shows a lamp under its new slug', async () => {
  const spots = async () => (await queries.getScenes()).flatMap(({ hotspots }) => hotspots.map(({ slug }) => slug))
  expect(await spots()).toEqual([other])
  await sql`update products set slug = 'renamed' where slug = ${other}`
  expect(await spots()).toEqual(['renamed'])
  await sql`update products set slug = ${other} where slug = 'renamed'`
})

/** The tables that SQL functions read, also through functions that they call. Each name in a function has its schema. */
async function tablesReadBy(functions: string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    with recursive called (id) as (
      select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = any (${functions})
      union
      select q.oid from called c join pg_proc p on p.oid = c.id, regexp_matches(p.prosrc, '(public|private)[.]([a-z0-9_]+)', 'g') m (parts)
        join pg_proc q on q.pronamespace = m.parts[1]::regnamespace and q.proname = m.parts[2])
    select distinct t.relname as name from called c join pg_proc p on p.oid = c.id, regexp_matches(p.prosrc, '(public|private)[.]([a-z0-9_]+)', 'g') m (parts)
      join pg_class t on t.relnamespace = m.parts[1]::regnamespace and t.relname = m.parts[2] and t.relkind in ('r', 'v', 'm', 'p')`
  return rows.map(({ name }) => name)
}

test('the cached reads read only tables that announce their changes, and functions over them', async () => {
  await queries.getStatus()
  const announcing = await sql`select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgfoid = 'private.announce_change'::regproc`
  const direct = [...asked].filter((name) => !name.startsWith('rpc/'))
  const functions = [...asked].flatMap((name) => (name.startsWith('rpc/') ? [name.slice(4)] : []))
  // Each health check revalidates the status.
  expect(functions).toContain('status_report')
  const read = await tablesReadBy(functions.filter((name) => name !== 'status_report'))
  // What triggers of an announced table write, in the same statement.
  const derived = ['old_slugs', 'search_lexicon']
  expect(read).toEqual(expect.arrayContaining(derived))
  const known = announcing.map(({ name }) => name)
  const all = new Set([...direct, ...read.filter((name) => !derived.includes(name))])
  expect([...all].toSorted()).toEqual(known.toSorted())
})

test('the database and the cached reads know the same tags', async () => {
  const migration = join(import.meta.dirname, '..', 'supabase', 'migrations', '20261129000450_pages.sql')
  const find = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, tag]) => tag))
  const sent = find(await readFile(migration, 'utf8'), /'(catalog|range|menu|(?:[a-z]+:))'/g)
  const kept = find(
    await readFile(join(import.meta.dirname, 'queries.ts'), 'utf8'),
    /['`](catalog|range|menu|(?:[a-z]+:))['`$]/g,
  )
  expect([...sent].toSorted()).toEqual([...kept].toSorted())
})
