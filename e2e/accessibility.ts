import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/**
 * Waits until all animations have ended, then expects that axe finds no violation.
 * @param rules only these rules, for a page that another check covers and that has changed in one respect
 */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  let found = await findViolations(page, rules)
  // After an action React replaces the title, and axe can meet the moment between the old one and the new one.
  if (found.some((violation) => violation.startsWith('document-title'))) {
    await expect(page).toHaveTitle(/\S/)
    found = await findViolations(page, rules)
  }
  expect(found, `axe on ${page.url()}`).toEqual([])
}

function findViolations(page: Page, rules: string[] | undefined): Promise<string[]> {
  return page.evaluate(async (only) => {
    const run = Reflect.get(window, 'axe').run as typeof axe.run
    // Only violations in full: reporting the passes takes longer than finding them.
    const { violations } = await run({ resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }, rules)
}
