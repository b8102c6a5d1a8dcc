import { sell } from '#e2e/admin-order.ts'
import { test } from '#e2e/fixtures.ts'

test.slow()
test('shots', async ({ page }) => {
  const order = await sell(page.request)
  await page.goto(order.link)
  await page.getByText('For support').click()
  await page.getByRole('link', { name: 'See what ran for this order' }).click()
  await page.getByRole('log').waitFor({ timeout: 60000 })
  for (const [w, h] of [
    [390, 844],
    [1440, 900],
  ] as const)
    for (const scheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width: w, height: h })
      await page.emulateMedia({ colorScheme: scheme })
      await page.reload()
      await page.getByRole('log').getByText('process-order').first().waitFor({ timeout: 60000 })
      await page.screenshot({ path: `/tmp/shots/hood-${w}-${scheme}.png`, fullPage: true })
    }
})
