// A process of a store for serve.test.ts: the front of a build, and the cache that its Next would have. It is told what Next does.
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { nodeFs } from 'next/dist/server/lib/node-fs-methods.js'
import PageCache from '#server/page-cache.js'
import { createFront } from '#server/serve.ts'
import { keyOf, rendered } from '#server/testing-build.ts'

const [, , distDir = ''] = process.argv
const context = { kind: 'APP_PAGE', isRoutePPREnabled: true, isFallback: false }
const serverDistDir = join(distDir, 'server')
const cache = new PageCache({ fs: nodeFs, flushToDisk: true, serverDistDir, revalidatedTags: [] })

const actions: Record<string, (subject: string, text: string) => Promise<unknown>> = {
  expire: (tag) => cache.revalidateTag([tag], { expire: 0 }),
  read: async (path) => (await cache.get(keyOf(path), context))?.value?.html ?? 'nothing',
  begin: (path) => cache.get(keyOf(path), context),
  end: (path, text) => cache.set(keyOf(path), rendered(text), context),
  async render(path, text) {
    await actions.read?.(path, text)
    await actions.end?.(path, text)
  },
}

process.on('message', async ([action = '', subject = '', text = '']: string[]) =>
  process.send?.({ result: (await actions[action]?.(subject, text)) ?? null }),
)
process.once('disconnect', () => process.exit())

const { server } = createFront({ distDir, again() {}, next: (_, response) => response.end('of Next') })
server.listen(0, '127.0.0.1', () => process.send?.({ result: (server.address() as AddressInfo).port }))
