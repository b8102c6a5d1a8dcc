import type { APIRequestContext } from '@playwright/test'
import postgres from 'postgres'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import {
  addToCart,
  amountIn,
  cartLink,
  changeQuantity,
  checkOut,
  declinedCard,
  fillCard,
  fillPayment,
  goodCard,
  goToPayment,
  newEmail,
  pay,
} from '#e2e/purchase.ts'
import { deliverNow, functionsOf, hurry, openMail, openReceipt } from '#e2e/services.ts'
import { watch } from '#e2e/watch.ts'

test('a guest buys two lamps, with a declined card first', async ({ page, request, stranger, urls }) => {
  test.setTimeout(120_000)
  const watched = watch(page)
  const email = newEmail('guest')
  const before = await stockOf(request, 'porch')

  await addToCart(page, 'porch', 'Bone')
  await expect(cartLink(page)).toHaveText('Cart1')
  await cartLink(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cart' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem')).toContainText(['Porch'])
  const single = amountIn(await page.getByRole('region', { name: 'Total' }).textContent())
  await changeQuantity(page, '2')
  await expect(cartLink(page)).toHaveText('Cart2')
  await expect(page.getByRole('region', { name: 'Total' })).not.toContainText(single)
  const total = amountIn(await page.getByRole('region', { name: 'Total' }).textContent())
  expect(watched.problems).toEqual([])

  await checkOut(page)
  expect(new URL(page.url()).origin).toBe(urls.payments)
  await expect(page.getByRole('button', { name: `Pay ${total}` })).toBeVisible()
  await fillPayment(page, { email, card: declinedCard })
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('alert')).toContainText('declined')
  await stranger.goto(urls.payments)
  const session = stranger.getByRole('row').filter({ has: stranger.locator(`a[href^="${page.url()}"]`) })
  await expect(session).toContainText('open, unpaid')
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await expect(page.getByLabel('Card number')).toHaveValue('')
  await fillCard(page, goodCard)
  const order = await pay(page)
  await expect(page.getByRole('main')).toContainText(total)
  await expect(cartLink(page)).toHaveText('Cart')

  await page.getByRole('link', { name: 'Track your order' }).click()
  const status = page.getByRole('main').getByRole('status')
  await expect(status).toContainText(/^(Paid|Packed)\./)
  await expect(status).toContainText('Packed.', { timeout: 30_000 })
  await deliverNow(stranger, urls, 'ship-order', order.id)
  await expect(status).toContainText('Shipped.', { timeout: 30_000 })
  await expect.poll(() => hurry(request, urls, 'deliver-order', order.id)).toBe(1)
  await expect(status).toContainText('Delivered.', { timeout: 30_000 })
  await expect(page.getByRole('list').filter({ hasText: /Paid.*Packed.*Shipped.*Delivered/ })).toBeVisible()
  await expectAccessible(page)

  await page.getByText('For support').click()
  const trace = (await page.getByRole('code').textContent()) ?? ''
  expect(trace).toMatch(/^[0-9a-f]{32}$/)
  await expect
    .poll(() => functionsOf(urls, trace))
    .toEqual(['deliver-order', 'process-order', 'ship-order', 'stripe-webhook', 'tell-shopper'])

  await openReceipt(stranger, urls, email)
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText(order.number)
  const mail = stranger.frameLocator('iframe')
  await expect(mail.getByRole('heading', { name: 'Order confirmed' })).toBeVisible()
  await expect(mail.locator('body')).toContainText(order.number)
  await expect(mail.locator('body')).toContainText(total)
  const link = await stranger.getByRole('link', { name: 'the page of your order' }).getAttribute('href')
  await stranger.goto(link ?? '')
  await expect(stranger.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()

  const after = await stockOf(request, 'porch')
  expect(after.map((stock, index) => (before[index] ?? 0) - stock)).toEqual([0, 2, 0, 0])
})

test('the cart is unchanged after a return from the payment page', async ({ page }) => {
  await addToCart(page, 'magpie', 'Bone')
  await page.goto('/cart')
  await checkOut(page)
  const payment = page.url()
  await page.getByRole('link', { name: 'Back to the shop' }).click()
  await expect(page.getByText('Payment cancelled. Nothing was charged')).toBeVisible()
  await expect(page.getByLabel('Quantity')).toHaveValue('1')
  await expectAccessible(page)
  // The return has ended the first payment page, so that nothing is held for it.
  await checkOut(page)
  expect(page.url()).not.toBe(payment)
})

test('a shopper who pays for a cancelled order is told so and gets a refund', async ({ page, urls }) => {
  test.setTimeout(120_000)
  const email = newEmail('late')
  await goToPayment(page, 'magpie', 'Bone')
  const session = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const sql = postgres(urls.database, { max: 1 })
  const given = await sql`select id, cancel_order(id) from orders where stripe_session_id = ${session}`
  expect(given).toHaveLength(1)
  await fillPayment(page, { email })
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'This order was cancelled' })).toBeVisible()
  await expect(page.getByText('If you were charged, we refund you.')).toBeVisible()
  await expectAccessible(page)

  const thanks = page.url()
  await openMail(page, urls, { email, subject: /Refund for your Nightlight order NL-\d+/ })
  await expect(page.getByRole('heading', { name: /^Refund for your Nightlight order NL-\d+$/ })).toBeVisible()
  const ledger = await sql`select kind, amount from payments where order_id = ${given[0]?.id} order by kind`
  await sql.end()
  expect(ledger.map(({ kind }) => kind)).toEqual(['capture', 'refund'])
  expect(ledger[1]?.amount).toBe(ledger[0]?.amount)
  await page.goto(thanks)
  await expect(page.getByRole('term').filter({ hasText: 'Refunded' })).toBeVisible()
})

/** The stock of each finish, in the order of the page. */
async function stockOf(request: APIRequestContext, slug: string): Promise<number[]> {
  const list: { stock: number }[] = await (await request.get(`/live-stock?slug=${slug}`)).json()
  return list.map(({ stock }) => stock)
}
