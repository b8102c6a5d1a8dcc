import type { Page } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { interactive } from '#e2e/people.ts'
import { watch } from '#e2e/watch.ts'

const box = (page: Page) => page.getByRole('combobox', { name: 'Search' })
const options = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')

async function openSearch(page: Page): Promise<void> {
  await page.goto('/search')
  await interactive(page)
}

for (const [kind, text] of [
  ['the beginning of a name', 'porc'],
  ['a name with a slip', 'proch'],
  ['capitals and spaces', '  PORCH '],
] as const) {
  test(`typing suggests a lamp by ${kind}, with its price, and opens it`, async ({ page }) => {
    const watched = watch(page)
    await openSearch(page)
    await box(page).pressSequentially(text)
    await expect(options(page).first()).toContainText('Porch')
    await expect(options(page).first()).toContainText('€249')
    await expect(options(page).first().locator('img:visible')).toHaveCount(1)
    await options(page).first().click()
    await expect(page).toHaveURL('/products/porch')
    expect(watched.problems).toEqual([])
  })
}

test('the keyboard goes through the suggestions, and a screen reader is told where it is', async ({ page }) => {
  await openSearch(page)
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false')
  await box(page).pressSequentially('wall')
  await expect(box(page)).toHaveAttribute('aria-expanded', 'true')
  await expect(options(page)).toHaveText([/^Saros/, /^Transom/, /^Bough/, /^Sidecar/, /^Wall lights/, /^All results/])
  await expect(page.getByText('5 suggestions. Use the arrow keys.')).toBeAttached()

  const chosen = options(page).and(page.locator('[aria-selected="true"]'))
  await expect(chosen).toHaveCount(0)
  for (const [key, name] of [
    ['ArrowDown', 'Saros'],
    ['ArrowDown', 'Transom'],
    ['End', 'All results'],
    ['Home', 'Saros'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(chosen).toContainText(name)
    expect(await box(page).getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
  }
  await page.keyboard.press('ArrowUp')
  await expect(chosen).toHaveCount(0)
  await expect(box(page)).not.toHaveAttribute('aria-activedescendant')
  await page.keyboard.press('ArrowUp')
  await expect(chosen).toContainText('All results')

  await page.keyboard.press('Escape')
  await expect(options(page)).toHaveCount(0)
  await expect(box(page)).toHaveValue('wall')
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/products/saros')
})

test('Enter shows all results, and the back button the search before', async ({ page }) => {
  await openSearch(page)
  await box(page).pressSequentially('bathroom')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/search?q=bathroom')
  await expect(page.getByRole('status')).toHaveText('One lamp found for “bathroom”.')
  await expect(page.getByRole('main').getByRole('link', { name: 'Bough' })).toBeVisible()
  await expect(options(page)).toHaveCount(0)
  await box(page).fill('green')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL('/search?q=green')
  await expect(page.getByRole('article').filter({ hasText: 'Porch' })).toContainText('In moss')
  await expect(
    page.getByRole('article').filter({ hasText: 'Porch' }).getByAltText('Porch in Moss, switched on at dusk'),
  ).toHaveCount(2)
  await page.goBack()
  await expect(page.getByRole('status')).toHaveText('One lamp found for “bathroom”.')
})

/** Types a search into the box, and returns milliseconds from each letter to the list that answers it, with what was requested. */
async function typeFast(page: Page, text: string) {
  const asked: string[] = []
  page.on('request', (one) => asked.push(new URL(one.url()).pathname))
  await page.goto('/search')
  const box = page.getByRole('combobox', { name: 'Search' })
  const loaded = page.waitForResponse('**/search-index')
  await box.focus()
  await loaded
  const times = await page.evaluate(async (letters) => {
    const input = document.querySelector<HTMLInputElement>('input[role=combobox]')
    const times: number[] = []
    for (const letter of letters) {
      const typed = (input?.value ?? '') + letter
      const began = performance.now()
      // As React hears of it from a key.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, typed)
      input?.dispatchEvent(new InputEvent('input', { bubbles: true }))
      while (!document.querySelector('.suggestions')?.textContent?.includes(`“${typed.trim()}”`)) {
        if (performance.now() - began > 5000) throw new Error(`No answer to ${typed}`)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      times.push(performance.now() - began)
    }
    return times
  }, text)
  return { times, asked }
}

test('the box answers each letter in the browser, from an index that it loads when somebody is about to search', async ({
  page,
}) => {
  const { times, asked } = await typeFast(page, 'brass wall lamp')
  await expect(page.getByRole('option', { name: 'Bough' })).toBeVisible()
  // A letter or two may be typed before the index is unpacked.
  expect(asked.filter((path) => path === '/suggestions').length).toBeLessThanOrEqual(2)
  expect(asked.filter((path) => path === '/search-index')).toHaveLength(1)
  const sorted = times.toSorted((a, b) => a - b)
  test
    .info()
    .annotations.push({ type: 'letter to list, ms', description: sorted.map((time) => time.toFixed(0)).join(' ') })
})

test('where there is no index, fast typing asks for a few small answers, which a CDN may keep', async ({
  page,
  request,
}) => {
  await page.route('**/search-index', (route) => route.fulfill({ json: null }))
  await page.goto('/search')
  const asked: string[] = []
  page.on('request', (one) => asked.push(new URL(one.url()).pathname))
  const box = page.getByRole('combobox', { name: 'Search' })
  await box.pressSequentially('brass wall lamp', { delay: 20 })
  await expect(page.getByRole('option', { name: 'All results for “brass wall lamp”' })).toBeVisible()
  expect(asked.filter((path) => path === '/suggestions').length).toBeLessThan(8)
  const response = await request.get('/suggestions?q=brass%20wall%20lamp')
  expect(response.headers()).toMatchObject({ 'content-type': 'application/json' })
  expect(response.headers()['cache-control']).toContain('s-maxage=300')
  expect(response.headers()).not.toHaveProperty('set-cookie')
  expect((await response.body()).length).toBeLessThan(4_000)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the open list is accessible and within the screen on a phone, ${colorScheme}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      ...(baseURL ? { baseURL } : {}),
      viewport: { width: 390, height: 844 },
      colorScheme,
      hasTouch: true,
      isMobile: true,
    })
    const page = await context.newPage()
    await openSearch(page)
    await box(page).tap()
    await box(page).pressSequentially('brass')
    await expect(options(page).first()).toBeVisible()
    await expectAccessible(page)
    const list = await page.getByRole('listbox', { name: 'Suggestions' }).boundingBox()
    expect(list?.x).toBeGreaterThanOrEqual(0)
    expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(390)
    await options(page).filter({ hasText: 'Curfew' }).tap()
    await expect(page).toHaveURL('/products/curfew')
    await context.close()
  })
}

test('Enter that accepts a composed word sends nothing, in the search and to the assistant', async ({ page }) => {
  await openSearch(page)
  // As Safari does: the composition has ended, and only the key code says whose key it is.
  const accept = (element: HTMLElement | SVGElement) =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))
  await box(page).fill('porch')
  await expect(options(page).first()).toContainText('Porch')
  await page.keyboard.press('ArrowDown')
  await box(page).evaluate(accept)
  await expect(page).toHaveURL('/search')

  await page.getByRole('button', { name: 'Ask about lamps' }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill('ランプ')
  await message.evaluate(accept)
  await expect(message).toHaveValue('ランプ')
  await message.press('Enter')
  await expect(message).toHaveValue('')
})

test('a search without results says so, with links to go on', async ({ page }) => {
  await openSearch(page)
  await box(page).fill('xylophone')
  await expect(page.getByText('No lamps found for “xylophone”.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('No lamps found for “xylophone”')
  await expect(page.getByRole('main').getByRole('link').first()).toHaveAttribute('href', /^\/categories\//)
  await expectAccessible(page)
})

test('a search that nothing fits whole shows something near, and says what it left out', async ({ page }) => {
  for (const [query, words, lamp] of [
    ['brass xylophone', '“xylophone”', 'Orchard'],
    ['GU10 desk lamp', '“gu10”', 'Foreman'],
    ['cold white', '“cold white”', 'Magpie'],
    ['porch under 50', 'at this price', 'Porch'],
  ] as const) {
    await page.goto(`/search?${new URLSearchParams({ q: query })}`)
    await expect(page.getByRole('status')).toContainText(`No lamps found for “${query}”`)
    await expect(page.getByRole('status')).toContainText(words)
    await expect(page.getByRole('main').getByRole('link', { name: lamp })).toBeVisible()
  }
  await page.goto('/search?q=tidepol')
  await expect(page.getByRole('status')).toHaveText('One lamp found for “tidepol”. We read “tidepol” as “tidepool”.')
})

const odd = [
  "'",
  '"',
  '%',
  '_',
  '\\',
  '<script>alert(1)</script>',
  "'; drop table products; --",
  '& | ! :*',
  '%_\\\'"',
  '\0',
  '🔦',
  'שלום \u202e עולם',
  'x'.repeat(300),
  'é'.repeat(500),
  ' ',
  '',
]

test('odd input is a search without results', async ({ request }) => {
  for (const text of odd) {
    const response = await request.get(`/search?${new URLSearchParams({ q: text })}`)
    expect(response.status(), text.slice(0, 40)).toBe(200)
    expect(await response.text(), text.slice(0, 40)).toMatch(/<input[^>]* type="search"/)
    const suggestions = await request.get(`/suggestions?${new URLSearchParams({ q: text })}`)
    expect(suggestions.status(), text.slice(0, 40)).toBe(200)
    expect(await suggestions.json(), text.slice(0, 40)).toHaveProperty('lamps')
  }
  expect((await request.get('/search?q=porch&q=moss')).status()).toBe(200)
  for (const address of ['/search?q=%ff', '/suggestions?q=%ff', '/suggestions?q=%', '/suggestions']) {
    expect((await request.get(address)).status(), address).toBeLessThan(500)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('search is a form', async ({ page }) => {
    await page.goto('/search')
    await box(page).fill('terracotta')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL('/search?q=terracotta')
    await expect(page.getByRole('link', { name: 'Kiln' })).toBeVisible()
  })
})
