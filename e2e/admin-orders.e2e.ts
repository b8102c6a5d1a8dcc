import type { APIRequestContext, Request } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { caught, centsIn, ledgerOf, openPacked, openRefund, paidBack, section, sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { listMails } from '#e2e/people.ts'

test.slow()

test('an editor refunds one lamp, then the rest; the ledger, the payment provider and the shopper agree', async ({
  page,
  staff,
  urls,
}) => {
  const order = await sell(page.request, 3)
  const editor = await staff('editor')
  await openPacked(editor, order)
  await expect(section(editor, 'Functions')).toContainText('process-order')
  await editor.getByText('Show the receipt').click()
  const receipt = editor.frameLocator('iframe[title="The receipt"]')
  await expect(receipt.locator('body')).toContainText(order.number)
  // The frame runs no scripts, so axe would wait for it for ever: close it first.
  await editor.getByText('Show the receipt').click()
  await expectAccessible(editor)

  await openRefund(editor, 'One arrived broken')
  await editor.getByLabel('Some of the lamps').check()
  await editor.getByLabel('Warm Start, Chalk').fill('4')
  await editor.getByRole('button', { name: 'Refund' }).click()
  await expect(editor.getByRole('alert').filter({ hasText: 'at most 3 can be refunded' })).toBeVisible()
  await expect(editor.getByLabel('Reason')).toHaveValue('One arrived broken')
  await expectAccessible(editor)
  await editor.getByLabel('Warm Start, Chalk').fill('1')
  await editor.getByRole('button', { name: 'Refund' }).click()
  await expect(section(editor, 'Refunds')).toContainText('Done', { timeout: 30_000 })
  await expect(section(editor, 'Money').getByRole('listitem')).toHaveCount(2)

  await openRefund(editor, 'And the others, too')
  await editor.getByRole('button', { name: 'Refund' }).dblclick()
  await expect(editor.getByRole('status').filter({ hasText: /^Refunded/ })).toBeVisible({ timeout: 30_000 })
  await expect(section(editor, 'Refunds').getByRole('listitem')).toHaveCount(2)
  await expect(section(editor, 'Money')).toContainText('Left to refund €0')
  await expect(editor.getByRole('button', { name: 'Refund' })).toHaveCount(0)

  const ledger = await ledgerOf(editor)
  expect(ledger.refunds).toEqual(await paidBack(urls, ledger.intent))
  expect(ledger.refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(centsIn(order.total))

  await page.goto(order.link)
  await expect(page.getByRole('status').filter({ hasText: 'Refunded.' })).toBeVisible()
  const back = page.getByRole('term').filter({ hasText: 'Refunded' }).locator('xpath=following-sibling::dd[1]')
  expect(centsIn((await back.textContent()) ?? '')).toBe(centsIn(order.total))
  await expect(async () => {
    await page.goto(urls.mailbox)
    const mails = page.getByRole('listitem').filter({ hasText: order.email }).filter({ hasText: 'Refund for' })
    await expect(mails).toHaveCount(2, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
})

test('two editors who press at the same moment make one refund', async ({ page, staff, urls }) => {
  const order = await sell(page.request)
  const [editor, owner] = [await staff('editor'), await staff('owner')]
  await openPacked(editor, order)
  await openRefund(editor, 'Pressed by everybody')
  const request = await caught(editor, () => editor.getByRole('button', { name: 'Refund' }).click())

  const posts = Array.from({ length: 20 }, (_, index) => again((index % 2 ? owner : editor).request, request, true))
  const answers = await Promise.all(posts)
  expect(answers.filter((text) => text.includes('"ok":true'))).toHaveLength(1)
  expect(answers.filter((text) => text.includes('Nothing is left to refund'))).toHaveLength(19)

  await owner.goto(`/admin/orders/${order.id}`)
  await expect(section(owner, 'Refunds')).toContainText('Done', { timeout: 30_000 })
  await expect(section(owner, 'Refunds').getByRole('listitem')).toHaveCount(1)
  const ledger = await ledgerOf(owner)
  expect(ledger.refunds).toHaveLength(1)
  expect(await paidBack(urls, ledger.intent)).toEqual(ledger.refunds)
  expect(ledger.refunds[0]?.amount).toBe(centsIn(order.total))
})

test('twenty copies of one request at once make one refund', async ({ page, staff, urls }) => {
  const order = await sell(page.request, 2)
  const editor = await staff('editor')
  await openPacked(editor, order)
  await openRefund(editor, 'Sent again and again')
  await editor.getByLabel('Some of the lamps').check()
  await editor.getByLabel('Warm Start, Chalk').fill('1')
  const request = await caught(editor, () => editor.getByRole('button', { name: 'Refund' }).click())
  const answers = await Promise.all(Array.from({ length: 20 }, () => again(editor.request, request)))
  for (const text of answers) expect(text).toContain('"ok":true')
  await editor.reload()
  await expect(section(editor, 'Refunds')).toContainText('Done', { timeout: 30_000 })
  await expect(section(editor, 'Refunds').getByRole('listitem')).toHaveCount(1)
  expect(await paidBack(urls, (await ledgerOf(editor)).intent)).toHaveLength(1)
})

test('staff find and ship an order and send its receipt again; they cancel another, and its lamps return to stock', async ({
  page,
  staff,
  urls,
}) => {
  const first = await sell(page.request)
  const owner = await staff('owner', { viewport: { width: 390, height: 844 } })
  await openPacked(owner, first)
  await owner.goto('/admin')
  await owner.getByRole('button', { name: 'Menu' }).click()
  await owner.getByRole('link', { name: 'Orders', exact: true }).click()
  await owner.getByLabel('Order number, email or name').fill(first.email)
  await owner.getByRole('button', { name: 'Show' }).click()
  await expect(owner.getByText('One order')).toBeVisible()
  await expectAccessible(owner)
  await owner.getByRole('link', { name: first.number }).click()

  await owner.getByRole('button', { name: 'Mark shipped' }).click()
  await owner.getByLabel('Tracking number').fill('?')
  await owner.getByRole('button', { name: 'Mark shipped' }).click()
  await expect(owner.getByRole('alert').filter({ hasText: '4 to 40 letters' })).toBeVisible()
  await expect(owner.getByLabel('Tracking number')).toHaveValue('?')
  await owner.getByLabel('Tracking number').fill('POST 12345')
  await owner.getByRole('button', { name: 'Mark shipped' }).click()
  await expect(owner.getByRole('status').filter({ hasText: /^Shipped/ })).toBeVisible()
  await expect(section(owner, 'Customer')).toContainText('POST 12345')
  await expect(owner.getByRole('button', { name: 'Cancel order' })).toHaveCount(0)
  await owner.getByRole('button', { name: 'Send the receipt again' }).click()
  await expect(owner.getByText('A copy of the receipt is on its way.')).toBeVisible()
  const receipts = () => listMails(page.request, urls, first.email, /Your Nightlight order NL-\d+/)
  await expect.poll(async () => (await receipts()).length, { timeout: 60_000 }).toBe(2)

  const second = await sell(page.request)
  await openPacked(owner, second)
  await owner.getByRole('button', { name: 'Cancel order' }).click()
  await expect(owner.getByText('This cannot be undone.')).toBeVisible()
  await expectAccessible(owner)
  await owner.getByRole('button', { name: 'Not now' }).click()
  await expect(owner.getByRole('button', { name: 'Cancel order' })).toBeFocused()
  await owner.getByRole('button', { name: 'Cancel order' }).click()
  await owner.getByLabel('Reason').fill('The shopper asked for it')
  await owner.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(owner.getByRole('status').filter({ hasText: /^Refunded/ })).toBeVisible({ timeout: 30_000 })
  await expect(section(owner, 'Refunds')).toContainText('returns to stock')
  expect((await ledgerOf(owner)).refunds[0]?.amount).toBe(centsIn(second.total))
})

test('a viewer sees an order and cannot change it, neither on the page nor by the action', async ({ page, staff }) => {
  const order = await sell(page.request)
  const [viewer, editor] = [await staff('viewer'), await staff('editor')]
  await openPacked(viewer, order)
  await expect(viewer.getByText('Read-only: viewers cannot change orders.')).toBeVisible()
  for (const name of ['Mark shipped', 'Refund', 'Cancel order', 'Send the receipt again']) {
    await expect(viewer.getByRole('button', { name })).toBeDisabled()
  }
  await expect(section(viewer, 'Customer')).toContainText('A customer in Vienna, Austria')
  await expect(section(viewer, 'Receipt')).toContainText('Editors and owners can read it.')
  await expectAccessible(viewer)

  await openPacked(editor, order)
  await openRefund(editor, 'A stolen request')
  const request = await caught(editor, () => editor.getByRole('button', { name: 'Refund' }).click())
  expect(await again(viewer.request, request, true)).toContain('You may look at everything here, but not change it.')
  expect(await again(page.request, request, true)).not.toContain('"ok":true')
  await editor.reload()
  await expect(section(editor, 'Money').getByRole('listitem')).toHaveCount(1)
  await expect(section(editor, 'Refunds')).toHaveCount(0)
})

test('nobody else can open the admin', async ({ page }) => {
  for (const path of ['/admin', '/admin/orders', '/admin/audit', '/admin/staff']) {
    await page.goto(path)
    await expect(page.getByRole('navigation', { name: /admin/i })).toHaveCount(0)
    await expect(page.getByRole('heading', { name: /Orders|Dashboard|Audit log|Staff/ })).toHaveCount(0)
  }
})

/** Sends a post again with the cookies of this caller; `anew` gives the refund a new id. Gives the answer's text. */
async function again(context: APIRequestContext, request: Request, anew = false): Promise<string> {
  const { cookie: _cookie, 'content-length': _length, ...headers } = await request.allHeaders()
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith(':'))
  const body = request.postDataBuffer()?.toString('latin1') ?? ''
  const id = /name="[^"]*refundId"\r\n\r\n([0-9a-f-]{36})/.exec(body)?.[1] ?? ''
  expect(id).not.toBe('')
  const data = Buffer.from(anew ? body.replace(id, crypto.randomUUID()) : body, 'latin1')
  const response = await context.post(request.url(), {
    headers: Object.fromEntries(kept),
    data,
    maxRedirects: 0,
    timeout: 90_000,
  })
  return response.text()
}
