import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const sourceRoute = '/[[...path]]/page'
const owner = createHash('sha256').update(sourceRoute).digest('hex')

/** The key of a page in Next's cache. */
export const keyOf = (path: string) => `/route-cache/APP_PAGE/${owner}/$${path === '/' ? '/index' : path}`

/** A page as Next renders it. */
export const rendered = (text: string, tags = 'catalog,product:porch') => ({
  kind: 'APP_PAGE',
  html: `<p>${text}</p>`,
  rscData: Buffer.from(`rsc ${text}`),
  segmentData: new Map([['/_tree', Buffer.from(`tree ${text}`)]]),
  headers: { 'x-next-cache-tags': tags, 'x-nextjs-stale-time': '300' },
  status: 200,
})

/** A folder with what `next build` leaves of pages that are files, each with its path as its text. */
export function writeBuild(paths: readonly string[]): string {
  const distDir = mkdtempSync(join(tmpdir(), 'nightlight-build-'))
  const write = (file: string, content: unknown) => {
    mkdirSync(dirname(join(distDir, file)), { recursive: true })
    writeFileSync(join(distDir, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  write('routes-manifest.json', {
    headers: [{ regex: '^/.*$', headers: [{ key: 'X-Policy', value: 'narrow' }] }],
    redirects: [{ regex: '^/.+/$' }],
  })
  write('server/functions-config-manifest.json', {
    functions: {
      '/_middleware': {
        matchers: [{ regexp: '^/cart$' }, { regexp: '^/.*$', has: [{ type: 'header', key: 'origin', value: 'null' }] }],
      },
    },
  })
  const life = { response: 'complete', initialRevalidateSeconds: 3600, initialExpireSeconds: 7200 }
  write('prerender-manifest.json', { routes: Object.fromEntries(paths.map((path) => [path, life])) })
  write('static/chunks/code.js', 'export const light = true\n'.repeat(200))
  for (const path of paths) {
    const name = `server/app/${path === '/' ? 'index' : path.slice(1)}`
    const { html, rscData, segmentData, headers } = rendered(path)
    write(`${name}.html`, html)
    write(`${name}.rsc`, String(rscData))
    for (const [segment, bytes] of segmentData) write(`${name}.segments${segment}.segment.rsc`, String(bytes))
    const routeCache = { key: keyOf(path), owner: { kind: 'APP_PAGE', sourceRoute }, isFallback: false }
    write(`${name}.meta`, { status: 200, headers, segmentPaths: [...segmentData.keys()], routeCache })
  }
  return distDir
}
