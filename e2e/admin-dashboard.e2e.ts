import { expectAccessible } from '#e2e/accessibility.ts'
import { openPacked, openRefund, section, sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'

test.slow()

test('the dashboard shows the sales as a chart and as a table', async ({ page, staff }) => {
  const order = await sell(page.request)
  const viewer = await staff('viewer')
  await openPacked(viewer, order)
  await viewer.getByRole('link', { name: 'Dashboard' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible()
  const today = viewer.getByRole('term').filter({ hasText: 'Orders today' }).locator('xpath=following-sibling::dd')
  await expect(viewer.getByRole('img', { name: /Revenue of the last 30 days, €/ })).toBeVisible()
  await viewer.getByText('Show as a table').click()
  const rows = viewer.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(31)
  const ordersOf = async (row: number) => Number(await rows.nth(row).getByRole('cell').first().textContent())
  expect(Number(await today.textContent())).toBe(await ordersOf(1))
  // The shop's day may have ended since the sale.
  expect((await ordersOf(1)) + (await ordersOf(2))).toBeGreaterThan(0)
  await expect(section(viewer, 'Low stock').getByRole('listitem').first()).toBeVisible()
  await expect(section(viewer, 'Failed photographs')).toBeVisible()
  await expectAccessible(viewer)
})

test('the audit log says who made which refund, and names no shopper', async ({ page, staff }) => {
  const order = await sell(page.request)
  const editor = await staff('editor')
  await openPacked(editor, order)
  const reason = `For the log ${crypto.randomUUID().slice(0, 8)}`
  await openRefund(editor, reason)
  await editor.getByRole('button', { name: 'Refund' }).click()
  await expect(section(editor, 'Refunds')).toContainText(reason)

  const viewer = await staff('viewer')
  for (const person of [editor, viewer]) {
    await person.goto('/admin/audit')
    await person.getByLabel('Type').selectOption('Refunds')
    await person.getByRole('button', { name: 'Show' }).click()
    await expect(person).toHaveURL(/subject=refunds/)
    const entry = person.getByRole('main').getByRole('listitem').filter({ hasText: order.number }).first()
    // A viewer knows that an editor did it, and neither which one nor why.
    const why = person === editor ? `: ${reason}` : ''
    const sentence = new RegExp(`refunded ${order.total.replace('.00', '')} of ${order.number}${why}\\.`)
    await expect(entry.getByRole('paragraph')).toHaveText(sentence)
    if (person === viewer) await expect(entry.getByRole('paragraph')).toHaveText(/^Editor refunded/)
    await expect(entry.getByText('returns to stock', { exact: true })).toBeHidden()
    await entry.getByText('Details').click()
    await expect(entry.getByText('returns to stock', { exact: true })).toBeVisible()
    await expect(person.getByRole('main')).not.toContainText(order.email)
    await expectAccessible(person)
    await entry.getByRole('link').click()
    await expect(person.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
  }
})

test('only an owner can change the staff', async ({ staff }) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin/staff')
  await expect(viewer.getByText('only an owner can change this list')).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Appoint' })).toBeDisabled()
  for (const button of await viewer.getByRole('button', { name: 'Change' }).all()) await expect(button).toBeDisabled()
  await expectAccessible(viewer)

  const owner = await staff('owner')
  await owner.goto('/admin/staff')
  await expect(owner.getByRole('listitem').filter({ hasText: '(you)' }).getByRole('button')).toHaveCount(0)
  await owner.getByLabel('Email').fill('nobody@example.com')
  await owner.getByLabel('Name', { exact: true }).fill('Nobody')
  await owner.getByRole('button', { name: 'Appoint' }).click()
  await expect(owner.getByText('Nobody has an account with this address.')).toBeVisible()
  await expect(owner.getByLabel('Email')).toHaveValue('nobody@example.com')
  await expectAccessible(owner)
})
