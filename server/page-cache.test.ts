import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFs } from 'next/dist/server/lib/node-fs-methods.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-pages-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

type Cache = {
  get(key: string, context: object): Promise<{ value: { html: string } } | null>
  set(key: string, data: object, context: object): Promise<void>
  revalidateTag(tags: string[], durations: object): Promise<void>
}

/** The cache of pages in a process that has just started. */
async function start(): Promise<Cache> {
  vi.resetModules()
  const { tagsManifest } = await import('next/dist/server/lib/incremental-cache/tags-manifest.external.js')
  tagsManifest.clear()
  const { default: PageCache } = await import('#server/page-cache.js')
  return new PageCache({ fs: nodeFs, flushToDisk: true, serverDistDir: directory, revalidatedTags: [] }) as Cache
}

const key = '/route-cache/APP_PAGE/0/$/products/porch'
const page = (status: number) => ({
  kind: 'APP_PAGE',
  html: `<p>${status}</p>`,
  rscData: Buffer.from('data'),
  headers: { 'x-next-cache-tags': 'catalog,product:porch' },
  status,
})
const context = { kind: 'APP_PAGE', isRoutePPREnabled: false, isFallback: false }

test('a page is kept, a page that says that nothing is there is not', async () => {
  const cache = await start()
  await cache.set(key, page(404), context)
  expect([await cache.get(key, context), readdirSync(directory)]).toEqual([null, []])
  for (const status of [200, 308]) {
    await cache.set(key, page(status), context)
    expect((await cache.get(key, context))?.value.html).toBe(`<p>${status}</p>`)
  }
})

test('a page whose tag has expired stays expired after a restart', async () => {
  const cache = await start()
  await cache.set(key, page(200), context)
  await cache.revalidateTag(['product:other'], { expire: 0 })
  expect(await (await start()).get(key, context)).not.toBeNull()
  await cache.revalidateTag(['product:porch'], { expire: 0 })
  expect(await (await start()).get(key, context)).toBeNull()
})

test('a page that was rendering when its tag expired is not kept, the next one is', async () => {
  const cache = await start()
  expect(await cache.get(key, context)).toBeNull()
  await cache.revalidateTag(['product:porch'], { expire: 0 })
  await cache.set(key, page(200), context)
  expect(await cache.get(key, context)).toBeNull()
  await vi.waitFor(async () => {
    await cache.get(key, context)
    await cache.set(key, page(200), context)
    expect(await cache.get(key, context)).not.toBeNull()
  }, 1000)
})

test('a page that Next makes behind its visitor, and whose begin is unknown, counts as begun five seconds before', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const cache = await start()
  await cache.revalidateTag(['product:porch'], { expire: 0 })
  vi.advanceTimersByTime(4900)
  await cache.set(key, page(200), context)
  expect(await cache.get(key, context)).toBeNull()
  vi.advanceTimersByTime(5200)
  await (await start()).set(key, page(200), context)
  expect(await (await start()).get(key, context)).not.toBeNull()
  vi.useRealTimers()
})
