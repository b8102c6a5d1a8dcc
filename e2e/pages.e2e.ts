import type { Page } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { buyPlainly } from '#e2e/plain-visits.ts'
import { addToCart, changeQuantity, checkOut, newEmail } from '#e2e/purchase.ts'
import { expectPhotographs } from '#e2e/watch.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 90_000 })

const narrow = { width: 390, height: 844 }
const wide = { width: 1440, height: 900 }

/** Checks the open page at the sizes of a phone and of a desktop, by day and at dusk. */
async function expectGood(page: Page): Promise<void> {
  for (const viewport of [narrow, wide]) {
    await page.setViewportSize(viewport)
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await expect.poll(overflow, `sideways at ${viewport.width} on ${page.url()}`).toBe(0)
    await page.emulateMedia({ colorScheme: 'light' })
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, ['color-contrast'])
  }
}

for (const address of [
  '/',
  '/products',
  '/categories/table',
  '/collections',
  '/collections/afterglow',
  '/products/porch',
  '/search',
  '/search?q=brass',
  '/cart',
  '/about',
  '/shipping',
  '/status',
  '/imprint',
  '/terms',
  '/withdrawal',
  '/privacy',
  '/offline',
  '/not-a-page',
]) {
  test(`${address} is accessible at every size and in every light`, async ({ page }) => {
    expect((await page.goto(address))?.status()).toBe(address === '/not-a-page' ? 404 : 200)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectGood(page)
  })
}

test('cart and payment page are accessible at every size and in every light', async ({ page }) => {
  await addToCart(page, 'pocket-moon', 'Oak')
  await expectGood(page)
  await page.goto('/cart')
  await changeQuantity(page, '0')
  await expect(page.getByLabel('Quantity')).toHaveAttribute('aria-invalid', 'true')
  await expectGood(page)
  await changeQuantity(page, '1')
  await checkOut(page)
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('alert')).toContainText('Nothing was charged')
  await expectGood(page)
})

test('thanks and order are accessible at every size and in every light', async ({ page }) => {
  const email = newEmail('careful')
  const order = await buyPlainly(page.request, { slug: 'pocket-moon', finish: 'Walnut', email })
  await page.goto(order.link.replace('?', '/thank-you?'))
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible()
  await expectGood(page)
  await page.goto(order.link)
  await page.getByText('For support').click()
  await expectGood(page)
})

test('the keyboard focus is always visible', async ({ page }) => {
  await page.goto('/')
  const names: string[] = []
  for (let press = 0; press < 9; press++) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    // biome-ignore lint/performance/useDomNodeTextContent: a reader does not see hidden text.
    names.push((await focused.innerText()).trim())
    const [style, width] = await focused.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return [outlineStyle, Number.parseFloat(outlineWidth)] as const
    })
    expect(style, names.at(-1)).not.toBe('none')
    expect(width, names.at(-1)).toBeGreaterThanOrEqual(2)
    await expect(focused).toBeInViewport()
  }
  const shop = ['Lamps', 'Collections', 'Menu']
  expect(names).toEqual(['Skip to content', 'Nightlight', ...shop, 'Lights', 'Search', 'Sign in', 'Cart'])
})

for (const address of ['/', '/products', '/products/porch']) {
  for (const viewport of [narrow, wide]) {
    test(`nothing moves by itself on ${address} at ${viewport.width}`, async ({ page }) => {
      await page.setViewportSize(viewport)
      await page.addInitScript(countShifts)
      await page.goto(address)
      await expectPhotographs(page)
      const shifts = await page.evaluate(() => Reflect.get(window, 'shifts') as string[])
      // On a busy machine the typeface comes after the first paint, and the words of the header move by less than a pixel.
      const total = shifts.reduce((sum, shift) => sum + Number.parseFloat(shift), 0)
      expect(total, shifts.join('\n')).toBeLessThan(0.002)
    })
  }
}

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }

/** Records layout shifts without recent input: https://web.dev/articles/cls */
function countShifts(): void {
  const shifts: string[] = []
  Reflect.set(window, 'shifts', shifts)
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      const moved = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 100) : 'text'))
      if (!hadRecentInput) shifts.push(`${value}: ${moved.join(' ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
