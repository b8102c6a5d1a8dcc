import { type APIRequestContext, type Browser, test as base, expect, type Page } from '@playwright/test'
import { ownNetwork } from '#e2e/people.ts'
import { becomeStaff, type StaffRole } from '#e2e/plain-visits.ts'
import { readUrls, type Urls } from '#e2e/stack.ts'

export { expect }

/** The names of cookies on the privacy page, which lists all of them; a long session is split into `session.0` and so on. */
let listed: string[] | undefined
async function listCookies(request: APIRequestContext): Promise<string[]> {
  const html = await (await request.get('/privacy')).text()
  const [, table = ''] = /Every cookie<\/caption>(.*?)<\/table>/s.exec(html) ?? []
  return [...table.matchAll(/<code>([a-z-]+)<\/code>/g)].map(([, name = '']) => name)
}

type Fixtures = {
  /** after each test: the shop has set no cookie that the privacy page does not name */
  knownCookies: undefined

  /** the services around the store */
  urls: Urls
  /** a page in another browser, without the cookies of the first */
  stranger: Page
  /** a third caller, without a browser */
  elsewhere: APIRequestContext
  /** opens a page in a new browser, signed in as the member of staff with this role */
  staff: (role: StaffRole, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>
}

/** Every page and request begins at the store under test. */
export const test = base.extend<Fixtures>({
  baseURL: async ({ browserName: _ }, use) => use(readUrls().store),
  urls: async ({ browserName: _ }, use) => use(readUrls()),
  knownCookies: [
    async ({ context, baseURL }, use) => {
      await use(undefined)
      const set = (await context.cookies(baseURL)).map(({ name }) => name.replace(/\.\d+$/, ''))
      if (set.length === 0) return
      listed ??= await listCookies(context.request)
      expect(listed).toEqual(expect.arrayContaining(set))
    },
    { auto: true },
  ],
  stranger: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext(baseURL ? { baseURL } : {})
    await use(await context.newPage())
    await context.close()
  },
  elsewhere: async ({ playwright, baseURL }, use) => {
    const request = await playwright.request.newContext({
      ...(baseURL ? { baseURL } : {}),
      extraHTTPHeaders: ownNetwork(),
    })
    await use(request)
    await request.dispose()
  },
  staff: async ({ browser, baseURL }, use) => {
    const pages: Page[] = []
    await use(async (role, options = {}) => {
      const context = await browser.newContext({ ...options, ...(baseURL ? { baseURL } : {}) })
      const page = await context.newPage()
      pages.push(page)
      await becomeStaff(page, role)
      return page
    })
    for (const page of pages) await page.context().close()
  },
})
