import type { Page } from '@playwright/test'
import { openAssistant } from '#e2e/conversation.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { buyPlainly, fillCartPlainly } from '#e2e/plain-visits.ts'
import { newEmail } from '#e2e/purchase.ts'

test.describe.configure({ timeout: 120_000 })

const open = ['/', '/products', '/categories/table', '/collections/afterglow', '/products/porch', '/search?q=brass']
const more = ['/cart', '/about', '/shipping', '/status', '/sign-in', '/not-a-page']

/** Gives every text of the page that somebody typed, or might have, a word of 34 letters. Fixed words of controls stay. */
async function writeLongWords(page: Page): Promise<number> {
  return page.evaluate(() => {
    const word = 'Donaudampfschifffahrtsgesellschaft'
    const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
    const found: Text[] = []
    while (texts.nextNode()) found.push(texts.currentNode as Text)
    const typed = found.filter(
      ({ data, parentElement }) =>
        /\p{L}{3}/u.test(data) &&
        !parentElement?.closest('button, label, thead, th, script, style, svg, option, nav, time, .tabular-nums'),
    )
    for (const text of typed) text.data = text.data.replace(/[\p{L}-]{3,}/u, word)
    return typed.length
  })
}

async function expectNoSideways(page: Page, what: string): Promise<void> {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await writeLongWords(page), what).toBeGreaterThan(0)
    const tooWide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      // A table of fractions of pixels is rounded up.
      if (scrollWidth <= clientWidth + 1) return []
      const wide = [...document.querySelectorAll('body *')].filter(
        (element) => element.getBoundingClientRect().right > clientWidth + 1 && element.checkVisibility(),
      )
      return [`${scrollWidth} of ${clientWidth}`, ...wide.slice(-3).map(({ outerHTML }) => outerHTML.slice(0, 160))]
    })
    expect(tooWide, `${what} at ${width}`).toEqual([])
  }
}

for (const address of [...open, ...more]) {
  test(`long words make no phone scroll sideways on ${address}`, async ({ page }) => {
    if (address === '/cart') await fillCartPlainly(page.request)
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSideways(page, address)
  })
}

test('long words make no phone scroll sideways on an order and after paying', async ({ page }) => {
  const order = await buyPlainly(page.request, { email: newEmail('long') })
  for (const address of [order.link, order.link.replace('?', '/thank-you?')]) {
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectNoSideways(page, address)
  }
})

test('long words make no phone scroll sideways in the admin', async ({ page, staff }) => {
  await buyPlainly(page.request, { email: newEmail('long') })
  const viewer = await staff('viewer')
  await viewer.goto('/admin/orders')
  const order = await viewer.getByRole('link', { name: /^NL-/ }).first().getAttribute('href')
  await viewer.goto('/admin/products')
  const lamp = await viewer.locator('a[href^="/admin/products/"]:not([href$="/new"])').first().getAttribute('href')
  const lists = ['/admin', '/admin/orders', '/admin/products', '/admin/photographs', '/admin/reports', '/admin/audit']
  lists.push('/admin/functions', '/admin/functions/sweep', '/admin/runs', '/admin/costs', '/admin/jobs', '/admin/staff')
  for (const address of [...lists, String(order), String(lamp)]) {
    await viewer.goto(address)
    await viewer.getByRole('heading', { level: 1 }).waitFor()
    await expectNoSideways(viewer, address)
  }
})

/** The controls and sentences that the assistant's button or panel lies on, each scrolled to the middle, the top and the bottom. */
function findCovered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const assistant = '.ask-button, aside[aria-label="Assistant"]'
    const parts = [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary, p, li, dd')]
    const covered: string[] = []
    for (const part of parts.filter((one) => one.checkVisibility() && !one.closest(assistant))) {
      for (const block of ['center', 'start', 'end'] as const) {
        part.scrollIntoView({ block, behavior: 'instant' })
        const { left, top, width, height } = part.getBoundingClientRect()
        const hit = document.elementFromPoint(left + width / 2, top + height / 2)
        if (hit?.closest(assistant)) covered.push(`${block} ${part.outerHTML.slice(0, 100)}`)
      }
    }
    return covered
  })
}

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const) {
  for (const address of [...open, ...more]) {
    test(`"Ask about lamps" covers nothing on ${address} at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      if (address === '/cart') await fillCartPlainly(page.request)
      await page.goto(address)
      await expect(page.getByRole('button', { name: 'Ask about lamps' })).toHaveCount(1)
      expect(await findCovered(page)).toEqual([])
    })
  }
}

test('the open panel stands beside the page, and the lamp can be put into the cart', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/products/porch')
  await openAssistant(page)
  expect(await findCovered(page)).toEqual([])
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('main').getByText('is in your cart')).toBeVisible()
})

for (const width of [390, 1000]) {
  test(`where the panel is the whole screen nothing under it can be reached, at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto('/products/porch')
    await openAssistant(page)
    await expect(page.locator('main')).toHaveAttribute('inert')
    for (let press = 0; press < 8; press++) await page.keyboard.press('Tab')
    await expect(page.locator('main :focus, header :focus, footer :focus')).toHaveCount(0)
    await page.getByRole('textbox', { name: 'Message' }).focus()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Ask about lamps' })).toBeFocused()
    await expect(page.locator('main')).not.toHaveAttribute('inert')
  })
}
