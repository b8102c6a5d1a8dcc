import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import postgres, { type Sql } from 'postgres'
import { expect, test } from '#e2e/fixtures.ts'
import { becomeStaff } from '#e2e/plain-visits.ts'
import { readUrls } from '#e2e/stack.ts'

const root = join(import.meta.dirname, '..')
let sql: Sql
test.beforeAll(() => {
  sql = postgres(readUrls().database, { max: 1 })
})
test.afterAll(() => sql.end())

/** The status of a page, where it leads, and whether it came from the cache. */
async function look(path: string) {
  const response = await fetch(readUrls().store + path, { redirect: 'manual' })
  await response.arrayBuffer()
  const { headers, status } = response
  return { status, location: headers.get('location'), cache: headers.get('x-nextjs-cache') }
}

/** Waits until the page of this path leads to another for good. */
const expectMoved = (path: string, to: string) =>
  expect.poll(() => look(path)).toMatchObject({ status: 308, location: to })

const own = () => `made-${crypto.randomUUID().slice(0, 8)}`

/** Puts a lamp on sale. */
async function addLamp(slug: string): Promise<void> {
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, dimensions, year, position)
    select ${slug}, ${crypto.randomUUID()}, 'Wick', category_id, collection_id, 900, light, dimensions, 2026, 999 from products where slug = 'porch'`
  await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', sku, 4900 from products where slug = ${slug}`
}

test('the old URLs of a lamp lead to its newest one, until another lamp takes one', async () => {
  const [first, second, third] = [own(), own(), own()]
  await addLamp(first)
  await expect.poll(() => look(`/products/${first}`)).toMatchObject({ status: 200 })
  await sql`update products set slug = ${second} where slug = ${first}`
  await expectMoved(`/products/${first}`, `/products/${second}`)
  await sql`update products set slug = ${third} where slug = ${second}`
  await expectMoved(`/products/${first}`, `/products/${third}`)
  await expectMoved(`/products/${second}`, `/products/${third}`)
  for (const ending of ['.md', '/picture'])
    await expectMoved(`/products/${first}${ending}`, `/products/${third}${ending}`)
  expect(await look(`/products/${third}`)).toMatchObject({ status: 200 })
  await expect.poll(() => look(`/products/${first}`)).toMatchObject({ status: 308, cache: 'HIT' })

  await addLamp(first)
  await expect.poll(() => look(`/products/${first}`)).toMatchObject({ status: 200 })
  await sql`update products set status = 'archived' where slug in ${sql([first, third])}`
  for (const slug of [first, second, third])
    await expect.poll(() => look(`/products/${slug}`)).toMatchObject({ status: 404, location: null })
})

test('the old URLs of a category and of a collection lead to the new ones', async () => {
  for (const kind of ['categories', 'collections'] as const) {
    const [before, after] = [own(), own()]
    const colour = kind === 'collections' ? { hex: '#112233' } : {}
    await sql`insert into ${sql(kind)} ${sql({ slug: before, name: 'Wicks', position: 999, ...colour })}`
    await expect.poll(() => look(`/${kind}/${before}`)).toMatchObject({ status: 200 })
    await sql`update ${sql(kind)} set slug = ${after} where slug = ${before}`
    await expectMoved(`/${kind}/${before}`, `/${kind}/${after}`)
    expect(await look(`/${kind}/${after}`)).toMatchObject({ status: 200 })
    await sql`delete from ${sql(kind)} where slug = ${after}`
    await expect.poll(() => look(`/${kind}/${before}`)).toMatchObject({ status: 404 })
  }
})

test('a browser that opens an old URL is at the new one', async ({ page }) => {
  const [before, after] = [own(), own()]
  await addLamp(before)
  await sql`update products set slug = ${after} where slug = ${before}`
  await expectMoved(`/products/${before}`, `/products/${after}`)
  await page.goto(`/products/${before}`)
  await expect(page).toHaveURL(`/products/${after}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Wick' })).toBeVisible()
  await sql`update products set status = 'archived' where slug = ${after}`
})

/** Parts of a path where nothing is. Some are no UTF-8, and one is longer than the name of a file may be. */
const nothing = {
  unknown: 'zz-nothing',
  long: 'z'.repeat(300),
  percent: '%',
  nul: '%00',
  'a nul inside': 'zz%00zz',
  'broken UTF-8': '%c3%28',
  'a lone byte': '%ff',
  'half an escape': '%e0%a4%a',
  'an overlong slash': '%c0%af',
  'a slash': '..%2f..%2fzz',
  capitals: 'ZZ-Nothing',
  light: '%f0%9f%92%a1',
  property: '__proto__',
  constructor: 'constructor',
  template: '[slug]',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/** The dynamic routes of the app, such as /orders/[id]/thank-you. */
const routes = globSync('app/**/{page.tsx,route.ts}', { cwd: root })
  .map((file) =>
    file
      .split('/')
      .slice(1, -1)
      .filter((part) => !part.startsWith('('))
      .join('/'),
  )
  .filter((path) => path.includes('['))
  .map((path) => `/${path}`)

const nameless = /zz-nothing|zz%|ZZ-Nothing|__proto__|constructor|zzzz/

/**
 * A page that was made again, as text with its path inside; nothing for a file that is still being written, whose name has a dot, or
 * that has left meanwhile. Other tests have pages made at the same time.
 */
function readMadeAgain(file: string): string {
  if (basename(file).includes('.')) return ''
  try {
    return zstdDecompressSync(readFileSync(join(root, file))).toString('latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** The one page of what is not there has the path of whoever asked for it when it was made. */
const isNotFoundPage = (text: string) => text.includes('_N_T_/_not-found/page')

/** Files that the store has kept for pages with such names. */
const kept = () => [
  ...globSync('.nightlight/test/next/server/**/{*zz*,*ZZ*,*__proto__*,*constructor*}', { cwd: root }).filter((file) =>
    nameless.test(file),
  ),
  ...globSync('.nightlight/test/next/server/made-again/*', { cwd: root }).filter((file) => {
    const text = readMadeAgain(file)
    return !isNotFoundPage(text) && /"c":\["",[^\]]*(zz-nothing|ZZ-Nothing|zzzz|__proto__|constructor)/.test(text)
  }),
]

test('a path where nothing is gets a quiet 404 or 400, and leaves nothing on disk', async () => {
  expect(routes).toContain('/products/[slug]')
  expect(routes.length).toBeGreaterThan(7)
  const fixed = ['/[any]', '/api/[any]', '/products/porch/[any]', '/_next/static/[any]']
  const wrong: string[] = []
  for (const route of [...routes, ...fixed]) {
    for (const [name, part] of Object.entries(nothing)) {
      const { status } = await look(route.replaceAll(/\[\w+\]/g, part))
      // The admin asks strangers to sign in.
      const quiet = route.startsWith('/admin') ? status < 500 : status === 404 || status === 400
      if (!quiet) wrong.push(`${route} with ${name}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
  expect(kept()).toEqual([])
})

test('what a query asks for may be nothing as well', async () => {
  const wrong: string[] = []
  for (const path of [
    '/live-stock?slug=',
    '/search?q=',
    '/products?category=',
    '/sign-in?next=',
    '/orders/zz?key=',
    '/api/health?x=',
    '/cart?added=',
  ]) {
    for (const [name, part] of Object.entries(nothing)) {
      const { status } = await look(path + part)
      if (status >= 500) wrong.push(`${path} with ${name}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
})

test('staff who open an order, a lamp or a report that is not there are told so', async ({ page }) => {
  test.setTimeout(120_000)
  await becomeStaff(page, 'owner')
  for (const route of routes.filter((path) => path.startsWith('/admin'))) {
    for (const [name, part] of Object.entries(nothing)) {
      const response = await page.request.get(route.replaceAll(/\[\w+\]/g, part), { maxRedirects: 0 })
      expect(response.status(), `${route} with ${name}`).toBeLessThan(500)
      const text = await response.text()
      expect(text, `${route} with ${name}`).not.toContain('Something went wrong')
    }
  }
})
