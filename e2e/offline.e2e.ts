import { expect, test } from '#e2e/fixtures.ts'
import { addToCart } from '#e2e/purchase.ts'

test.use({ serviceWorkers: 'allow' })

test('what was seen stays readable offline, and no cart, order or account is kept', async ({ page, context }) => {
  await page.goto('/products/porch')
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
  // The worker keeps what is opened while it runs.
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  await page.goto('/products/porch')
  await addToCart(page, 'pocket-moon', 'Oak')
  await page.goto('/cart')
  await page.goto('/sign-in')
  const kept = () =>
    page.evaluate(async () => {
      const names = await caches.keys()
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return all.flat().map(({ url }) => new URL(url).pathname)
    })
  await expect.poll(kept).toEqual(expect.arrayContaining(['/offline', '/products/porch', '/products/pocket-moon']))
  const pages = (await kept()).filter((path) => !path.startsWith('/_next/static/'))
  expect(pages.toSorted()).toEqual(['/offline', '/products/pocket-moon', '/products/porch'])

  // Only the worker asks the network for pages; what it leaves alone, the page asks for itself.
  await context.route('**/*', (route) => {
    const isLost = route.request().serviceWorker() !== null || route.request().url().endsWith('/account')
    return isLost ? route.abort('internetdisconnected') : route.continue()
  })
  await page.goto('/products/porch')
  await expect(page.getByRole('heading', { level: 1, name: 'Porch' })).toBeVisible()
  await expect(page.getByText('You are offline. This page is as you last saw it')).toBeVisible()
  await page.goto('/cart')
  await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('€')
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Pocket Moon/ })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Pocket Moon' })).toBeVisible()
  // An account is left to the browser, which says itself that there is no connection.
  await expect(page.goto('/account')).rejects.toThrow(/ERR_|NS_ERROR/)

  await context.unroute('**/*')
  await page.goto('/cart')
  await expect(page.getByRole('main').getByRole('listitem')).toContainText('Pocket Moon')
  await expect(page.getByText('You are offline. This page is as you last saw it')).toBeHidden()
})
