import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { sendFormOnly } from '#e2e/plain-forms.ts'
import { checkOutPlainly, fillCartPlainly, payer } from '#e2e/plain-visits.ts'
import { fillPayment, newEmail, pay, readThankYou } from '#e2e/purchase.ts'
import { openReceipt } from '#e2e/services.ts'
import { killStore, readUrls, startStore } from '#e2e/stack.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const unlucky = newEmail('unlucky')
/** An open payment page. */
let payment: Page
/** The thank-you page of another shopper, who has paid and not opened it. */
let thanks = ''

test.beforeAll(async ({ browser, playwright }) => {
  test.setTimeout(240_000)
  const baseURL = readUrls().store
  const context = await browser.newContext({ baseURL })
  payment = await context.newPage()
  const cart = await fillCartPlainly(context.request, { slug: 'curfew', finish: 'Brass', quantity: 2 })
  await payment.goto((await checkOutPlainly(context.request, cart)).url)
  await expect(payment.getByRole('button', { name: /^Pay/ })).toBeVisible()

  const other = await playwright.request.newContext({ baseURL })
  const form = await checkOutPlainly(other, await fillCartPlainly(other, { slug: 'curfew', finish: 'Black steel' }))
  // Opening the thank-you page would complete the payment before the kill.
  thanks = await sendFormOnly(other, form, /^Pay/, { ...payer, email: unlucky })
  await killStore()
  expect(thanks).toContain('/thank-you')
  await startStore()
})

test('a purchase resumes after all processes were killed before the payment', async ({ urls }) => {
  const email = newEmail('patient')
  await payment.reload()
  await fillPayment(payment, { email })
  const order = await pay(payment)
  await openReceipt(payment, urls, email, 150_000)
  await expect(payment.getByRole('heading', { level: 1 })).toContainText(order.number)
  await payment.goto(order.link)
  await expect(payment.getByRole('main').getByRole('status')).toContainText('Packed.', { timeout: 150_000 })
})

test('a payment survives the kill of all processes right after it, and its receipt comes once', async ({
  page,
  urls,
}) => {
  // The lease of a killed job ends after 75 seconds; then the next delivery resumes the job.
  await openReceipt(page, urls, unlucky, 150_000)
  await page.goto(thanks)
  const order = await readThankYou(page)
  await page.goto(order.link)
  await expect(page.getByRole('main').getByRole('status')).toContainText('Packed.', { timeout: 150_000 })
  // openReceipt wants exactly one.
  await openReceipt(page, urls, unlucky)
})
