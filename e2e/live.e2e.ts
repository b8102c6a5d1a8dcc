import type { Page } from '@playwright/test'
import { openPacked, section, sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'

test.slow()

/** Resolves when the page has joined a topic. */
async function joined(page: Page, topic: RegExp): Promise<void> {
  const socket = await page.waitForEvent('websocket')
  const answer = new RegExp(`"realtime:${topic.source}","phx_reply",\\{"status":"ok"`)
  await socket.waitForEvent('framereceived', ({ payload }) => answer.test(String(payload)))
}

async function ship(editor: Page): Promise<void> {
  await editor.getByRole('button', { name: 'Mark shipped' }).click()
  await editor.getByLabel('Tracking number').fill('POST 12345')
  await editor.getByRole('button', { name: 'Mark shipped' }).click()
}

/** The requests of a page for itself, from now on. */
function countRefreshes(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if ('rsc' in request.headers() && request.url().includes('/orders/')) count++
  })
  return () => count
}

test('an order moves on the open page of its shopper when staff ship it, and the page asks for nothing in between', async ({
  page,
  staff,
}) => {
  const order = await sell(page.request)
  const editor = await staff('editor')
  await openPacked(editor, order)
  await page.clock.install()
  const refreshes = countRefreshes(page)
  const follows = joined(page, /order:[0-9a-f]{64}/)
  await page.goto(order.link)
  await follows
  await expect(page.getByRole('status').filter({ hasText: 'Packed.' })).toBeVisible()
  // Once after it has joined: something may have changed before.
  await expect.poll(refreshes).toBe(1)
  // Longer than three rounds of asking would take.
  await page.clock.runFor(20_000)
  expect(refreshes()).toBe(1)
  await ship(editor)
  await expect(page.getByRole('status').filter({ hasText: 'Shipped.' })).toBeVisible({ timeout: 5000 })
})

test('where no connection is to be had, the page asks, and moves as well', async ({ page, staff }) => {
  const order = await sell(page.request)
  const editor = await staff('editor')
  await openPacked(editor, order)
  await page.routeWebSocket(/realtime/, (socket) => socket.close())
  await page.goto(order.link)
  await expect(page.getByRole('status').filter({ hasText: 'Packed.' })).toBeVisible()
  await ship(editor)
  await expect(page.getByRole('status').filter({ hasText: 'Shipped.' })).toBeVisible({ timeout: 20_000 })
})

test('a new order appears in the list of staff, and goes on there, without a reload', async ({ page, staff }) => {
  const viewer = await staff('viewer')
  const listens = joined(viewer, /admin:orders/)
  await viewer.goto('/admin/orders')
  await listens
  const order = await sell(page.request)
  await expect(viewer.getByRole('row').filter({ hasText: order.number })).toContainText('Packed', { timeout: 30_000 })
  await viewer.getByRole('link', { name: order.number }).click()
  await expect(section(viewer, 'Timeline')).toContainText('The lamp is wrapped')
})

test('a run that one browser causes appears in another on the page of its function, and on the map of who caused it', async ({
  page,
  staff,
}) => {
  const viewer = await staff('viewer')
  const listens = joined(viewer, /admin:runs/)
  await viewer.goto('/admin/functions/chat')
  await listens
  // The newest run stands first; a list that is full grows no longer.
  const newest = section(viewer, 'Runs').getByRole('row').nth(1).getByRole('link').first()
  const before = (await newest.count()) > 0 ? await newest.getAttribute('href') : null
  await page.goto('/under-the-hood')
  const follows = joined(page, /trace:[0-9a-f]{32}/)
  await page.getByRole('button', { name: 'Wake a function' }).click()
  await follows
  await expect(page.getByRole('log', { name: 'What happened' })).toContainText('chat')
  await expect(newest).toBeVisible()
  await expect.poll(() => newest.getAttribute('href')).not.toBe(before)
})
