import { test as base, expect, type Page } from '@playwright/test'
import { readUrls, type Urls } from '#e2e/stack.ts'

export { expect }

type Fixtures = {
  /** the services around the store */
  urls: Urls
  /** a page in another browser, which knows nothing of the first */
  stranger: Page
}

/** Every page and request begins at the store under test. */
export const test = base.extend<Fixtures>({
  baseURL: async ({ browserName: _ }, use) => use(readUrls().store),
  urls: async ({ browserName: _ }, use) => use(readUrls()),
  stranger: async ({ browser }, use) => {
    const context = await browser.newContext()
    await use(await context.newPage())
    await context.close()
  },
})
