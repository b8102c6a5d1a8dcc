import { expectAccessible } from '#e2e/accessibility.ts'
import { answer, ask, conversation, openAssistant } from '#e2e/conversation.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { fromOwnNetwork } from '#e2e/people.ts'
import { expectOnlyFiles, watch } from '#e2e/watch.ts'

// Each network has a budget, and all of these tests come from one machine.
test.beforeEach(({ context }) => fromOwnNetwork(context))

test('the shopper stops an answer and asks for it again', async ({ page }) => {
  await page.goto('/')
  await openAssistant(page)
  let let_go = () => {}
  const held = new Promise<void>((resolve) => {
    let_go = resolve
  })
  await page.route('**/api/chat', async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  await page.getByRole('textbox', { name: 'Message' }).fill('compare porch and kiln')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(conversation(page)).toContainText('Looking')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
  let_go()
  await page.unroute('**/api/chat')
  await ask(page, 'compare porch and kiln, please')
  await expect(answer(page)).toContainText('Kiln costs least')
})

test('the panel loads nothing before it opens, and the keyboard opens and closes it', async ({ page }) => {
  const watched = watch(page)
  await page.goto('/products/porch')
  await page.waitForLoadState('networkidle')
  const scripts = () => watched.requests.filter((request) => request.resourceType() === 'script').length
  const before = scripts()
  await page.getByRole('button', { name: 'Ask about lamps' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused()
  expect(scripts()).toBeGreaterThan(before)
  await page.keyboard.type('Which lamp for reading in bed?')
  await page.keyboard.press('Enter')
  await expect(answer(page)).toContainText('For that I would take')
  await expect(page.getByRole('complementary', { name: 'Assistant' }).getByRole('status').last()).toContainText(
    'For that I would take',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Ask about lamps' })).toBeFocused()
  await expect(conversation(page)).toHaveCount(0)
  expect(watched.problems).toEqual([])
})

for (const [width, height] of [
  [1280, 800],
  [1440, 900],
] as const) {
  test(`the button does not cover the words of the first screen at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await page.goto('/')
    const words = await page.getByText('lamps that wait in the dark').boundingBox()
    const button = await page.getByRole('button', { name: 'Ask about lamps' }).boundingBox()
    expect((words?.y ?? Number.NaN) + (words?.height ?? 0)).toBeLessThanOrEqual(height)
    expect((words?.x ?? Number.NaN) + (words?.width ?? 0)).toBeLessThan(button?.x ?? 0)
  })
}

test('browsing without the assistant requests files only', async ({ page, urls }) => {
  const watched = watch(page)
  await page.goto('/products')
  await expect(page.getByRole('button', { name: 'Ask about lamps' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await expectOnlyFiles(watched, urls.store)
})

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const) {
  test(`the conversation is accessible at ${width} in every light`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.goto('/products/porch')
    await openAssistant(page)
    await expectAccessible(page)
    for (const message of ['compare it with kiln', 'lamps for the hallway', 'what does a parcel cost?'])
      await ask(page, message)
    await expectAccessible(page)
    const overflow = await conversation(page).evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(overflow).toBe(0)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
  })
}
