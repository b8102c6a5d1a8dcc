import { expect, test } from '#e2e/fixtures.ts'
import { addToCart, buy, newEmail } from '#e2e/purchase.ts'

test('an order opens to whoever has its link, and to nobody else', async ({ page, stranger }) => {
  const order = await buy(page, 'cairn', 'Natural', newEmail('owner'))
  const wrong = order.key.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))
  const page404 = [
    `/orders/${order.id}`,
    `/orders/${order.id}?key=`,
    `/orders/${order.id}?key=${wrong}`,
    `/orders/${order.id}?key=${wrong}&key=${order.key}`,
    `/orders/${order.id}/thank-you`,
    `/orders/${order.id}/thank-you?key=${wrong}`,
    `/orders/${crypto.randomUUID()}?key=${order.key}`,
    `/orders/${order.number}?key=${order.key}`,
  ]
  for (const address of page404) {
    const response = await stranger.goto(address)
    expect.soft(response?.status(), address).toBe(404)
    await expect(stranger.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
    expect(await response?.text()).not.toContain(order.number)
  }
  const response = await stranger.goto(order.link)
  expect(response?.status()).toBe(200)
  expect(response?.headers()['cache-control']).toContain('no-store')
  expect(response?.headers()['referrer-policy']).toBe('no-referrer')
  await expect(stranger.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
})

for (const [kind, value] of [
  ['that is no id', 'admin'],
  ['with the id of no cart', 'd2b5a0ff-6b0a-4f6d-9f4e-3a1f7f1f0c11'],
  ['of SQL', "' or 1=1 --"],
  ['of five kilobytes', 'x'.repeat(4000)],
] as const) {
  test(`a cart cookie ${kind} is an empty cart, and a lamp can still be put in`, async ({ page, context, urls }) => {
    await context.addCookies([{ name: 'cart', value: encodeURIComponent(value), url: urls.store }])
    expect((await page.goto('/cart'))?.status()).toBe(200)
    await expect(page.getByText('Your cart is empty.')).toBeVisible()
    await addToCart(page, 'skep', 'Natural')
    await page.goto('/cart')
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
    const cookie = (await context.cookies()).find(({ name }) => name === 'cart')
    expect(cookie?.value).not.toBe(encodeURIComponent(value))
  })
}

test('the id of a cart is out of reach for scripts', async ({ page, context }) => {
  await addToCart(page, 'skep', 'Straw')
  const cookie = (await context.cookies()).find(({ name }) => name === 'cart')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(cookie?.value).toMatch(/^[0-9a-f-]{36}$/)
  await page.goto('/cart')
  expect(await page.evaluate(() => document.cookie)).not.toContain(cookie?.value)
  expect(await page.content()).not.toContain(cookie?.value)
})
