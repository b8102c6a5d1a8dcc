import { expectAccessible } from '#e2e/accessibility.ts'
import { sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'

test.slow()

test('a visitor wakes a function, and sees their own call on the map', async ({ page }) => {
  await page.goto('/under-the-hood')
  await expect(page.getByRole('heading', { level: 1, name: 'Under the hood' })).toBeVisible()
  await page.getByRole('button', { name: 'Wake a function' }).click()
  const log = page.getByRole('log', { name: 'What happened' })
  await expect(log).toContainText('chat')
  await expect(log).toContainText('ms')
  await expect(page.getByText(/^So far your runs cost \$0\.0\d+ on Vercel/)).toBeVisible()
  await expectAccessible(page)
})

test('the page of an order leads to what ran for it, and nobody sees the trace of another', async ({
  page,
  stranger,
}) => {
  const order = await sell(page.request)
  await page.goto(order.link)
  await page.getByText('For support').click()
  await page.getByRole('link', { name: 'See what ran for this order' }).click()
  await expect(page).toHaveURL(/\/under-the-hood\?trace=[0-9a-f]{32}$/)
  const log = page.getByRole('log', { name: 'What happened' })
  await expect(log).toContainText('stripe-webhook', { timeout: 30_000 })
  await expect(log).toContainText('process-order', { timeout: 30_000 })
  // The map says what happened, and nothing about whom it happened to.
  const id = new URL(page.url()).searchParams.get('trace')
  const outline = await (await page.request.get(`/under-the-hood/trace?id=${id}`)).text()
  for (const personal of [order.email, order.number, order.id]) expect(outline).not.toContain(personal)
  await expectAccessible(page)

  await stranger.goto('/under-the-hood')
  await expect(stranger.getByRole('log')).toHaveCount(0)
  for (const guess of ['', 'x', '0'.repeat(32), `${id?.slice(0, 31)}%`]) {
    const answer = await stranger.request.get('/under-the-hood/trace', { params: { id: guess } })
    expect(answer.status()).toBe(404)
  }
})

test('without JavaScript it is a page to read, with the code of each idea', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await page.goto('/under-the-hood')
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(8)
  await page.getByText('lines of functions/storage-webhook.ts').click()
  await expect(page.getByText('export const storageWebhook')).toBeVisible()
  await context.close()
})
