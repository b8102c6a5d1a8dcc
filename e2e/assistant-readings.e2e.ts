import { expectAccessible } from '#e2e/accessibility.ts'
import { answer, ask, conversation, openAssistant } from '#e2e/conversation.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { fromOwnNetwork } from '#e2e/people.ts'

// Each network has a budget, and all of these tests come from one machine.
test.beforeEach(({ context }) => fromOwnNetwork(context))

test('where a message can mean several things, the assistant offers readings, and one that is pressed is answered', async ({
  page,
}) => {
  await page.goto('/')
  await openAssistant(page)
  await ask(page, 'lamps for outdoors')
  await ask(page, 'add the black one')
  const readings = answer(page).getByRole('region', { name: 'Which of these lamps?' })
  await expect(readings.getByRole('button')).toHaveText([
    'Add Stoop in black to my cart',
    'Add Towpath in black to my cart',
    'Add Regatta in black to my cart',
  ])
  await expect(page.getByRole('complementary', { name: 'Assistant' }).getByRole('status').last()).toContainText(
    'Which of these lamps?',
  )

  const towpath = readings.getByRole('button', { name: 'Add Towpath in black to my cart' })
  await towpath.focus()
  await page.keyboard.press('Enter')
  await expect(conversation(page).getByRole('listitem').filter({ hasText: 'You: Add Towpath in black' })).toBeVisible()
  await expect(answer(page)).toContainText('1 × Towpath in Black')
  await expect(answer(page).getByRole('button', { name: 'Add to cart' })).toBeVisible()
})

test('while an answer arrives, a reading keeps the focus and sends nothing', async ({ page }) => {
  await page.goto('/')
  await openAssistant(page)
  await ask(page, 'porch light')
  let let_go = () => {}
  const held = new Promise<void>((resolve) => {
    let_go = resolve
  })
  let sent = 0
  await page.route('**/api/chat', async (route) => {
    sent += 1
    await held
    await route.continue()
  })
  const readings = answer(page).getByRole('button')
  const outdoors = conversation(page).getByRole('button', { name: 'Which lamps are for outdoors?' })
  await expect(readings).toHaveCount(2)
  await outdoors.click()
  await expect(conversation(page)).toContainText('Looking')
  await expect(outdoors).toHaveAttribute('aria-disabled', 'true')
  await outdoors.press('Enter')
  let_go()
  await expect(answer(page)).toContainText('Three lamps fit.')
  expect(sent).toBe(1)
  await expect(outdoors).toHaveAttribute('aria-disabled', 'false')
})

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const) {
  test(`readings are accessible at ${width} in every light`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.goto('/')
    await openAssistant(page)
    await ask(page, 'porch light')
    await expectAccessible(page)
    const overflow = await conversation(page).evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(overflow).toBe(0)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
  })
}
