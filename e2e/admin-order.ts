import { type APIRequestContext, expect, type Page, type Request } from '@playwright/test'
import { interactive } from '#e2e/people.ts'
import { buyPlainly } from '#e2e/plain-visits.ts'
import { newEmail } from '#e2e/purchase.ts'
import type { Urls } from '#e2e/stack.ts'

export type Sold = { id: string; number: string; link: string; email: string; total: string }

/** Buys this many of a lamp with plenty of stock, without an account. */
export async function sell(request: APIRequestContext, quantity = 1): Promise<Sold> {
  const email = newEmail('shopper')
  return { email, ...(await buyPlainly(request, { email, quantity })) }
}

/** The section of this name on an order's page. */
export function section(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true })
}

/** Opens an order in the admin, and waits until it is paid and packed. */
export async function openPacked(page: Page, order: Sold): Promise<void> {
  await page.goto(`/admin/orders/${order.id}`)
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
  await expect(section(page, 'Timeline')).toContainText('The lamp is wrapped', { timeout: 45_000 })
}

/** Opens the refund form and fills in the reason. */
export async function openRefund(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Refund' }).click()
  await page.getByLabel('Reason').fill(reason)
}

/** Presses a button in the admin and gives its post for a test to send. The post itself never leaves the browser. */
export async function caught(page: Page, press: () => Promise<void>): Promise<Request> {
  await interactive(page)
  const pattern = '**/admin/**'
  const { promise, resolve } = Promise.withResolvers<Request>()
  await page.route(pattern, async (route) => {
    const request = route.request()
    if (!('next-action' in request.headers())) return route.continue()
    // Resolve after the abort: otherwise the caller could remove the route first, and the request would leave.
    await route.abort()
    resolve(request)
  })
  await press()
  const request = await promise
  await page.unroute(pattern)
  return request
}

/** The refunds of a payment at the payment provider: ids and amounts in cents, oldest first. */
export async function paidBack(urls: Urls, intent: string): Promise<{ id: string; amount: number }[]> {
  const url = `${urls.payments}/v1/refunds?payment_intent=${intent}&limit=100`
  const response = await fetch(url, { headers: { authorization: 'Bearer sk_test_local' } })
  const { data } = (await response.json()) as { data: { id: string; amount: number }[] }
  return data.map(({ id, amount }) => ({ id, amount })).reverse()
}

/** The money on an order's page: the payment's id, and each refund with its amount in cents. */
export async function ledgerOf(page: Page): Promise<{ intent: string; refunds: { id: string; amount: number }[] }> {
  const rows = await section(page, 'Money').getByRole('listitem').allTextContents()
  const named = rows.map((row) => ({
    id: /(pi|re)_\w+?(?=\d{1,2} \w{3} \d{4})/.exec(row)?.[0] ?? '',
    amount: centsIn(row),
  }))
  return {
    intent: named.find(({ id }) => id.startsWith('pi_'))?.id ?? '',
    refunds: named.filter(({ id }) => id.startsWith('re_')),
  }
}

/** The last amount of money in a text, in cents. */
export function centsIn(text: string): number {
  const amount = [...text.matchAll(/€([\d,]+(?:\.\d\d)?)/g)].at(-1)?.[1] ?? 'NaN'
  return Math.round(Number(amount.replaceAll(',', '')) * 100)
}
