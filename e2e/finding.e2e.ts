import type { Page } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { expectOnlyFiles, watch } from '#e2e/watch.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const lamps = (page: Page) => page.getByRole('main').getByRole('article').filter({ visible: true })
const names = (page: Page) => lamps(page).getByRole('heading').allTextContents()
const prices = async (page: Page) =>
  (await lamps(page).getByText(/^€\d/).allTextContents()).map((text) => Number(text.replace(/[^\d.]/g, '')))
const status = (page: Page) => page.getByRole('main').getByRole('status').first()
/** Checks a box of the open panel, by its name without the count. */
const box = (page: Page, group: string, name: string | RegExp) =>
  page.getByRole('dialog', { name: 'Filter' }).getByRole('group', { name: group }).getByRole('checkbox', { name })

test('a shopper narrows a list with the keyboard, goes back, and shares it', async ({ page, urls }) => {
  const watched = watch(page)
  await page.goto('/products')
  await expect(status(page)).toHaveText('30 lamps')
  await page.getByRole('button', { name: 'Filter' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await expect(panel).toBeVisible()

  // Each count is what there is to find.
  const bathroom = box(page, 'Room', /^Bathroom/)
  const label = panel.locator('label').filter({ hasText: /^Bathroom/ })
  const count = Number(/\d+/.exec((await label.textContent()) ?? '')?.[0])
  await bathroom.focus()
  await page.keyboard.press('Space')
  await expect(page).toHaveURL('/products?room=bathroom')
  await expect(panel.getByRole('status')).toHaveText(count === 1 ? 'One lamp' : `${count} lamps`)
  await box(page, 'Room', /^Bedroom/).check()
  await expect(page).toHaveURL('/products?room=bathroom&room=bedroom')
  await box(page, 'Price', /^€200 to €400/).check()
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Filter' })).toBeFocused()

  const shared = page.url()
  const found = await names(page)
  expect(found.length).toBeGreaterThan(0)
  await expect(status(page)).toHaveText(found.length === 1 ? 'One lamp' : `${found.length} lamps`)
  await expectAccessible(page)

  // To a lamp and back: the same lamps, at once.
  await lamps(page).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: found[0] ?? '' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(shared)
  await expect.poll(() => names(page)).toEqual(found)
  // A step back takes the last choice back.
  await page.goBack()
  await expect(page).toHaveURL('/products?room=bathroom&room=bedroom')
  await expect.poll(async () => (await names(page)).length).toBeGreaterThan(found.length)
  await page.goForward()
  await expect.poll(() => names(page)).toEqual(found)

  // A reload, and whoever gets the address, sees the same, and never the whole list before.
  await page.reload()
  await expect.poll(() => names(page)).toEqual(found)
  await expectOnlyFiles(watched, urls.store)
  expect(watched.problems).toEqual([])

  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('price-down')
  await expect(page).toHaveURL(/sort=price-down/)
  expect((await names(page)).toSorted()).toEqual(found.toSorted())
  await page.getByRole('button', { name: 'Remove Bathroom' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Remove Bedroom' })).toBeFocused()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page.getByRole('button', { name: 'Filter' })).toBeFocused()
  await expect(status(page)).toHaveText('30 lamps')
  // All lamps, still in the order that was asked for.
  await expect(lamps(page)).toHaveCount(30)
  const sorted = await prices(page)
  expect(sorted).toHaveLength(30)
  expect(sorted).toEqual(sorted.toSorted((a, b) => b - a))
  await page.getByRole('banner').getByRole('link', { name: 'Lamps' }).click()
  await expect(page).toHaveURL('/products')
  await expect(page.getByRole('combobox', { name: 'Sort by' })).toHaveValue('')
})

test('a list that an address narrows is not shown whole first, and nothing moves', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const release = Promise.withResolvers<void>()
  await page.route('**/facet-index', async (route) => {
    await release.promise
    await route.continue()
  })
  await page.goto('/categories/table?finish=brass&utm_source=x')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(lamps(page)).toHaveCount(0)
  release.resolve()
  await expect(status(page)).toHaveText(/^(One lamp|[2-9] lamps)$/)
  // The count comes with the index, the cards later.
  const count = Number(/\d/.exec((await status(page).textContent()) ?? '')?.[0] ?? 1)
  expect(count).toBeLessThan(6)
  await expect(lamps(page)).toHaveCount(count)
  // A phone shows two lamps beside each other.
  await page.getByRole('button', { name: 'Clear all' }).click()
  const [first, second] = [await lamps(page).nth(0).boundingBox(), await lamps(page).nth(1).boundingBox()]
  expect(second?.y).toBe(first?.y)
  await expectAccessible(page)
})

test('where the browser cannot narrow, the shop does', async ({ page }) => {
  await page.route('**/facet-index', (route) => route.fulfill({ json: null }))
  await page.goto('/categories/table?price=20000-40000')
  await expect(page).toHaveURL('/search?price=20000-40000&category=table')
  await expect(page.getByText('Filter and sort: Table lamps, €200 to €400')).toBeVisible()
  await expect(page.getByRole('main').getByRole('article').first()).toBeVisible()
  await page.goto('/products')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL('/search?show=filter')
  await expect(page.getByRole('checkbox', { name: /^Table lamps/ })).toBeVisible()
})

test('a shopper goes from the menu through the collections, and finds again what was looked at', async ({
  page,
  urls,
}) => {
  const watched = watch(page)
  await page.goto('/')
  // The header stays, also at the end of a long page.
  await page.getByRole('contentinfo').scrollIntoViewIfNeeded()
  const header = page.getByRole('banner')
  await expect(header.getByRole('link', { name: /^Cart/ })).toBeInViewport()
  await header.getByRole('button', { name: 'Menu' }).press('Enter')
  const menu = page.locator('#menu')
  await expect(menu.getByRole('link', { name: 'Wall lights' })).toBeVisible()
  await expectAccessible(page)
  await menu.getByRole('link', { name: 'First Light' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'First Light' })).toBeVisible()
  await expect(menu).toBeHidden()
  await page.locator('section').filter({ hasText: 'Next collection' }).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Afterglow' })).toBeVisible()
  // A panel that is open when somebody goes back does not lock the page that is shown.
  await page.getByRole('main').getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByRole('dialog', { name: 'Filter' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'First Light' })).toBeVisible()
  await page.locator('section').filter({ hasText: 'Next collection' }).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Afterglow' })).toBeVisible()
  await expectOnlyFiles(watched, urls.store)

  for (const slug of ['porch', 'kiln']) {
    await page.goto(`/products/${slug}`)
    await page.mouse.wheel(0, 300)
    await expect.poll(() => page.evaluate(() => localStorage.getItem('seen') ?? '')).toContain(`"${slug}"`)
  }
  const seen = page.getByRole('region', { name: 'Recently viewed' })
  await expect(seen.getByRole('link')).toHaveText(['Porch'])
  await expect(page.getByRole('region', { name: 'Goes with it' }).getByRole('article')).not.toHaveCount(0)
  await page.goto('/categories/floor')
  // The row comes when somebody uses the page; a scroll counts, also before the script is there.
  await page.mouse.wheel(0, 300)
  await expect(seen.getByRole('link')).toHaveText(['Kiln', 'Porch'])
  await seen.getByRole('button', { name: 'Clear the list' }).click()
  await expect(seen).toBeHidden()
  expect(await page.evaluate(() => localStorage.getItem('seen'))).toBeNull()
  await expectOnlyFiles(watched, urls.store)
  expect(watched.problems).toEqual([])
})

test('a lamp in a room tells its name and price, and goes into the cart', async ({ page }) => {
  await page.goto('/')
  const spot = page.getByRole('button', { name: 'Belfry in persimmon' })
  await spot.press('Enter')
  const card = page.locator('.spot-card:popover-open')
  await expect(card.getByRole('link', { name: 'Belfry' })).toHaveAttribute('href', '/products/belfry')
  await expect(card).toContainText('€189')
  await expect(card).toContainText('In persimmon')
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Add to cart' }).click()
  await expect(card.getByRole('status')).toContainText('Belfry in Persimmon is in your cart')
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await expect(page.getByRole('banner').getByRole('link', { name: /Cart.*1/ })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, colorScheme: 'light' })
  test('a shopper narrows lists and searches with a form', async ({ page }) => {
    await page.goto('/categories/table?room=bedroom')
    await expect(lamps(page)).toHaveCount(6)
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect(page).toHaveURL('/search?show=filter&category=table')
    await expect(status(page)).toHaveText('6 lamps found.')
    await page.getByRole('checkbox', { name: /^Brass and gold/ }).check()
    await page.getByLabel('Sort by').selectOption('price-up')
    await page.getByRole('button', { name: 'Show lamps' }).click()
    await expect(page).toHaveURL(/category=table&finish=brass&sort=price-up/)
    const left = await lamps(page).count()
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(6)
    await page.goto('/search?q=brass&category=wall')
    await expect(status(page)).toContainText('found for “brass”')
    expect(await lamps(page).count()).toBeLessThan(5)
    // The menu and the spots of a room are the browser's own.
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.locator('#menu').getByRole('link', { name: 'All collections' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Collections' })).toBeVisible()
    await page.goto('/')
    await page.getByRole('button', { name: 'Belfry' }).first().click()
    await page.locator('.spot-card:popover-open').getByRole('button', { name: 'Add to cart' }).click()
    await expect(page).toHaveURL('/cart')
    await expect(page.getByRole('main').getByRole('listitem')).toContainText('Belfry')
  })
})
