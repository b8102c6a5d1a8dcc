import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { finishOf } from '#e2e/purchase.ts'

const on = (lamp: Locator) => lamp.getByRole('img', { name: /switched on at dusk/ })
const off = (lamp: Locator) => lamp.getByRole('img', { name: /switched off in daylight/ })

async function expectLit(lamp: Locator): Promise<void> {
  await expect(on(lamp)).toBeVisible()
  await expect(on(lamp)).toHaveCSS('opacity', '1')
}

async function expectDark(lamp: Locator): Promise<void> {
  await expect(on(lamp)).toBeHidden()
  await expect(off(lamp)).toBeVisible()
}

test.describe('by day', () => {
  test.use({ colorScheme: 'light' })

  test('a lamp lights up under the pointer and with keyboard focus', async ({ page }) => {
    await page.goto('/products')
    const card = page.getByRole('article').filter({ has: page.getByRole('link', { name: 'Porch' }) })
    await expectDark(card)
    await card.hover()
    await expectLit(card)
    await page.getByRole('heading', { level: 1 }).hover()
    await expectDark(card)
    await card.getByRole('link', { name: 'Porch' }).focus()
    await expectLit(card)
  })

  test('the page of a lamp has a switch for it', async ({ page }) => {
    await page.goto('/products/porch')
    const switchOn = page.getByRole('button', { name: 'Turn the lamp on' })
    await expect(switchOn).toHaveAttribute('aria-pressed', 'false')
    await switchOn.click()
    await expect(switchOn).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('heading', { level: 1 }).hover()
    const lamp = page.getByRole('img', { name: /switched on at dusk/ }).first()
    await expect(lamp).toBeVisible()
    await expect(lamp).toHaveCSS('opacity', '1')
    await switchOn.press('Enter')
    await expect(switchOn).toHaveAttribute('aria-pressed', 'false')
  })

  test('the photograph follows the finish', async ({ page }) => {
    await page.goto('/products/porch')
    const inMoss = page.getByAltText('Porch in Moss, switched on at dusk').first()
    await expect(inMoss).toBeHidden()
    await finishOf(page, 'Moss').check()
    await expect(inMoss).toBeVisible()
    await expect(inMoss).toHaveCSS('opacity', '1')
    await page.keyboard.press('ArrowUp')
    await expect(finishOf(page, 'Bone')).toBeChecked()
    await expect(inMoss).toBeHidden()
  })
})

test('the light switch changes the theme, and a reload keeps it', async ({ page }) => {
  await page.addInitScript(noteTheme)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto('/')
  const lights = page.getByRole('switch', { name: 'Lights' })
  await expect(lights).not.toBeChecked()
  const day = await paperOf(page)
  await lights.click()
  await expect(lights).toBeChecked()
  await expect.poll(() => paperOf(page)).not.toBe(day)
  const dusk = await paperOf(page)
  await page.reload()
  expect(await page.evaluate(() => Reflect.get(window, 'themeAtFirst'))).toBe('dusk')
  expect(await paperOf(page)).toBe(dusk)
  await expect(lights).toBeChecked()
  await lights.click()
  await expect.poll(() => paperOf(page)).toBe(day)
})

/** Records the theme when the body begins, before the first paint. */
function noteTheme(): void {
  new MutationObserver((_, observer) => {
    if (!document.body) return
    Reflect.set(window, 'themeAtFirst', document.documentElement.dataset.theme)
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })
}

function paperOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
}
