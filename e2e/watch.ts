import { expect, type Page, type Request } from '@playwright/test'

export type Watched = { requests: Request[]; problems: string[] }

/** Records the requests and the errors of a page from now on. */
export function watch(page: Page): Watched {
  const watched: Watched = { requests: [], problems: [] }
  const { requests, problems } = watched
  page.on('request', (request) => requests.push(request))
  page.on('console', (message) => {
    // Chromium warns of every stylesheet when a page is left within seconds.
    if (/was preloaded using link preload but not used/.test(message.text())) return
    // playwright.config.ts keeps service workers out of tests that are not about them.
    if (/^Service Worker registration blocked by Playwright$/.test(message.text())) return
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // A navigation aborts the requests of the page before.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${reason}: ${request.url()}`)
  })
  return watched
}

/**
 * Expects requests for files only. Of the store a file is what any cache may keep, as a prerendered page or a script: the answer
 * of a function or of a page that is rendered for its caller says that nobody may. Elsewhere, a file is a public photograph.
 */
export async function expectOnlyFiles({ requests }: Watched, store: string): Promise<void> {
  const asked = await Promise.all(
    requests.map(async (request) => {
      const { origin, pathname, protocol } = new URL(request.url())
      if (protocol === 'data:' || protocol === 'blob:') return []
      const isPhotograph = origin !== store && pathname.startsWith('/storage/v1/object/public/')
      // A request that was aborted has no answer, and its address decides.
      const answer = await request.response().catch(() => null)
      const kept = answer ? (answer.headers()['cache-control'] ?? 'none') : 's-maxage'
      const isFile = origin === store && /^(s-maxage|public)/.test(kept) && !isService.test(pathname)
      return request.method() === 'GET' && (isPhotograph || isFile)
        ? []
        : [`${request.method()} ${request.url()}: ${kept}`]
    }),
  )
  expect(asked.flat()).toEqual([])
}

const isService = /^\/(api|live-stock|suggestions|rest|auth|graphql)(\/|$)/

/** Scrolls to each lazy photograph and waits until all are loaded. */
export async function expectPhotographs(page: Page): Promise<void> {
  const images = page.locator('img')
  const scrollToMissing = () =>
    images.evaluateAll(async (all: HTMLImageElement[]) => {
      const missing = () => all.filter((image) => image.checkVisibility() && image.naturalWidth === 0)
      for (const image of missing()) {
        image.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
        // The browser requests it after a frame with it in sight.
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
      }
      return missing().map(({ src }) => src)
    })
  await expect.poll(scrollToMissing).toEqual([])
  expect(await images.count()).toBeGreaterThan(0)
}
