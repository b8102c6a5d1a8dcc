import { globSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'

// What a page imports is read at each cold start of its function, also when it is needed once in a year.

const project = join(import.meta.dirname, '..')
/** Routes that draw: the PDF of a report that was never written to a file, and pictures that the build makes. */
const drawing = [
  'app/(admin)/admin/reports/[day]/[file]/route.ts',
  'app/(shop)/(browse)/products/[slug]/picture/route.ts',
  'app/icons/[name]/route.ts',
]
const kinds = '{page,layout,default,template,error,global-error,not-found,loading,sitemap,robots,route}'
/** Routes of functions may be heavy; each has a function of its own. */
const pages = globSync([`app/**/${kinds}.{ts,tsx}`, 'proxy.ts'], { cwd: project })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.startsWith('app/api/') && !drawing.includes(path))

/** Renders mails (half a second and 49 MB at a cold start), decodes photographs, makes PDFs, calls models. */
const heavy = ['react-email', 'resend', 'sharp', 'pdfkit', 'fontkit', '@ai-sdk/openai-compatible']

let inputs: Metafile['inputs']
beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: pages,
    absWorkingDir: project,
    outdir: join(project, 'none'),
    ...{ bundle: true, write: false, metafile: true, packages: 'external', platform: 'node', format: 'esm' },
    ...{ jsx: 'automatic', loader: { '.css': 'empty', '.svg': 'empty' }, logLevel: 'error' },
  })
  inputs = metafile.inputs
}, 60_000)

/** The way from a page to a package, also one that is imported later; undefined when there is none. */
function wayTo(page: string, name: string): string[] | undefined {
  const from = new Map([[page, '']])
  for (const file of from.keys()) {
    for (const { path, external } of inputs[file]?.imports ?? []) {
      if (external && path === name) {
        const way = [name]
        for (let at = file; at; at = from.get(at) ?? '') way.push(at)
        return way
      }
      if (!external && !from.has(path)) from.set(path, file)
    }
  }
  return undefined
}

test('no page imports what only functions need', () => {
  expect(pages.length).toBeGreaterThan(40)
  expect(pages.flatMap((page) => heavy.flatMap((name) => wayTo(page, name)?.join(' <- ') ?? []))).toEqual([])
})

test('what runs before each personal page calls no vendor but Supabase', () => {
  expect(
    ['stripe', 'resend', '@upstash/qstash', 'ai'].flatMap((name) => wayTo('proxy.ts', name)?.join(' <- ') ?? []),
  ).toEqual([])
})

test('a way to a package is seen', () => {
  const page = 'app/(shop)/(personal)/orders/[id]/thank-you/page.tsx'
  expect(wayTo(page, 'stripe')).toEqual([
    'stripe',
    'lib/stripe.ts',
    'app/(shop)/(personal)/orders/confirm-order.ts',
    page,
  ])
})
