import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'

// Links of the shop open when a mouse presses them: components/ui/use-pointer-navigation.ts.

async function middleOf(link: Locator) {
  await link.scrollIntoViewIfNeeded()
  const box = await link.boundingBox()
  if (!box) throw new Error('The link is not visible.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The lamp in a list, not in the row of those that were viewed. */
const card = (page: Page, name: string) => page.getByRole('article').getByRole('link', { name })

const lamp = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** The list is back, and scrolled to where it was left: a press on a page that still moves hits something else. */
async function expectBackAt(page: Page, scrollY: number) {
  await expect(lamp(page, 'All lamps')).toBeVisible()
  await expect(page).toHaveURL('/products')
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(scrollY)
}

/** The next click of any button: the link that it hits, and whether the page took it away from the browser. */
function nextClick(page: Page) {
  return page.evaluate(
    () =>
      new Promise<{ link: string | null | undefined; prevented: boolean }>((resolve) => {
        const answer = ({ target, defaultPrevented: prevented }: Event) =>
          resolve({ link: target instanceof Element ? target.closest('a')?.getAttribute('href') : null, prevented })
        for (const type of ['click', 'auxclick']) window.addEventListener(type, answer, { once: true })
      }),
  )
}

/** A tap on a page that still glides stops it, and is no tap on what lies below the finger. */
async function waitUntilAtRest(page: Page) {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let last = -1
        let still = 0
        const look = () => {
          still = window.scrollY === last ? still + 1 : 0
          last = window.scrollY
          if (still === 10) resolve()
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
}

test('a press opens a lamp, and everything that is no plain press does what it does everywhere', async ({ page }) => {
  await page.goto('/products')
  const link = card(page, 'Porch')
  const { x, y } = await middleOf(link)
  const scrollY = await page.evaluate(() => window.scrollY)

  // Pressed, and not yet released.
  await page.mouse.move(x, y)
  await page.mouse.down()
  await expect(lamp(page, 'Porch')).toBeVisible()
  await page.mouse.up()
  await expect(page).toHaveURL('/products/porch')
  await page.goBack()
  await expectBackAt(page, scrollY)

  // Released elsewhere: not meant.
  await page.mouse.move(x, y)
  await page.mouse.down()
  await expect(lamp(page, 'Porch')).toBeVisible()
  await page.mouse.move(x + 200, y + 100, { steps: 4 })
  await page.mouse.up()
  await expectBackAt(page, scrollY)

  // The middle button and modifiers are left to the browser, which opens tabs for them, and this page stays.
  const others = [() => link.click({ button: 'middle' }), () => link.click({ modifiers: ['ControlOrMeta'] })]
  for (const open of others) {
    const answered = nextClick(page)
    await open()
    expect(await answered).toEqual({ link: '/products/porch', prevented: false })
    await expect(page).toHaveURL('/products')
  }
  // The right button shows the menu of the browser.
  await link.click({ button: 'right' })
  await expect(page).toHaveURL('/products')

  // A key.
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(lamp(page, 'Porch')).toBeVisible()
  // Going back and forward, each page is there once.
  await page.goBack()
  await expect(lamp(page, 'All lamps')).toBeVisible()
})

test.describe('with fingers', () => {
  test.use({ hasTouch: true })

  test('a finger that scrolls opens nothing, one that taps opens the lamp', async ({ page }) => {
    await page.goto('/products')
    const link = card(page, 'Porch')
    const { x, y } = await middleOf(link)
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', top: number) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: top }] })
    const before = await page.evaluate(() => window.scrollY)
    await touch('touchStart', y)
    for (const step of [20, 60, 120, 180]) await touch('touchMove', y - step)
    await touch('touchEnd', 0)
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before)
    await expect(page).toHaveURL('/products')
    await waitUntilAtRest(page)
    await link.tap()
    await expect(lamp(page, 'Porch')).toBeVisible()
  })
})

test('adding to the cart brings back no page, and the cart shows the lamp', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (!/live-stock/.test(request.url())) asked.push(`${request.method()} ${request.url()}`)
  })
  await page.goto('/products/porch')
  const add = page.getByRole('button', { name: 'Add to cart' })
  const before = new Set(asked.splice(0))
  // The first one makes the cart, and its cookie. What it threw away would come back while the second one is on its way.
  for (const count of [1, 2]) {
    const [answer] = await Promise.all([page.waitForResponse('**/cart/add'), add.click()])
    await expect(page.getByRole('status').filter({ hasText: `which now holds ${count}` })).toBeVisible()
    expect((await answer.request().sizes()).responseBodySize).toBeLessThan(500)
  }
  expect(asked.filter((one) => one.startsWith('POST'))).toHaveLength(2)
  // Nothing that the page or its prefetches had brought is asked for again.
  expect(asked.filter((one) => before.has(one))).toEqual([])
  // A cart that was left open shows what was added since, also by the back button.
  await page.getByRole('banner').getByRole('link', { name: 'Cart' }).click()
  const quantity = page.getByLabel('Quantity')
  await expect(quantity).toHaveValue('2')
  await page.getByRole('banner').getByRole('link', { name: 'Lamps' }).click()
  // The cart has a link to the lamp too, and stays in the document, hidden.
  await expect(lamp(page, 'All lamps')).toBeVisible()
  await card(page, 'Porch').click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'which now holds 3' })).toBeVisible()
  await page.goBack()
  await page.goBack()
  await expect(quantity).toHaveValue('3')
})
