import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import {
  addToCart,
  changeQuantity,
  chooseLamp,
  fillPayment,
  finishOf,
  goToPayment,
  newEmail,
  pay,
} from '#e2e/purchase.ts'

const quantities = {
  '0': /smallest quantity is 1/,
  '-1': /smallest quantity is 1/,
  '1.5': /whole number/,
  '1e9': /whole number/,
  abc: /whole number/,
  '': /whole number/,
  '21': /largest quantity is 20/,
}

test('the cart refuses an impossible quantity with a reason and keeps the typed value', async ({ page }) => {
  await addToCart(page, 'regatta', 'Black')
  await page.goto('/cart')
  const field = page.getByLabel('Quantity')
  for (const [typed, reason] of Object.entries(quantities)) {
    await changeQuantity(page, typed)
    await expect(field).toHaveAccessibleDescription(reason)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveValue(typed)
  }
  await page.reload()
  await expect(field).toHaveValue('1')
})

test('the cart refuses a manipulated form in the same words', async ({ page }) => {
  await page.goto('/products/slowcoach')
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add to cart' }) })
  for (const [quantity, reason] of Object.entries(quantities)) {
    expect(await post(page, form, { quantity }), quantity).toMatch(reason)
  }
  expect(await post(page, form, { variantId: 'porch' })).toContain('Choose a finish first.')
  expect(await post(page, form, { variantId: crypto.randomUUID() })).toContain('not for sale')
  expect(await post(page, form, { price: '1', unit_amount: '1', currency: 'jpy' })).toContain('Slowcoach')
  await page.goto('/cart')
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('Subtotal€79Shipping€9Total€88')
})

test('checkout uses the typed quantity: it refuses too many with the reason, and keeps the value', async ({ page }) => {
  await addToCart(page, 'transom', 'Graphite')
  await page.goto('/cart')
  await page.getByLabel('Quantity').fill('20')
  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page.getByText(/^Only \d+ left in Graphite, so it is not in the total/)).toBeVisible()
  await expect(page.getByLabel('Quantity')).toHaveValue('20')
  await expect(page).toHaveURL(/\/cart$/)
  await expectAccessible(page)
  await changeQuantity(page, '1')
  await expect(page.getByRole('button', { name: 'Check out' })).toBeEnabled()
  await page.getByLabel('Quantity').fill('2')
  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page.getByRole('button', { name: /^Pay/ })).toBeVisible()
})

test('a double click adds one lamp, and the cart keeps a lamp added just before leaving the page', async ({ page }) => {
  await chooseLamp(page, 'regatta', 'Black')
  await page.getByRole('button', { name: 'Add to cart' }).dblclick()
  await expect(page.getByRole('status').filter({ hasText: 'now holds 1' })).toBeVisible()
  await page.goto('/cart')
  await expect(page.getByLabel('Quantity')).toHaveValue('1')

  // The navigation cancels the request.
  await page.goto('/products/slowcoach')
  await page.route('**/cart/add', () => {}, { times: 1 })
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('link', { name: 'Cart 2' })).toBeVisible()
  await page.goto('/cart')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
})

test('a return from the payment page gives the lamps back to stock', async ({ page, stranger: other }) => {
  await goToPayment(page, 'regatta', 'Black')
  await page.goBack()
  await expect(page.getByText('Payment cancelled. Nothing was charged')).toBeVisible()
  await expect(page.getByLabel('Quantity')).toHaveValue('1')
  await chooseLamp(other, 'regatta', 'Black')
  await expect(other.getByRole('button', { name: 'Add to cart' })).toBeEnabled()
})

test('an empty cart cannot be checked out', async ({ page, context }) => {
  await addToCart(page, 'warm-start', 'Chalk')
  await page.goto('/cart')
  await expect(page.getByRole('button', { name: 'Check out' })).toBeVisible()
  await context.clearCookies()
  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page.getByText('Your cart is empty.', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check out' })).toHaveCount(0)
})

test('the last lamps go to the first checkout, and the second shopper is told', async ({ page, stranger: late }) => {
  test.setTimeout(90_000)
  await chooseLamp(page, 'stilt', 'Smoked oak, ink linen')
  const left =
    /(\d+) left/.exec((await page.getByText(/^Smoked oak, ink linen\s*\d+ left/).textContent()) ?? '')?.[1] ?? ''
  await addToCart(late, 'stilt', 'Smoked oak, ink linen')
  await late.goto('/cart')
  await goToPayment(page, 'stilt', 'Smoked oak, ink linen', Number(left))
  await late.getByRole('button', { name: 'Check out' }).click()
  await expect(late.getByRole('status').filter({ hasText: /somebody else's cart/ })).toBeVisible()
  await expect(late.getByText(/is in somebody else's cart, so it is not in the total/)).toBeVisible()
  await expect(late.getByRole('button', { name: 'Check out' })).toBeDisabled()
  await expectAccessible(late)

  await expect(async () => {
    await late.goto('/products/stilt')
    await expect(finishOf(late, 'Smoked oak, ink linen')).toBeDisabled({ timeout: 500 })
  }).toPass()
  // The page says that it is sold out. Whoever points at it learns whether it may come back.
  await late.getByText(/^Smoked oak, ink linen\s*Sold out/).hover()
  await expect(late.getByText(/^Smoked oak, ink linen\s*In somebody's cart/)).toBeVisible()
  await fillPayment(page, { email: newEmail('first') })
  await pay(page)
})

/** Posts a form as a browser without JavaScript would, with some of its values changed. Gives the page of the answer. */
async function post(page: Page, form: Locator, changed: Record<string, string>): Promise<string> {
  const fields = await form.evaluate((element: HTMLFormElement) =>
    Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
  )
  const { origin, href } = new URL((await form.getAttribute('action')) ?? '', page.url())
  const response = await page.request.post(href, { multipart: { ...fields, ...changed }, headers: { origin } })
  expect(response.status()).toBeLessThan(500)
  return response.text()
}
