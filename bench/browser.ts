import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { loadNow, middle, type Result, rounds, type Say, short } from '#bench/result.ts'
import type { Store } from '#bench/store.ts'
import { findBrowser } from '#e2e/browser.ts'

/** A phone of the middle class on a slow mobile line. */
const slow = { cpu: 4, kilobits: 1_600, latency: 112 }
/** Milliseconds after loading, in which everything ends that a page does by itself. */
const settled = 3_000
const pages = ['/', '/products', '/products/porch', '/search?q=brass']

/** What one view of a page took: milliseconds, and kilobytes as they were sent. */
export type View = Readonly<{ lcp: number; tbt: number; cls: number; kilobytes: number; element: string }>

/** Looks at pages with a browser on a slow line: the first view, and a second one with the files of the first. */
export async function measureBrowser(store: Store, say: Say): Promise<Result[]> {
  const browser = await chromium.launch(await findBrowser())
  try {
    const views = new Map<string, View[]>()
    for (let round = 1; round <= rounds; round++) {
      for (const path of pages) {
        const [first, second] = await viewTwice(browser, `${store.url}${path}`)
        for (const [name, view] of [
          [path, first],
          [`${path}, second view`, second],
        ] as const) {
          views.set(name, [...(views.get(name) ?? []), view])
          say(`${name} round ${round} of ${rounds}: ${describeView(view)}`)
        }
      }
    }
    return [...views].flatMap(([name, taken]) => toResults(name, taken))
  } finally {
    await browser.close()
  }
}

function describeView({ lcp, tbt, cls, kilobytes, element }: View): string {
  return `LCP ${short(lcp)} ms (${element}), TBT ${short(tbt)} ms, CLS ${cls.toFixed(3)}, ${short(kilobytes)} kB`
}

function toResults(name: string, taken: readonly View[]): Result[] {
  const alone = { limit: null, ratio: null, cpu: null, cpuLimit: null, load: loadNow() }
  const of = (key: 'lcp' | 'tbt' | 'cls' | 'kilobytes') => middle(taken.map((view) => view[key]))
  return [
    { ...alone, name: `slow line, ${name}: largest contentful paint`, unit: 'ms', ours: of('lcp') },
    { ...alone, name: `slow line, ${name}: total blocking time`, unit: 'ms', ours: of('tbt') },
    { ...alone, name: `slow line, ${name}: sent`, unit: 'kB', ours: of('kilobytes') },
  ]
}

/** The first and the second view of a new visitor, who has a screen of 1280 pixels. */
async function viewTwice(browser: Browser, url: string): Promise<[View, View]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' })
  try {
    await context.addInitScript(observe)
    return [await view(await context.newPage(), url), await view(await context.newPage(), url)]
  } finally {
    await context.close()
  }
}

async function view(page: Page, url: string): Promise<View> {
  const session = await page.context().newCDPSession(page)
  let bytes = 0
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  const bytesPerSecond = (slow.kilobits * 1_000) / 8
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latency,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond / 2,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
  await page.goto(url)
  // What runs after the page has loaded blocks people as well.
  await pause(settled)
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as Omit<View, 'kilobytes'>)
  await page.close()
  return { ...seen, kilobytes: bytes / 1_000 }
}

/** Runs in the page, before its own scripts. */
function observe(): void {
  const seen = { lcp: 0, tbt: 0, cls: 0, element: '' }
  Reflect.set(window, 'seen', seen)
  const listen = (type: string, each: (entry: never) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry as never)
    }).observe({ type, buffered: true })
  listen('largest-contentful-paint', (entry: LargestContentfulPaint) => {
    seen.lcp = entry.startTime
    const of = entry.element
    seen.element = `${of?.tagName.toLowerCase()}${of?.className ? `.${of.className.split(' ')[0]}` : ''}`
  })
  // https://web.dev/articles/tbt: what each long task takes beyond 50 ms.
  listen('longtask', ({ duration }: PerformanceEntry) => {
    seen.tbt += Math.max(0, duration - 50)
  })
  listen('layout-shift', (entry: { value: number; hadRecentInput: boolean }) => {
    if (!entry.hadRecentInput) seen.cls += entry.value
  })
}
