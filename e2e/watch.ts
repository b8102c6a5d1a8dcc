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

/** Expects requests for files only: no function, no query to the database, no POST. */
export function expectOnlyFiles({ requests }: Watched): void {
  const asked = requests
    .filter((request) => {
      const { pathname } = new URL(request.url())
      return request.method() !== 'GET' || /^\/(api|live-stock|rest|auth|graphql)(\/|$)/.test(pathname)
    })
    .map((request) => `${request.method()} ${request.url()}`)
  expect(asked).toEqual([])
}

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
