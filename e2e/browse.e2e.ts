import { gzipSync } from 'node:zlib'
import type { APIResponse, Page, Response } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { fillCartPlainly } from '#e2e/plain-visits.ts'
import { expectOnlyFiles, expectPhotographs, watch } from '#e2e/watch.ts'

const categories = ['table', 'floor', 'pendant', 'wall', 'desk', 'night']

/** The build makes this page, and a CDN may cache it. */
function expectFile(response: Response | null): void {
  const headers = response?.headers() ?? {}
  expect(response?.status()).toBe(200)
  expect(headers['x-nextjs-prerender']).toContain('1')
  expect(headers['x-nextjs-postponed']).toBeUndefined()
  expect(headers['cache-control']).toMatch(/^s-maxage=\d+/)
  expect(headers['set-cookie']).toBeUndefined()
}

async function slugsOf(page: Page): Promise<string[]> {
  const links = await page.getByRole('main').getByRole('link').all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  return [...new Set(addresses.flatMap((address) => /^\/products\/([\w-]+)$/.exec(address ?? '')?.[1] ?? []))]
}

for (const address of [
  '/',
  '/products',
  ...categories.map((slug) => `/categories/${slug}`),
  '/about',
  '/shipping',
  '/status',
]) {
  test(`${address} is a file with all its photographs and calls no function`, async ({ page, urls }) => {
    const watched = watch(page)
    expectFile(await page.goto(address))
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    if (!/about|shipping|status/.test(address)) {
      await expectPhotographs(page)
      expect((await slugsOf(page)).length).toBeGreaterThanOrEqual(4)
    }
    await expectOnlyFiles(watched, urls.store)
    expect(watched.problems).toEqual([])
    // pages.e2e.ts checks one category and all other pages in every light.
    if (/^.categories.(?!table)/.test(address)) await expectAccessible(page)
  })
}

test('the store sells thirty lamps, each in a category and with a named card', async ({ page }) => {
  await page.goto('/products')
  const all = await slugsOf(page)
  expect(all).toHaveLength(30)
  await expect(page.getByRole('link', { name: 'Porch' })).toHaveAttribute('href', '/products/porch')
  const found: string[] = []
  for (const slug of categories) {
    await page.goto(`/categories/${slug}`)
    found.push(...(await slugsOf(page)))
  }
  expect(found.toSorted()).toEqual(all.toSorted())
})

test('a walk through the shop, with a cart and with prefetches, asks no function and makes no query', async ({
  page,
  urls,
}) => {
  await fillCartPlainly(page.request, { slug: 'warm-start', finish: 'Chalk' })
  const watched = watch(page)
  await page.goto('/')
  await expect(page.getByRole('link', { name: /Cart.*1/ })).toBeVisible()
  await page.getByRole('banner').getByRole('link', { name: 'Lamps' }).click()
  await expect(page).toHaveURL('/products')
  await page.getByRole('main').getByRole('link', { name: 'Table', exact: false }).first().click()
  await expect(page).toHaveURL('/categories/table')
  const porch = page.getByRole('link', { name: 'Porch' })
  await porch.hover()
  await expect.poll(() => watched.requests.some((one) => /porch\?_rsc/.test(one.url()))).toBe(true)
  await porch.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Porch' })).toBeVisible()
  await expectPhotographs(page)
  for (const address of [
    '/collections/first-light',
    '/about',
    '/shipping',
    '/status',
    '/under-the-hood',
    '/products/kiln',
  ]) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await expectOnlyFiles(watched, urls.store)
  expect(watched.problems).toEqual([])
  for (const address of ['/sitemap.xml', '/robots.txt', '/manifest.webmanifest', '/icon.svg']) {
    expect((await page.request.get(address)).headers()['x-nextjs-cache'], address).toBeDefined()
  }
})

test('a lamp asks for its stock when somebody is about to buy it, and not before', async ({ page, urls }) => {
  const watched = watch(page)
  await page.goto('/products/porch')
  await expectPhotographs(page)
  await expectOnlyFiles(watched, urls.store)
  const stock = page.waitForResponse(/\/live-stock\?slug=porch$/)
  await page.getByRole('radio', { name: /^Bone/ }).check()
  expect((await stock).status()).toBe(200)
})

test('a bot gets the same file as a person', async ({ request }) => {
  const [person, bot] = await Promise.all(
    ['Mozilla/5.0 Chrome/150', 'Mozilla/5.0 (compatible; Googlebot/2.1)'].map((agent) =>
      request.get('/products/skep', { headers: { 'user-agent': agent, 'x-prerender-revalidate': 'pass' } }),
    ),
  )
  expect(bot?.headers()['cache-control']).toBe(person?.headers()['cache-control'])
  expect(bot?.headers()['cache-control']).toMatch(/^s-maxage/)
})

// Kilobytes with gzip; brotli takes a quarter less.
for (const [address, most] of [
  ['/', 28.5],
  ['/products', 30.5],
  ['/categories/table', 14],
  ['/products/porch', 22],
  ['/about', 7],
] as const) {
  test(`${address} is at most ${most} kB, and has no stylesheet inside`, async ({ request }) => {
    const page = await (await request.get(address)).text()
    expect(gzipSync(page).length).toBeLessThanOrEqual(most * 1000)
    expect(page).not.toContain('@layer')
  })
}

for (const [address, most] of [
  ['/', 145.5],
  ['/products', 146],
  ['/products/porch', 146.5],
] as const) {
  test(`${address} loads at most ${most} kB of scripts`, async ({ request }) => {
    const page = await (await request.get(address)).text()
    // Browsers of today do not load those with `noModule`.
    const addresses = [...page.matchAll(/<script src="([^"]+)" (?!noModule)/g)].map(([, script = '']) => script)
    expect(addresses.length).toBeGreaterThan(4)
    const scripts = await Promise.all(addresses.map(async (script) => (await request.get(script)).body()))
    expect(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThanOrEqual(most * 1000)
  })
}

test('what comes from memory is what Next would say', async ({ request }) => {
  const own = /^(date|etag|vary|content-length|content-encoding|transfer-encoding|keep-alive)$/
  // Next says twice of a page of the build that it was prerendered.
  const told = (answer: APIResponse) =>
    Object.entries(answer.headers())
      .flatMap(([name, value]) => (own.test(name) ? [] : [`${name}: ${value.replace(/^1, 1$/, '1')}`]))
      .toSorted()
  for (const address of ['/', '/products/skep', '/about', '/sitemap.xml']) {
    await expect(async () => {
      const [file, ofNext] = [
        await request.get(address),
        await request.get(address, { headers: { 'x-prerender-revalidate': 'pass' } }),
      ]
      expect(await file.text()).toBe(await ofNext.text())
      expect(told(file)).toEqual(told(ofNext))
      // Next makes no such tag of what it keeps.
      expect(file.headers().etag).toMatch(/^W.".{22}"$/)
    }).toPass()
  }
})

test('a lamp has its facts, its reviews and related lamps', async ({ page }) => {
  const watched = watch(page)
  expectFile(await page.goto('/products/porch'))
  await expect(page.getByRole('heading', { level: 1, name: 'Porch' })).toBeVisible()
  await expect(page.getByRole('radiogroup', { name: 'Finish' }).getByRole('radio')).toHaveCount(4)
  await expect(page.getByRole('radio', { name: /^Ink.*Sold out/ })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled()
  const reviews = page.getByRole('region', { name: 'Reviews' })
  expect(await reviews.getByRole('listitem').count()).toBeGreaterThan(0)
  const related = page.getByRole('region', { name: 'More table lamps' })
  await expect(related.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('rowheader').or(page.getByRole('term')).first()).toBeVisible()
  await expectPhotographs(page)
  expect(watched.problems).toEqual([])
})

test('an unknown page is a 404 with links to go on', async ({ page }) => {
  for (const address of ['/products/nothing', '/categories/nothing', '/collections/nothing', '/nothing']) {
    expect((await page.goto(address))?.status(), address).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'See all lamps' })).toHaveAttribute('href', '/products')
  }
})
