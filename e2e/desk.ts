import { type Browser, test as base, expect, type Page, type Request } from '@playwright/test'
import { interactive } from '#e2e/people.ts'
import { amountIn, fillPayment, goToPayment, newEmail, pay } from '#e2e/purchase.ts'
import { readUrls, type Urls } from '#e2e/stack.ts'

export { expect }

export type Role = 'owner' | 'editor' | 'viewer'
type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>

/**
 * `urls` leads to the services around the store; `desk` opens a page of somebody on the staff, signed in; `stranger` is a
 * page of somebody who is not.
 */
export const test = base.extend<
  {
    urls: Urls
    stranger: Page
    desk: (role: Role, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>
  },
  { sessions: Map<Role, Cookies> }
>({
  baseURL: async ({ browserName: _ }, use) => use(readUrls().store),
  urls: async ({ browserName: _ }, use) => use(readUrls()),
  stranger: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext(baseURL ? { baseURL } : {})
    await use(await context.newPage())
    await context.close()
  },
  // One sign-in per worker and role: trying often is limited, for staff as for everybody.
  sessions: [async ({ browserName: _ }, use) => use(new Map()), { scope: 'worker' }],
  desk: async ({ browser, baseURL, sessions }, use) => {
    const pages: Page[] = []
    await use(async (role, options = {}) => {
      const context = await browser.newContext({ ...options, ...(baseURL ? { baseURL } : {}) })
      const page = await context.newPage()
      pages.push(page)
      const known = sessions.get(role)
      if (known) await context.addCookies(known)
      else {
        await signIn(page, role)
        sessions.set(role, await context.cookies())
      }
      return page
    })
    for (const page of pages) await page.context().close()
  },
})

async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(`${role}@nightlight.example`)
  await page.getByLabel('Password').fill('off-until-something-moves')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

export type Sold = { id: string; number: string; email: string; total: string }

/** Somebody without an account buys this many of a lamp of which there are plenty. */
export async function sell(page: Page, quantity = 1): Promise<Sold> {
  const email = newEmail('shopper')
  await goToPayment(page, 'warm-start', 'Chalk', quantity)
  await fillPayment(page, { email })
  const total = amountIn(await page.getByRole('button', { name: /^Pay/ }).textContent())
  const { id, number } = await pay(page)
  return { id, number, email, total }
}

/** The section of this name on an order's page. */
export function section(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true })
}

/** Opens an order at the desk, and waits until it was paid and packed. */
export async function openPacked(page: Page, order: Sold): Promise<void> {
  await page.goto(`/admin/orders/${order.id}`)
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
  await expect(section(page, 'Timeline')).toContainText('The lamp is wrapped', { timeout: 45_000 })
}

/** Opens the form of a refund and gives the reason. */
export async function openRefund(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Refund' }).click()
  await page.getByLabel('Reason').fill(reason)
}

/** Presses a button at the desk and keeps what it posts, which never leaves the browser, for a test to send itself. */
export async function caught(page: Page, press: () => Promise<void>): Promise<Request> {
  await interactive(page)
  const pattern = '**/admin/**'
  const { promise, resolve } = Promise.withResolvers<Request>()
  await page.route(pattern, async (route) => {
    const request = route.request()
    if (!('next-action' in request.headers())) return route.continue()
    // Only then is it kept: who hears of a request before its route was aborted, and ends the routing, lets it go.
    await route.abort()
    resolve(request)
  })
  await press()
  const request = await promise
  await page.unroute(pattern)
  return request
}

/** What the payment provider has paid back of a payment: its names and amounts in cents, oldest first. */
export async function paidBack(urls: Urls, intent: string): Promise<{ id: string; amount: number }[]> {
  const url = `${urls.payments}/v1/refunds?payment_intent=${intent}&limit=100`
  const response = await fetch(url, { headers: { authorization: 'Bearer sk_test_local' } })
  const { data } = (await response.json()) as { data: { id: string; amount: number }[] }
  return data.map(({ id, amount }) => ({ id, amount })).reverse()
}

/** What the page of an order says of its money: the payment's name, and each refund with its amount in cents. */
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
