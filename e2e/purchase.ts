import { expect, type Locator, type Page } from '@playwright/test'

export const goodCard = '4242 4242 4242 4242'
export const declinedCard = '4000 0000 0000 0002'

/** Opens a lamp's page and chooses one of its finishes. */
export async function chooseLamp(page: Page, slug: string, finish: string): Promise<void> {
  await page.goto(`/products/${slug}`)
  await finishOf(page, finish).check()
}

/** A finish on the open page of a lamp; its label has the stock after the name. */
export function finishOf(page: Page, finish: string): Locator {
  return page.getByRole('radio', { name: new RegExp(`^${finish}\\b`) })
}

/** Puts one lamp into the cart and waits for it. */
export async function addToCart(page: Page, slug: string, finish: string): Promise<void> {
  await chooseLamp(page, slug, finish)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'in your cart' })).toBeVisible()
}

/** Puts a lamp into the cart in this quantity and goes to the payment page. */
export async function goToPayment(page: Page, slug: string, finish: string, quantity = 1): Promise<void> {
  await addToCart(page, slug, finish)
  await page.goto('/cart')
  if (quantity > 1) {
    await changeQuantity(page, String(quantity))
    await expect(cartLink(page)).toHaveText(`Cart${quantity}`)
  }
  await checkOut(page)
}

/** Types a quantity into the only line of the cart and sends it. */
export async function changeQuantity(page: Page, quantity: string): Promise<void> {
  await page.getByLabel('Quantity').fill(quantity)
  await page.getByLabel('Quantity').press('Enter')
}

/** The link in the header, with how many lamps are in the cart. */
export function cartLink(page: Page): Locator {
  return page.getByRole('banner').getByRole('link', { name: /^Cart/ })
}

/** Leaves the cart for the payment page. */
export async function checkOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page.getByRole('button', { name: /^Pay/ })).toBeVisible()
}

/** Fills in every field of the payment page. */
export async function fillPayment(
  page: Page,
  { email, card = goodCard }: { email: string; card?: string },
): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Name', { exact: true }).fill('Ada Byron')
  await page.getByLabel('Address line 1').fill('12 St James’s Square')
  await page.getByLabel('Postal code').fill('1010')
  await page.getByLabel('City').fill('Vienna')
  await page.getByLabel('Country').selectOption({ label: 'Austria' })
  await fillCard(page, card)
}

/** Fills in only the card. After a failed attempt the page keeps nothing of it but the name. */
export async function fillCard(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card)
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('CVC').fill('123')
  await page.getByLabel('Name on card').fill('Ada Byron')
}

export type Bought = { id: string; key: string; number: string; link: string }

/** Pays on a filled-in payment page, and reads the order from the next page. */
export async function pay(page: Page): Promise<Bought> {
  await page.getByRole('button', { name: /^Pay/ }).click()
  return readThankYou(page)
}

/** The order on a thank-you page. */
export async function readThankYou(page: Page): Promise<Bought> {
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible()
  const number = /NL-\d+/.exec((await page.getByRole('main').textContent()) ?? '')?.[0] ?? ''
  expect(number).toMatch(/^NL-\d+$/)
  const { pathname, searchParams } = new URL(page.url())
  const id = pathname.split('/')[2] ?? ''
  const key = searchParams.get('key') ?? ''
  return { id, key, number, link: `/orders/${id}?key=${key}` }
}

/** Buys one lamp, from its page to the thanks. */
export async function buy(page: Page, slug: string, finish: string, email: string): Promise<Bought> {
  await goToPayment(page, slug, finish)
  await fillPayment(page, { email })
  return pay(page)
}

/** A mail address that is unique in this run. */
export function newEmail(name: string): string {
  return `${name}.${crypto.randomUUID().slice(0, 8)}@example.com`
}

/** The amount of money in a text, as written. */
export function amountIn(text: string | null): string {
  return /€\s?[\d.,]+/.exec(text ?? '')?.[0] ?? ''
}
