import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { interactive } from '#e2e/people.ts'
import { watch } from '#e2e/watch.ts'

for (const [kind, text] of [
  ['the beginning of a name', 'porc'],
  ['a name with a slip', 'proch'],
  ['capitals and spaces', '  PORCH '],
] as const) {
  test(`typing finds a lamp by ${kind}`, async ({ page }) => {
    const watched = watch(page)
    await page.goto('/search')
    await interactive(page)
    await page.getByRole('searchbox', { name: 'Search' }).pressSequentially(text)
    await expect(page.getByRole('link', { name: 'Porch' })).toHaveAttribute('href', '/products/porch')
    await expect(page).toHaveURL(`/search?${new URLSearchParams({ q: text.trim() })}`)
    await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue(text)
    expect(watched.problems).toEqual([])
  })
}

test('a search without results says so, with links to go on', async ({ page }) => {
  await page.goto('/search')
  await interactive(page)
  await page.getByRole('searchbox', { name: 'Search' }).fill('xylophone')
  await expect(page.getByRole('status')).toContainText('No lamps found for “xylophone”')
  await expect(page.getByRole('main').getByRole('link').first()).toHaveAttribute('href', /^\/categories\//)
  await expectAccessible(page)
})

test('odd input is a search without results', async ({ request }) => {
  const odd = [
    "'",
    '"',
    '%',
    '_',
    '\\',
    '<script>alert(1)</script>',
    "'; drop table products; --",
    '& | ! :*',
    '\0',
    '🔦',
  ]
  for (const text of [...odd, 'é'.repeat(500), ' ', '']) {
    const response = await request.get(`/search?${new URLSearchParams({ q: text })}`)
    expect(response.status(), text.slice(0, 40)).toBe(200)
    expect(await response.text(), text.slice(0, 40)).toMatch(/<input[^>]* type="search"/)
  }
  expect((await request.get('/search?q=porch&q=moss')).status()).toBe(200)
  expect((await request.get('/search?q=%ff')).status()).toBeLessThan(500)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('search is a form', async ({ page }) => {
    await page.goto('/search')
    await page.getByRole('searchbox', { name: 'Search' }).fill('terracotta')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL('/search?q=terracotta')
    await expect(page.getByRole('link', { name: 'Kiln' })).toBeVisible()
  })
})
