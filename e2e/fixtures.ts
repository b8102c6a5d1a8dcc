import { test as base, expect } from '@playwright/test'
import { readUrls, type Urls } from '#e2e/stack.ts'

export { expect }

/** Every page and request begins at the store under test; `urls` leads to the services around it. */
export const test = base.extend<{ urls: Urls }>({
  baseURL: async ({ browserName: _ }, use) => use(readUrls().store),
  urls: async ({ browserName: _ }, use) => use(readUrls()),
})
