import { expect, test } from '#e2e/fixtures.ts'
import { buyPlainly, fillCartPlainly } from '#e2e/plain-visits.ts'
import { cartLink, changeQuantity, finishOf, newEmail } from '#e2e/purchase.ts'

test.describe.configure({ timeout: 90_000 })

for (const address of ['/', '/products', '/products/porch', '/about']) {
  for (const width of [390, 1440]) {
    test(`a typeface that arrives late is shown, and moves nothing, on ${address} at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 })
      await page.addInitScript(countShifts)
      let send = () => {}
      const late = new Promise<void>((resolve) => {
        send = resolve
      })
      await page.route('**/*.woff2', async (route) => {
        await late
        await route.continue().catch(() => {})
      })
      await page.goto(address, { waitUntil: 'commit' })
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      const own = () =>
        [...document.fonts].filter(({ status, family }) => status === 'loaded' && !/fallback/i.test(family)).length
      expect(await page.evaluate(own)).toBe(0)
      send()
      await expect.poll(() => page.evaluate(own)).toBeGreaterThan(0)
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      const { sum, moved } = await page.evaluate(() => Reflect.get(window, 'shifts'))
      // Words of one width in both typefaces differ by a pixel or two; a line that ends elsewhere costs ten times as much.
      expect(sum, moved.join('\n')).toBeLessThan(0.05)
    })
  }
}

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }

/** Sums the layout shifts without recent input: https://web.dev/articles/cls */
function countShifts(): void {
  const shifts = { sum: 0, moved: [] as string[] }
  Reflect.set(window, 'shifts', shifts)
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      if (hadRecentInput) continue
      shifts.sum += value
      for (const { node } of sources) {
        shifts.moved.push(`${value} ${node instanceof Element ? node.outerHTML.slice(0, 100) : node?.textContent}`)
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

test('the first press of a lamp switches it, and the next one switches it back', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto('/products/porch')
  const lamp = page.getByRole('button', { name: 'Turn the lamp on' })
  const isLit = () =>
    page
      .getByRole('img', { name: /switched on at dusk/, includeHidden: true })
      .first()
      .evaluate((image) => getComputedStyle(image).display !== 'none' && getComputedStyle(image).opacity === '1')
  await lamp.hover()
  const states = [await isLit()]
  for (let press = 0; press < 3; press++) {
    await lamp.click()
    await expect.poll(isLit).toBe(press % 2 === 0)
    states.push(await isLit())
  }
  expect(states).toEqual([false, true, false, true])
})

test('a finish without its own photograph says so on its page and in the cart', async ({ page }) => {
  await page.goto('/products/belfry')
  await finishOf(page, 'Slate').check()
  await expect(page.getByText('Slate is photographed with the light on only.')).toBeVisible()
  await finishOf(page, 'Persimmon').check()
  await expect(page.getByText('There is no photograph in persimmon yet')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('main').getByText('is in your cart')).toBeVisible()
  await page.goto('/cart')
  await expect(page.getByText('The picture shows Butter.')).toBeVisible()
})

test('the title stays while the server sends a page again', async ({ page }) => {
  await fillCartPlainly(page.request)
  await page.goto('/cart')
  const before = await page.title()
  expect(before).toContain('Cart')
  await page.evaluate(() => {
    const seen = { titles: new Set<string>(), frames: 0 }
    Reflect.set(window, 'seen', seen)
    const look = () => {
      seen.titles.add(document.title)
      seen.frames += 1
      requestAnimationFrame(look)
    }
    look()
  })
  await changeQuantity(page, '2')
  await expect(cartLink(page)).toHaveText('Cart2')
  const look = () =>
    page.evaluate(() => {
      const { titles, frames } = Reflect.get(window, 'seen') as { titles: Set<string>; frames: number }
      return { titles: [...titles], frames }
    })
  // React replaces the title within a few frames of the answer.
  const { frames } = await look()
  await expect.poll(async () => (await look()).frames).toBeGreaterThan(frames + 60)
  expect((await look()).titles).toEqual([before])
})

for (const address of ['/not-a-page', '/products/no-such-lamp', '/categories/none', '/collections/none']) {
  test(`the title of ${address} says that there is no such page`, async ({ page }) => {
    expect((await page.goto(address))?.status()).toBe(404)
    await expect(page).toHaveTitle(/^Page not found/)
  })
}

test('a browser that refuses cookies is told so, and no lamp is counted', async ({ page }) => {
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setDocumentCookieDisabled', { disabled: true })
  await page.route('**/*', async (route) => {
    const response = await route.fetch().catch(() => null)
    if (!response) return route.abort()
    const { 'set-cookie': _, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
  await page.goto('/products/warm-start')
  await expect(page.getByText('Your browser refuses cookies. You can look')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByText('so the cart cannot keep this lamp')).toBeVisible()
  await expect(page.getByText('is in your cart')).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Cart/ })).toHaveText('Cart')
})

test('a page says nothing of cookies to a browser that keeps them', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('Your browser refuses cookies. You can look')).toBeHidden()
})

test('an order prints without the shell of the page, dark on white, and its number is whole', async ({ page }) => {
  const order = await buyPlainly(page.request, { email: newEmail('paper') })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(order.link)
  const number = page.getByRole('heading', { level: 1 }).getByText(order.number)
  await expect(number).toHaveCSS('white-space', /nowrap/)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const role of ['banner', 'contentinfo', 'complementary'] as const) {
    await expect(page.getByRole(role).filter({ visible: true })).toHaveCount(0)
  }
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0)
  await expect(page.getByText('Delivery', { exact: true })).toBeVisible()
  const colours = await page.evaluate(() => [
    getComputedStyle(document.body).color,
    getComputedStyle(document.documentElement).backgroundColor,
  ])
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
})
