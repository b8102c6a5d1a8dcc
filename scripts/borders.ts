// The allowed imports of each part, as one table. `npm run generate` writes borders.gen.json, which biome.json extends: docs/decisions/0001-layers-checked-by-biome.md.

/** Rows are read from top to bottom; the last row that matches a file decides. */
type Border = Readonly<{
  /** globs of files */
  files: readonly string[]
  /** everything these files may import, as globs */
  may?: readonly string[]
  /** any package may be imported but Next and React; `may` then lists the layers, and those two where they are needed */
  packages?: true
  /** rules that do not hold here, such as `style/noProcessEnv` */
  off?: readonly string[]
}>

const frameworks = ['next', 'next/**', 'react', 'react-dom']
const next = [...frameworks, 'server-only', 'zod']
const nextParts = ['next/dynamic', 'next/form', 'next/image', 'next/link', 'next/navigation']
const browser = ['d3-scale', 'porter2', ...nextParts, ...frameworks.slice(2)]
const node = ['node:*', 'node:*/**']
/** What a program that somebody starts may do. */
const program = ['style/noProcessEnv', 'suspicious/noConsole']
/** Imports that nearly every layer may have. */
const ground = ['#lib/**', '#shop.config.ts']
/** The files of a domain that hold types only, and the money and settings that pages show. */
const nouns = [
  '#shop/*/types.ts',
  '#shop/*/*-types.ts',
  '#shop/assistant/cards.ts',
  ...['facet-keys', 'read-query'].map((name) => `#shop/catalog/${name}.ts`),
  '#lib/cut.ts',
  '#lib/live-source.ts',
  '#lib/money.ts',
  '#shop.config.ts',
]
const runtime = ['define', 'occurrence', 'verify'].map((name) => `#functions/runtime/${name}.ts`)

/** Domains of `shop/`: each may use itself and those that are listed. */
const domains = {
  mail: [],
  runs: [],
  chaos: [],
  catalog: [],
  photographs: ['catalog'],
  cart: ['catalog'],
  orders: ['cart', 'catalog', 'mail'],
  accounts: ['mail'],
  health: ['orders', 'photographs', 'mail'],
  reports: ['health', 'orders', 'catalog', 'mail'],
  assistant: ['orders', 'cart', 'catalog', 'mail'],
  sharing: ['orders', 'catalog'],
  admin: ['reports', 'health', 'orders', 'catalog'],
}
/** Domains of `components/`, in the same way; `ui` knows no domain. */
const parts = {
  ui: [],
  status: ['ui'],
  cart: ['ui'],
  catalog: ['cart', 'ui'],
  orders: ['ui'],
  accounts: ['cart', 'ui'],
  assistant: ['orders', 'cart', 'ui'],
  hood: ['ui'],
  shell: ['accounts', 'cart', 'ui'],
}

/** The adapters of platforms, with the packages of each. */
const platforms = {
  'aws-lambda': ['aws-lambda', 'aws4fetch', 'yaml'],
  'azure-functions': ['@azure/functions', 'set-cookie-parser'],
  'google-cloud': ['@hono/node-server', 'jose'],
  knative: ['cloudevents', 'yaml'],
  openfaas: ['yaml'],
  'supabase-edge': [],
}

const within = (layer: string, names: readonly string[]) => names.map((name) => `#${layer}/${name}/**`)
const vendor = (files: string[], ...packages: string[]): Border => ({ files, may: [...ground, 'zod', ...packages] })

export const borders: readonly Border[] = [
  {
    files: ['app/**'],
    may: ['#app/**', '#components/**', '#shop/**', ...ground, './**/*.css', '@fontsource-variable/**', ...next],
    off: ['style/noDefaultExport'],
  },
  { files: ['app/session.ts'], may: ['#app/**', '#shop/**', ...ground, '@supabase/ssr', ...next] },
  {
    files: ['server/**'],
    may: ['#server/**', ...node, 'next', 'next/dist/**', 'vitest', 'zod'],
    off: ['style/noDefaultExport', 'style/noProcessEnv', 'suspicious/noConsole'],
  },
  {
    files: ['app/api/*/route.ts'],
    may: ['#app/**', '#functions/*.ts', '#functions/runtime/serve.ts', '#shop/**', ...ground, ...next],
  },
  ...Object.entries(parts).map(([name, others]) => ({
    files: [`components/${name}/**`],
    may: [
      ...within('components', [name, ...others]),
      ...nouns,
      ...browser,
      ...(name === 'assistant' ? ['@ai-sdk/react', 'ai'] : []),
    ],
  })),
  {
    files: ['components/admin/**'],
    may: ['#components/admin/**', ...within('components', ['catalog', 'orders', 'ui']), ...nouns, ...browser],
  },
  // It loads the client of Realtime when a page has been shown.
  { files: ['components/ui/use-live.ts'], may: [...nouns, ...browser, '#lib/live.ts'] },
  { files: ['components/admin/catalog/slug.ts'], may: ['@sindresorhus/transliterate'] },
  { files: ['functions/*.ts'], may: [...runtime, '#shop/**', ...ground, 'zod'] },
  { files: ['functions/runtime/**'], may: ['#functions/runtime/**', ...ground, 'zod'] },
  {
    files: ['deploy/**'],
    may: [
      '#deploy/**',
      '#functions/**',
      ...ground,
      '@hono/node-server',
      'aws4fetch',
      'hono',
      'hono/**',
      'zod',
      ...node,
    ],
    off: ['style/noProcessEnv'],
  },
  { files: ['deploy/bundle.ts'], may: ['#deploy/**', '#shop.config.ts', 'esbuild', ...node] },
  // An adapter is the only place that knows its platform.
  ...Object.entries(platforms).map(([folder, packages]) => ({
    files: [`deploy/${folder}/**`],
    may: [
      '#deploy/*.ts',
      `#deploy/${folder}/**`,
      '#functions/**',
      ...ground,
      'hono',
      'hono/**',
      'zod',
      ...node,
      ...packages,
    ],
    off: ['style/noProcessEnv'],
  })),

  ...Object.entries(domains).map(([name, others]) => ({
    files: [`shop/${name}/**`],
    may: [...within('shop', [name, ...others]), ...ground, 'zod'],
  })),
  { files: ['shop/runs/schedules.ts'], may: ['#shop/runs/**', ...ground, 'croner', 'zod'] },
  {
    files: ['shop/photographs/{decoder-child,decoder-pool,sizes}.ts'],
    may: ['#shop/photographs/**', '#lib/freeze.ts', ...node, 'sharp', 'thumbhash'],
  },
  { files: ['shop/reports/{pdf,pdf-table}.ts'], may: ['#shop/reports/**', ...ground, 'pdfkit'] },
  { files: ['shop/reports/{pdf-fonts,write-png}.ts'], may: [...ground, ...node, 'pdfkit'] },
  { files: ['shop/sharing/draw-picture.ts'], may: ['#shop/sharing/**', '#shop/catalog/**', ...ground, 'sharp'] },
  ...Object.entries(domains).map(([name, others]) => ({
    files: [`shop/${name}/mails/**`, ...(name === 'mail' ? ['shop/mail/**'] : [])],
    may: [...within('shop', [name, ...others]), ...ground, 'react', 'react-email'],
  })),

  { files: ['lib/**'], may: [...ground, 'zod'] },
  { files: ['lib/env.ts'], may: [...ground, 'zod'], off: ['style/noProcessEnv'] },
  { files: ['lib/log.ts'], may: [...ground, 'zod'], off: ['suspicious/noConsole'] },
  vendor(['lib/{mint-tokens,slug-bucket}.ts'], 'node:crypto'),
  vendor(['lib/{span*,sampling,trace*,otlp,trip}.ts'], '@opentelemetry/api', 'node:async_hooks'),
  vendor(['lib/supabase.ts', 'lib/supabase-cookies.ts'], '@supabase/**'),
  vendor(['lib/fonts.ts'], ...node, 'fontkit'),
  vendor(['lib/live.ts'], '@supabase/realtime-js'),
  vendor(['lib/queue-qstash.ts'], '@upstash/qstash'),
  vendor(['lib/{queue-sqs,export-spans}.ts'], 'aws4fetch'),
  vendor(['lib/stripe.ts'], 'stripe'),
  vendor(['lib/email.ts'], 'react', 'react-email', 'resend'),
  vendor(['lib/model*.ts'], '@ai-sdk/openai-compatible', 'ai'),

  { files: ['local/**'], packages: true, may: ['#local/**'], off: program },
  // It passes the name, locale and palette of the shop to the local services.
  { files: ['local/main.ts'], packages: true, may: ['#local/**', '#shop.config.ts'], off: program },
  {
    files: ['scripts/**'],
    packages: true,
    may: [
      '#scripts/**',
      '#functions/**',
      ...ground,
      '#local/**',
      '#deploy/**',
      '#supabase/seed/settings.ts',
      '#supabase/tests/rights/catalogue.ts',
    ],
    off: program,
  },
  {
    files: ['scripts/{fork-walk,learn}.ts', 'scripts/learn/*.ts'],
    packages: true,
    may: ['#scripts/**', '#shop/assistant/**', ...ground, '#local/**', '#e2e/pdf.ts'],
    off: program,
  },
  {
    files: ['scripts/**/*.test.{ts,tsx}'],
    packages: true,
    may: [
      '#scripts/**',
      '#app/**',
      '#components/**',
      '#functions/**',
      '#shop/**',
      ...ground,
      '#local/**',
      ...frameworks,
    ],
    off: ['style/noProcessEnv'],
  },
  {
    files: ['bench/**'],
    packages: true,
    may: [
      '#bench/**',
      '#e2e/browser.ts',
      '#local/**',
      '#scripts/write-docs.ts',
      '#components/catalog/search/local-search.ts',
      ...['#shop/catalog/search-index.ts', '#shop/photographs/decoder-pool.ts'],
      '#lib/supabase.ts',
    ],
    off: ['suspicious/noConsole'],
  },
  { files: ['supabase/**'], packages: true, may: ['#supabase/**', ...ground], off: ['suspicious/noConsole'] },
  { files: ['supabase/functions/**'], may: ['#deploy/supabase-edge/adapter.ts', '#functions/*.ts'] },
  { files: ['supabase/seed/**'], packages: true, may: ['#supabase/**', ...ground], off: ['style/noProcessEnv'] },
  {
    files: ['e2e/**', 'playwright.config.ts'],
    packages: true,
    may: ['#e2e/**', '#supabase/tests/invariants.ts'],
    off: ['style/noProcessEnv'],
  },
  { files: ['proxy.ts'], packages: true, may: ['#app/**'], off: ['performance/noBarrelFile'] },
  { files: ['instrumentation.ts'], packages: true, may: ['#lib/page-errors.ts', 'next'], off: ['style/noProcessEnv'] },
  { files: ['*.config.{js,ts}'], off: ['style/noDefaultExport', 'style/noProcessEnv'] },
  // The fonts that a function reads are part of its bundle.
  {
    files: ['next.config.js'],
    packages: true,
    may: ['#shop.config.ts'],
    off: ['style/noDefaultExport', 'style/noProcessEnv'],
  },
  { files: ['shop.config.ts'], may: [] },

  { files: ['{lib,supabase}/**/*.test.ts'], packages: true, may: ['#supabase/**', ...ground, '#local/**'] },
  {
    files: ['shop/**/*.test.{ts,tsx}', 'shop/**/testing*.ts'],
    packages: true,
    may: ['#shop/**', ...ground, '#local/**'],
  },
  // It reads the text of a PDF as the browser tests do.
  { files: ['shop/reports/pdf.test.ts'], packages: true, may: ['#shop/**', ...ground, '#e2e/pdf.ts'] },
  {
    files: [
      'functions/**/*.test.{ts,tsx}',
      'deploy/**/*.test.ts',
      'deploy/*/conformance*.ts',
      'deploy/*/{stub-host,serve-probes}.ts',
      'deploy/*/stand-in/**',
      'deploy/conformance/**',
      'functions/runtime/testing*.ts',
    ],
    packages: true,
    may: ['#deploy/**', '#functions/**', '#scripts/definitions.ts', '#shop/**', ...ground, '#local/**'],
  },
  { files: ['components/**/*.test.{ts,tsx}'], packages: true, may: ['#components/**', ...nouns, ...frameworks] },
  {
    files: ['app/**/*.test.{ts,tsx}'],
    packages: true,
    may: ['#app/**', '#components/**', '#functions/**', '#shop/**', ...ground, '#local/**', ...frameworks],
  },
]

/** The configuration that biome.json extends. */
export function bordersForBiome(): object {
  return { overrides: borders.map(toOverride) }
}

function toOverride({ files, may, packages, off = [] }: Border): object {
  const rules: Record<string, Record<string, unknown>> = {}
  const set = (rule: string, value: unknown) => {
    const [group = '', name = ''] = rule.split('/')
    rules[group] = { ...rules[group], [name]: value }
  }
  for (const rule of off) set(rule, 'off')
  if (may) {
    const first = packages ? ['./**', '../**', '#*', '#*/**'] : ['**']
    // No part of the store signs tokens; only scripts/ and tests make them.
    const last = packages ? frameworks.filter((name) => !may.includes(name)) : ['#lib/mint-tokens.ts']
    const message = `${files.join(', ')} may import ${[...may, ...(packages ? ['other packages'] : [])].join(', ')}.`
    const group = [...first, ...may.map((glob) => `!${glob}`), ...last]
    set('style/noRestrictedImports', { level: 'error', options: { patterns: [{ group, message }] } })
  }
  return { includes: files, linter: { rules } }
}
