import { expectAccessible } from '#e2e/accessibility.ts'
import { sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { interactive } from '#e2e/people.ts'

test.slow()

test('the palette opens with the keyboard and leads to an order, and a viewer finds no customer', async ({
  page,
  staff,
}) => {
  const order = await sell(page.request)
  const editor = await staff('editor')
  await editor.goto('/admin/orders')
  await interactive(editor)
  await editor.keyboard.press('Control+k')
  const field = editor.getByRole('combobox', { name: 'Search' })
  await expect(field).toBeFocused()
  await expect(editor.getByRole('option', { name: 'New product' })).toBeVisible()
  await expectAccessible(editor)
  await field.fill(order.email)
  const hit = editor.getByRole('group', { name: 'Orders' }).getByRole('option', { name: order.number })
  await expect(hit).toBeVisible()
  await expectAccessible(editor)
  // The first option is the one that Enter opens.
  await expect(hit).toHaveAttribute('aria-selected', 'true')
  await editor.keyboard.press('ArrowDown')
  await expect(hit).toHaveAttribute('aria-selected', 'false')
  await editor.keyboard.press('ArrowUp')
  await editor.keyboard.press('Enter')
  await expect(editor.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
  await expect(field).toHaveCount(0)

  const viewer = await staff('viewer')
  const find = async (query: string) => {
    const response = await viewer.request.get(`/admin/search/found?${new URLSearchParams({ q: query })}`)
    return (await response.json()) as { title: string; note: string }[]
  }
  expect(await find(order.email)).toEqual([])
  const [found] = await find(order.number)
  expect(found?.title).toBe(order.number)
  expect(found?.note).not.toContain(order.email)
})

test('the palette closes with Escape, switches the lights and opens pages', async ({ staff }) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin/staff')
  await interactive(viewer)
  const open = viewer.getByRole('link', { name: 'Search' }).filter({ visible: true })
  await open.click()
  const field = viewer.getByRole('combobox', { name: 'Search' })
  await expect(viewer.getByRole('option', { name: 'New product' })).toHaveCount(0)
  await viewer.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(open).toBeFocused()
  await open.click()
  await field.fill('lights')
  await viewer.keyboard.press('Enter')
  await expect(viewer.locator('html')).toHaveAttribute('data-theme', 'dusk')
  await open.click()
  await field.fill('audit')
  await viewer.keyboard.press('Enter')
  await expect(viewer.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
})

test('without JavaScript the search is a page', async ({ staff }) => {
  const viewer = await staff('viewer', { javaScriptEnabled: false })
  await viewer.goto('/admin')
  await viewer.getByRole('link', { name: 'Search' }).filter({ visible: true }).click()
  await viewer.getByRole('searchbox').fill('porch')
  await viewer.getByRole('button', { name: 'Search' }).click()
  await expect(viewer).toHaveURL(/\/admin\/search\?q=porch/)
  await viewer.getByRole('region', { name: 'Products' }).getByRole('link', { name: 'Porch' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Porch' })).toBeVisible()
})
