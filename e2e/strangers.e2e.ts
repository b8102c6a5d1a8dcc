import { expect, test } from '#e2e/fixtures.ts'
import { choiceIn, readPlain, sendForm, wordsOf } from '#e2e/plain-forms.ts'
import { buyPlainly } from '#e2e/plain-visits.ts'
import { addToCart, newEmail } from '#e2e/purchase.ts'

test('only the link opens an order', async ({ page, stranger }) => {
  const order = await buyPlainly(page.request, { slug: 'cairn', finish: 'Natural', email: newEmail('owner') })
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
    const response = await stranger.request.get(address)
    expect.soft(response.status(), address).toBe(404)
    const html = await response.text()
    expect.soft(html, address).toContain('Page not found')
    expect.soft(html, address).not.toContain(order.number)
  }
  await stranger.goto(`/orders/${order.id}?key=${wrong}`)
  await expect(stranger.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
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
  test(`a cart cookie ${kind} is an empty cart, and a lamp can still be put in`, async ({ context, urls }) => {
    const { request } = context
    await context.addCookies([{ name: 'cart', value: encodeURIComponent(value), url: urls.store }])
    expect((await request.get('/cart')).status()).toBe(200)
    expect(wordsOf(await readPlain(request, '/cart'))).toContain('Your cart is empty.')
    const lamp = await readPlain(request, '/products/skep')
    const cart = await sendForm(request, lamp, 'Add to cart', { variantId: choiceIn(lamp, 'Natural') })
    expect(new URL(cart.url).pathname).toBe('/cart')
    expect(wordsOf(cart).match(/Remove/g)).toHaveLength(1)
    const cookie = (await context.cookies()).find(({ name }) => name === 'cart')
    expect(cookie?.value).not.toBe(encodeURIComponent(value))
  })
}

test('scripts cannot read the id of a cart', async ({ page, context }) => {
  await addToCart(page, 'skep', 'Straw')
  const cookie = (await context.cookies()).find(({ name }) => name === 'cart')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(cookie?.value).toMatch(/^[0-9a-f-]{36}$/)
  await page.goto('/cart')
  expect(await page.evaluate(() => document.cookie)).not.toContain(cookie?.value)
  expect(await page.content()).not.toContain(cookie?.value)
})
