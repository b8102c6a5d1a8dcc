import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/**
 * Waits until everything has faded in, then expects that axe finds nothing to complain about.
 * @param rules only these: for a page that was looked at before and has changed in one respect
 */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (only) => {
    const run = Reflect.get(window, 'axe').run as typeof axe.run
    // Violations alone are worked out in full: what passes takes longer to write down than to find.
    const { violations } = await run({ resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }, rules)
  expect(found, `axe on ${page.url()}`).toEqual([])
}
