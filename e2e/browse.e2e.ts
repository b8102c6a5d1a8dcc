import type { Page, Response } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
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
  test(`${address} is a file with all its photographs and calls no function`, async ({ page }) => {
    const watched = watch(page)
    expectFile(await page.goto(address))
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    if (!/about|shipping|status/.test(address)) {
      await expectPhotographs(page)
      expect((await slugsOf(page)).length).toBeGreaterThanOrEqual(4)
    }
    expectOnlyFiles(watched)
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

test('browsing from the home page to a lamp requests files only', async ({ page }) => {
  const watched = watch(page)
  await page.goto('/')
  await page.getByRole('banner').getByRole('link', { name: 'Lamps' }).click()
  await expect(page).toHaveURL('/products')
  await page.getByRole('main').getByRole('link', { name: 'Table', exact: false }).first().click()
  await expect(page).toHaveURL('/categories/table')
  const before = watched.requests.length
  await page.getByRole('link', { name: 'Porch' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Porch' })).toBeVisible()
  await expect.poll(() => watched.requests.slice(before).some((one) => one.url().includes('/live-stock'))).toBe(true)
  // The lamp's page makes one query: the live stock.
  expectOnlyFiles({
    ...watched,
    requests: watched.requests.filter((one) => !one.url().includes('/live-stock?slug=porch')),
  })
  expect(watched.problems).toEqual([])
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
  await expect(related.getByRole('article')).toHaveCount(4)
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
