import { expectAccessible } from '#e2e/accessibility.ts'
import { sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'

test.slow()

const phone = { viewport: { width: 390, height: 844 } }

test('the admin stands in a frame of its own, and leads back to the shop', async ({ staff }) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin')
  for (const part of ['Ask about lamps', 'Cart', 'Shipping and returns']) {
    await expect(viewer.getByText(part, { exact: true }).filter({ visible: true })).toHaveCount(0)
  }
  const admin = viewer.getByRole('navigation', { name: 'Admin' })
  for (const [link, title] of [
    ['Audit log', 'Audit log'],
    ['Staff', 'Staff'],
    ['Products', 'Products'],
  ] as const) {
    await admin.getByRole('link', { name: link, exact: true }).click()
    await expect(viewer.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(admin.locator('[aria-current=page]')).toHaveText(link)
  }
  await viewer.getByRole('link', { name: 'Back to the shop' }).click()
  await expect(viewer.getByRole('button', { name: 'Ask about lamps' }).filter({ visible: true })).toHaveCount(1)
  await expect(viewer.getByRole('contentinfo')).toBeVisible()
  await expect(admin).toHaveCount(0)
})

test('an address without a page stays in the frame', async ({ staff }) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin/orders/00000000-0000-4000-8000-000000000000')
  await expect(viewer.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible()
  await expect(viewer.getByRole('navigation', { name: 'Admin' })).toBeVisible()
})

test('on a phone the navigation is a drawer, with the keyboard too', async ({ staff }) => {
  const viewer = await staff('viewer', phone)
  await viewer.goto('/admin')
  const admin = viewer.getByRole('navigation', { name: 'Admin' })
  const menu = viewer.getByRole('button', { name: 'Menu' })
  await expect(admin).toHaveCount(0)
  await menu.focus()
  await viewer.keyboard.press('Enter')
  await expect(admin).toBeVisible()
  await expectAccessible(viewer)
  await viewer.keyboard.press('Escape')
  await expect(admin).toHaveCount(0)
  await expect(menu).toBeFocused()
  await viewer.keyboard.press('Enter')
  await admin.getByRole('link', { name: 'Products' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Products' })).toBeVisible()
  await expect(admin).toHaveCount(0)
})

test('the navigation counts what waits, and counts again on the next page', async ({ page, staff }) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin')
  const counted = async () => (await viewer.request.get('/admin/counts')).json()
  await expect(viewer.getByRole('link', { name: 'Products', exact: true })).toHaveAccessibleDescription(
    `${(await counted()).lowStock} finishes are low in stock`,
  )
  await viewer.route('**/admin/counts', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), attention: 7 } })
  })
  await sell(page.request)
  await viewer.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: 'Staff' }).click()
  const attention = viewer.getByRole('link', { name: 'Needs attention' })
  await expect(attention).toHaveAccessibleDescription('7 orders')
  await expectAccessible(viewer)
  await attention.click()
  await expect(viewer.getByLabel('Status')).toHaveValue('attention')
  await viewer.unrouteAll({ behavior: 'ignoreErrors' })
})

test.describe('without JavaScript', () => {
  test('the drawer opens, and somebody signs out', async ({ staff }) => {
    const viewer = await staff('viewer', { ...phone, javaScriptEnabled: false })
    await viewer.goto('/admin')
    const admin = viewer.getByRole('navigation', { name: 'Admin' })
    await viewer.getByRole('button', { name: 'Menu' }).click()
    await admin.getByRole('link', { name: 'Staff' }).click()
    await expect(viewer.getByRole('heading', { level: 1, name: 'Staff' })).toBeVisible()
    await expect(admin).toHaveCount(0)
    await viewer.getByRole('button', { name: 'Menu' }).click()
    await expect(viewer.getByRole('button', { name: 'Sign out' })).toBeVisible()
  })
})
