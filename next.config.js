import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { shop } from '#shop.config.ts'

const supabase = process.env.SUPABASE_URL ?? ''
// Realtime. A source of http does not allow WebSockets: https://www.w3.org/TR/CSP3/#match-schemes
const sockets = supabase.replace(/^http/, 'ws')

// Pages are files, so their inline scripts cannot carry a nonce; everything else is as narrow as the shop allows.
// No form-action: without JavaScript, checking out is a form whose answer leads to the payment provider.
const policy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' data: blob: ${supabase}`,
  `connect-src 'self' ${supabase} ${sockets}`,
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Paths that Next would answer with 500, or render and keep, though nothing can be there: what is not percent-encoded UTF-8,
 * NUL, slugs with other characters or more of them than a slug can have, parts that no sitemap has, and icons of other names. Next asks for parts of a page with a suffix.
 */
const utf8 = [
  '%[2-7][0-9a-f]',
  '%0[1-9a-f]',
  '%1[0-9a-f]',
  '%(?:c[2-9a-f]|d[0-9a-f])%[89ab][0-9a-f]',
  '%e0%[ab][0-9a-f]%[89ab][0-9a-f]',
  '%(?:e[1-9abcef])%[89ab][0-9a-f]%[89ab][0-9a-f]',
  '%ed%[89][0-9a-f]%[89ab][0-9a-f]',
  '%f0%[9ab][0-9a-f]%[89ab][0-9a-f]%[89ab][0-9a-f]',
  '%f[123]%[89ab][0-9a-f]%[89ab][0-9a-f]%[89ab][0-9a-f]',
  '%f4%8[0-9a-f]%[89ab][0-9a-f]%[89ab][0-9a-f]',
].join('|')
const nowhere = [
  `/:path((?!(?:[^%]|${utf8})*$).*)`,
  '/:kind(products|categories|collections)/:slug((?![a-z0-9-]{1,80}(?:\\.[a-z._-]*)?/?$)[^/]*)',
  '/sitemaps/:part((?!(?:lists|lamps-[1-9][0-9]{0,3})\\.xml$)[^/]*)',
  '/icons/:name((?!(?:180|192|512|maskable-512)$)[^/]*)',
]

// The local stack compiles while it makes the first photographs. Pages show those, so they wait until this address answers.
const { NEXT_OUTPUT, PAGES_AFTER, FIRST_BUILD } = process.env

/** @type {(phase: string) => import('next').NextConfig} */
export default (phase) => ({
  cacheComponents: true,
  partialPrefetching: true,
  poweredByHeader: false,
  // `npm run check` does it, for tests and the local stack as well.
  typescript: { ignoreBuildErrors: true, ...(NEXT_OUTPUT ? { tsconfigPath: `${NEXT_OUTPUT}.tsconfig.json` } : {}) },
  // The local stack builds into its data directory when it is told to keep data elsewhere.
  distDir: NEXT_OUTPUT ?? '.next',
  // For bots that do not read a whole document Next would render a page again, in a function. The head of a page that is a file
  // is complete, and the others are not for bots.
  htmlLimitedBots: /^$/,
  // The mail templates bring a renderer of React's own; bundled, it would meet Next's.
  serverExternalPackages: ['react-email', '@react-email/render', 'pdfkit', 'fontkit', 'sharp'],
  outputFileTracingIncludes: {
    '/products/[slug]/picture': Object.values(shop.type.pdf).flatMap((files) =>
      files.map((file) => `node_modules/${file}`),
    ),
    '/api/make-sales-report': Object.values(shop.type.pdf).flatMap((files) =>
      files.map((file) => `node_modules/${file}`),
    ),
    '/api/make-thumbnail': [
      'shop/photographs/*.ts',
      'package.json',
      'node_modules/{sharp,thumbhash,detect-libc,semver}/**',
      'node_modules/@img/**',
    ],
  },
  // Next lists them for each page, and nobody loads them: the reader of draft mode's cookie, and sockets for Node before 22.
  outputFileTracingExcludes: { '*': ['node_modules/next/dist/compiled/{fast-jwt,ws}/**'] },
  compiler: {
    async runAfterProductionCompile({ distDir }) {
      // During a build Next keeps what the database answers for fifteen minutes, for all its workers. A build within that time would
      // make pages of the last one's answers, and those pages would stay.
      rmSync(join(distDir, 'cache', 'fetch-cache'), { recursive: true, force: true })
      if (PAGES_AFTER) await fetch(PAGES_AFTER)
    },
  },
  // For a server that reads this file when it starts. A platform that makes functions of a build has a cache of its own, and
  // its functions need not bring this one.
  ...(phase === 'phase-production-build' ? {} : { cacheHandler: join(import.meta.dirname, 'server', 'page-cache.js') }),
  rewrites: async () => ({
    beforeFiles: [
      { source: '/products/:slug([a-z0-9-]{1,80})\\.md', destination: '/products/:slug/markdown' },
      // No page is at this address, so that the answer is the page of 404.
      ...nowhere.map((source) => ({ source, destination: '/nowhere' })),
    ],
  }),
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    {
      // A script, a style or a font is no document, and a page loads a dozen of them: half a kilobyte each.
      source: '/((?!_next/static/).*)',
      headers: [
        { key: 'Content-Security-Policy', value: policy },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
      ],
    },
  ],
  experimental: {
    // A server that starts for one request loads the code of that page, and not of all pages.
    preloadEntriesOnStart: false,
    // Next would leave one processor for its own process, which does nothing while pages are made.
    cpus: availableParallelism(),
    // Writing it costs the first start seconds, and a store that nobody changes never reads it.
    ...(FIRST_BUILD ? { turbopackFileSystemCacheForBuild: false } : {}),
  },
})
