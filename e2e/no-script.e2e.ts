import { expect, test } from '#e2e/fixtures.ts'
import {
  changeQuantity,
  checkOut,
  declinedCard,
  fillCard,
  fillPayment,
  finishOf,
  goodCard,
  newEmail,
  pay,
} from '#e2e/purchase.ts'

test.use({ javaScriptEnabled: false, colorScheme: 'light' })

test('a shopper finds, chooses and buys a lamp without JavaScript', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('banner').getByRole('link', { name: 'Lamps' }).click()
  await page.getByRole('link', { name: 'Transom' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Transom' })).toBeVisible()
  await finishOf(page, 'Graphite').check()
  await page.getByRole('button', { name: 'Add to cart' }).click()

  await expect(page).toHaveURL('/cart')
  await expect(page.getByRole('main').getByRole('listitem')).toContainText('Graphite')
  await changeQuantity(page, '0')
  await expect(page.getByLabel('Quantity')).toHaveAccessibleDescription(/smallest quantity/)
  await expect(page.getByLabel('Quantity')).toHaveValue('0')
  await changeQuantity(page, '2')
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('€318')
  await expect(page.getByLabel('Quantity')).toHaveValue('2')

  await page.goto('/products/warm-start')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
  await page.getByRole('listitem').filter({ hasText: 'Warm Start' }).getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)

  await page.getByLabel('Quantity').fill('20')
  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page.getByText(/^Only \d+ left in Graphite, so it is not in the total/)).toBeVisible()
  await expect(page.getByLabel('Quantity')).toHaveValue('20')
  await changeQuantity(page, '1')
  await page.getByLabel('Quantity').fill('2')
  await checkOut(page)
  await expect(page.getByRole('button', { name: 'Pay €318' })).toBeVisible()
  await fillPayment(page, { email: newEmail('quiet'), card: declinedCard })
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('alert')).toContainText('declined')
  await fillCard(page, goodCard)
  const order = await pay(page)
  await expect(page.getByRole('main')).toContainText('€318')
  await page.getByRole('link', { name: 'Track your order' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
  await expect(page.getByRole('main').getByRole('status')).toContainText(/^(Paid|Packed)\./)
  await page.goto('/cart')
  await expect(page.getByText('Your cart is empty.')).toBeVisible()
})

test('a lamp lights up and shows its finishes without JavaScript', async ({ page }) => {
  await page.goto('/products/porch')
  const lit = page
    .locator('main')
    .getByAltText(/switched on at dusk$/)
    .first()
  await expect(lit).toBeHidden()
  await page.getByRole('button', { name: 'Turn the lamp on' }).hover()
  await expect(lit).toHaveCSS('opacity', '1')
  await finishOf(page, 'Moss').check()
  await expect(page.getByAltText('Porch in Moss, switched on at dusk').first()).toBeVisible()
})

test('every page works without JavaScript', async ({ page }) => {
  for (const address of ['/', '/products', '/categories/table', '/products/porch', '/search?q=porch', '/cart']) {
    expect((await page.goto(address))?.status(), address).toBe(200)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})
