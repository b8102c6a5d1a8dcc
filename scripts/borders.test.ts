import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = dirname(import.meta.dirname)
const imports = 'lint/style/noRestrictedImports'

/**
 * Every border of scripts/borders.ts, with one file that breaks it once: path, source, and the rule that must report it.
 * When only one file may import something, that import stands first, and Biome must not report it.
 */
const breaches: [path: string, source: string, rule: string][] = [
  ['next.config.ts', "import '#lib/env.ts'", imports],
  ['app/page.tsx', "import '#functions/make-sales-report.ts'", imports],
  ['app/cart/page.tsx', "import '#local/store.ts'", imports],
  ['app/queries.ts', "import '@supabase/ssr'", imports],
  ['app/session.ts', "import '@supabase/ssr'\nimport '@supabase/supabase-js'", imports],
  ['app/relative.ts', "import './page.tsx'", imports],
  ['app/api/report/route.ts', "import '#functions/runtime/admit.ts'", imports],
  ['functions/runtime/host.ts', "import '#functions/make-report.ts'", imports],
  ['app/api/deep/report/route.ts', "import '#functions/make-sales-report.ts'", imports],
  ['components/catalog/price.tsx', "import '#shop/catalog/catalog.ts'", imports],
  ['components/ui/environment.tsx', "import '#lib/env.ts'", imports],
  ['components/accounts/session.tsx', "import 'next/headers'", imports],
  ['components/catalog/page.tsx', "import '#app/queries.ts'", imports],
  ['components/catalog/chat.tsx', "import 'ai'", imports],
  [
    'components/assistant/panel.tsx',
    "import 'ai'\nimport '@ai-sdk/react'\nimport '#shop/assistant/answers.ts'",
    imports,
  ],
  ['functions/make-sales-report.ts', "import '#shop/reports/pdf.ts'\nimport '#functions/process-order.ts'", imports],
  ['functions/next.ts', "import 'next/server'", imports],
  ['functions/react.ts', "import 'react'", imports],
  ['functions/picture.ts', "import 'sharp'", imports],
  ['functions/file.ts', "import 'node:fs'", imports],
  ['functions/make-thumbnail.ts', "import '#functions/process-order.ts'", imports],
  ['functions/chat.ts', "import '#shop/assistant/input.ts'\nimport 'node:fs'", imports],
  ['functions/runtime/admit.ts', "import '#functions/process-order.ts'", imports],
  ['functions/runtime/steps.ts', "import '#shop/orders/orders.ts'", imports],
  ['shop/photographs/decoder-pool.ts', "import 'pdfkit'", imports],
  ['shop/reports/pdf.ts', "import 'pdfkit'\nimport '#functions/sales-report.ts'", imports],
  ['functions/sales-report.ts', "import 'pdfkit'", imports],
  ['functions/runtime/testing-rows.ts', "import '#local/store.ts'\nimport '#app/session.ts'", imports],
  ['shop/orders/testing-rows.ts', "import '#local/store.ts'\nimport '#functions/make-sales-report.ts'", imports],
  [
    'deploy/host.ts',
    "import '#functions/make-sales-report.ts'\nimport '@hono/node-server'\nimport 'node:http'\nimport 'next/server'",
    imports,
  ],
  ['shop/catalog/catalog.ts', "import 'next/cache'", imports],
  ['shop/cart/react.ts', "import 'react'", imports],
  ['shop/orders/stripe.ts', "import 'stripe'", imports],
  ['shop/health/node.ts', "import 'node:crypto'", imports],
  ['shop/reports/lazy.ts', "export const lazy = () => import('#functions/make-sales-report.ts')", imports],
  ['shop/accounts/type.ts', "export type { Db } from '@supabase/supabase-js'", imports],
  ['shop/orders/mails/receipt.tsx', "import 'resend'", imports],
  ['functions/sign.ts', "import '#lib/mint-tokens.ts'", imports],
  ['shop/accounts/sign.ts', "import '#lib/mint-tokens.ts'", imports],
  ['app/sign.ts', "import '#lib/mint-tokens.ts'", imports],
  // Arrows between domains run one way.
  ['shop/catalog/later.ts', "import '#shop/cart/cart.ts'", imports],
  ['shop/cart/later.ts', "import '#shop/orders/orders.ts'", imports],
  ['shop/orders/later.ts', "import '#shop/reports/reports.ts'", imports],
  ['shop/photographs/later.ts', "import '#shop/orders/orders.ts'", imports],
  ['shop/accounts/later.ts', "import '#shop/orders/own-orders.ts'", imports],
  ['shop/health/later.ts', "import '#shop/reports/reports.ts'", imports],
  ['shop/reports/later.ts', "import '#shop/assistant/answers.ts'", imports],
  ['components/ui/later.ts', "import '#components/cart/line.tsx'", imports],
  ['components/cart/later.ts', "import '#components/catalog/lamp.tsx'", imports],
  ['components/catalog/later.ts', "import '#components/admin/panel.tsx'", imports],
  ['lib/money.ts', "import '#shop/catalog/types.ts'", imports],
  ['lib/parent.ts', "import '../shop/types.ts'", imports],
  ['lib/node.ts', "import 'node:fs'", imports],
  ['lib/supabase.ts', "import '@supabase/supabase-js'\nimport 'stripe'", imports],
  ['lib/trace.ts', "import 'node:async_hooks'\nimport 'node:fs'", imports],
  ['lib/queue-qstash.ts', "import '@upstash/qstash'\nimport 'resend'", imports],
  ['lib/stripe.ts', "import 'stripe'\nimport '@upstash/qstash'", imports],
  ['lib/email.ts', "import 'resend'\nimport '@supabase/supabase-js'", imports],
  ['lib/model.ts', "import 'ai'\nimport '@ai-sdk/openai-compatible'\nimport 'stripe'", imports],
  ['lib/other.ts', "import 'stripe'", imports],
  ['lib/answer.ts', "import 'ai'", imports],
  ['local/mail/server.ts', "import '#lib/email.ts'", imports],
  ['local/mail/server.test.ts', "import '#functions/make-sales-report.ts'", imports],
  ['local/page.ts', "import '#shop.config.ts'", imports],
  ['local/main.ts', "import '#shop.config.ts'\nimport '#lib/money.ts'", imports],
  ['shop.config.ts', "import '#lib/money.ts'", imports],
  ['supabase/seed/seed.ts', "import '#shop/catalog/catalog.ts'", imports],
  ['supabase/policies.test.ts', "import '#app/session.ts'", imports],
  [
    'supabase/functions/chat/index.ts',
    "import '#functions/chat.ts'\nimport '#deploy/supabase-edge/adapter.ts'\nimport '#shop/catalog/catalog.ts'",
    imports,
  ],
  // A platform is known by its adapter only.
  ['functions/queue.ts', "import 'aws4fetch'", imports],
  ['shop/orders/queue.ts', "import 'cloudevents'", imports],
  ['functions/runtime/lambda.ts', "import '#deploy/aws-lambda/adapter.ts'", imports],
  ['deploy/knative/later.ts', "import 'cloudevents'\nimport '@azure/functions'", imports],
  ['deploy/aws-lambda/later.ts', "import 'aws4fetch'\nimport '#deploy/knative/adapter.ts'", imports],
  ['e2e/checkout.e2e.ts', "import '#lib/money.ts'", imports],
  ['e2e/receipt.e2e.ts', "import '#shop.config.ts'", imports],
  ['lib/money.test.ts', "import '#shop/catalog/types.ts'", imports],
  ['shop/catalog/catalog.test.ts', "import '#functions/make-sales-report.ts'", imports],
  ['functions/make-sales-report.test.ts', "import '#app/session.ts'", imports],
  ['components/catalog/price.test.tsx', "import '#lib/env.ts'", imports],
  ['app/session.test.ts', "import './session.ts'", imports],
  ['lib/circle.ts', "import '#lib/round.ts'", 'lint/suspicious/noImportCycles'],
  ['lib/round.ts', "import '#lib/circle.ts'", 'lint/suspicious/noImportCycles'],
  ['shop/orders/environment.ts', 'export const url = process.env.SITE_URL', 'lint/style/noProcessEnv'],
  ['development.ts', "import 'esbuild'", 'lint/correctness/noUndeclaredDependencies'],
  ['shop/orders/forgotten.ts', 'export const forgotten = () => {\n  fetch("/")\n}', 'lint/nursery/noFloatingPromises'],
  ['shop/orders/index.ts', "export { a } from '#shop/catalog/types.ts'", 'lint/performance/noBarrelFile'],
  ['lib/Shouting.ts', 'export const quiet = 1', 'lint/style/useFilenamingConvention'],
]

/** Allowed imports. Without them, a rule that refuses everything would pass the test above. */
const allowed: [path: string, source: string][] = [
  [
    'app/layout.tsx',
    "import './layout.css'\nimport 'next/cache'\nimport '#components/catalog/price.tsx'\nimport '#shop/catalog/catalog.ts'",
  ],
  ['app/session/session.ts', "import '#app/session.ts'\nimport '#lib/env.ts'\nimport 'server-only'"],
  ['app/api/order/route.ts', "import '#functions/make-sales-report.ts'\nimport '#lib/env.ts'"],
  [
    'components/catalog/card.tsx',
    "import '#components/catalog/price.tsx'\nimport '#lib/money.ts'\nimport '#shop/catalog/types.ts'\nimport 'next/link'",
  ],
  [
    'functions/process-order.ts',
    "import '#functions/runtime/define.ts'\nimport '#functions/runtime/verify.ts'\nimport '#lib/jobs.ts'\nimport '#shop/catalog/catalog.ts'",
  ],
  ['shop/photographs/sizes.ts', "import 'node:child_process'\nimport 'sharp'\nimport 'thumbhash'"],
  ['shop/orders/orders.ts', "import '#lib/stripe.ts'\nimport '#shop/catalog/types.ts'\nimport 'zod'"],
  ['shop/orders/mails/welcome.tsx', "import '#shop/catalog/types.ts'\nimport 'react-email'"],
  [
    'shop/orders.test.ts',
    "import '#local/store.ts'\nimport '#shop/orders/orders.ts'\nimport 'node:fs'\nimport 'vitest'",
  ],
  ['lib/log.ts', "console.log('a line')"],
  ['lib/days.ts', "import '#shop.config.ts'"],
  ['components/shell/header.tsx', "import '#shop.config.ts'"],
  ['lib/env.ts', "import 'zod'\nexport const url = process.env.SITE_URL"],
  [
    'local/services.ts',
    "import '#local/store.ts'\nimport 'hono'\nimport 'node:fs'\nexport const port = process.env.PORT",
  ],
  [
    'supabase/seed/lamps.ts',
    "import '#lib/money.ts'\nimport 'node:fs'\nexport const key = process.env.SUPABASE_SECRET_KEY",
  ],
  ['playwright.config.ts', "import '#e2e/fixtures.ts'\nexport default process.env.SITE_URL"],
  ['supabase/roles.test.ts', "import '#lib/jobs.ts'\nimport '#local/store.ts'\nimport 'postgres'"],
  ['functions/report.test.ts', "import '#functions/make-sales-report.ts'\nimport '#local/store.ts'\nimport 'vitest'"],
  ['components/catalog/card.test.tsx', "import '#components/catalog/card.tsx'\nimport 'node:fs'\nimport 'vitest'"],
  ['app/queries.test.ts', "import '#app/queries.ts'\nimport '#functions/make-sales-report.ts'\nimport 'vitest'"],
  ['e2e/browse.e2e.ts', "import '#e2e/fixtures.ts'\nimport '@playwright/test'"],
]

type Diagnostic = { category: string; message: string; location: { path: string } }

let folder = ''
let found: Diagnostic[] = []

// One run over a copy of the tree with the breaches, so that the real folders stay unchanged and no other test sees them.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlight-borders-'))
  mkdirSync(join(folder, 'scripts'))
  for (const file of ['biome.json', 'scripts/borders.gen.json', 'package.json', '.gitignore']) {
    copyFileSync(join(root, file), join(folder, file))
  }
  for (const [path, source] of [...breaches, ...allowed]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${source}\n`)
  }
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
  const parameters = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...parameters], { cwd: folder, encoding: 'utf8' })
  if (!stdout) throw new Error(`Biome printed no report: ${stderr}`)
  found = JSON.parse(stdout).diagnostics
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rulesNaming = (path: string): string[] =>
  found.filter((diagnostic) => diagnostic.location.path.replaceAll('\\', '/') === path).map(({ category }) => category)

test.each(breaches)('%s with %j breaks %s', (path, _source, rule) => {
  expect(rulesNaming(path)).toEqual([rule])
})

test.each(allowed)('%s is allowed', (path) => {
  expect(rulesNaming(path)).toEqual([])
})
