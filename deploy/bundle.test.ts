import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apartFromPages } from '#deploy/apart.ts'
import { writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { type Bundle, bundle } from '#deploy/bundle.ts'
import { registry } from '#functions/registry.gen.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightlight-bundles-'))
const bundles: Record<string, Bundle> = {}

/** The most kilobytes of a minified bundle; most functions need the database and little more. */
const most = { small: 700, stripe: 950, mail: 1350, model: 1250 }
const budgets: Record<string, number> = {
  chat: most.model,
  'confirm-return': most.mail,
  'forward-question': most.mail,
  health: most.stripe,
  'make-sales-report': most.mail,
  'process-order': most.mail,
  'refund-order': most.mail + 250,
  'resend-receipt': most.mail,
  'stripe-webhook': most.stripe,
  sweep: most.stripe,
  'tell-owner': most.mail,
  'tell-shopper': most.mail,
}

beforeAll(async () => {
  for (const { name } of apartFromPages(registry))
    bundles[name] = await bundle(writeFunctionEntry(name), join(folder, name))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

const having = (name: string) =>
  Object.entries(bundles).flatMap(([of, { parts, dependencies }]) =>
    name in { ...parts, ...dependencies } ? [of] : [],
  )

test('each bundle holds only what its function needs', () => {
  expect(having('sharp')).toEqual(['make-sales-report', 'make-thumbnail'])
  expect(having('pdfkit')).toEqual(['make-sales-report'])
  expect(having('@expo-google-fonts/hanken-grotesk')).toEqual(['make-sales-report'])
  expect(having('ai')).toEqual(['chat'])
  expect(having('stripe')).toEqual(['health', 'refund-order', 'stripe-webhook', 'sweep'])
  expect(having('next')).toEqual([])
})

test('deploy/README.md installs what lies beside bundles, where something does', () => {
  const text = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  const lists = [...text.matchAll(/^for f in ([a-z -]+); do.*npm install/gm)].map(([, names = '']) =>
    names.split(' ').toSorted(),
  )
  const having = Object.keys(bundles).filter((name) => Object.keys(bundles[name]?.dependencies ?? {}).length > 0)
  expect(lists).toEqual([having.toSorted(), having.toSorted()])
})

test('each bundle is within its budget', () => {
  const sizes = Object.entries(bundles).map(([name, { bytes }]) => [name, Math.round(bytes / 1000)] as const)
  expect(sizes.filter(([name, kilobytes]) => kilobytes > (budgets[name] ?? most.small))).toEqual([])
})
