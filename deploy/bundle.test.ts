import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apartFromPages } from '#deploy/apart.ts'
import { writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { type Bundle, bundle, type Programs } from '#deploy/bundle.ts'
import { packImage } from '#deploy/container/context.ts'
import { registry } from '#functions/registry.gen.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightlight-bundles-'))
const bundles: Record<string, Bundle> = {}
let image: Programs

/**
 * The most that a function may bring: kilobytes of its minified bundle, and the processor's time until Node has loaded it, as a multiple
 * of a handler that does nothing. Most functions need the database and little more.
 */
const most = {
  small: { kilobytes: 600, start: 5 },
  stripe: { kilobytes: 850, start: 7 },
  mail: { kilobytes: 1200, start: 7 },
  // Of these, 680 are the weights of the assistant's second reader.
  model: { kilobytes: 2050, start: 8.5 },
}
const budgets: Record<string, (typeof most)['small']> = {
  chat: most.model,
  'confirm-return': most.mail,
  'forward-question': most.mail,
  health: most.stripe,
  'make-sales-report': { ...most.mail, start: 14 },
  'process-order': most.mail,
  'refund-order': { kilobytes: 1600, start: 8.5 },
  'resend-receipt': most.mail,
  'stripe-webhook': most.stripe,
  sweep: most.stripe,
  'tell-owner': most.mail,
  'tell-shopper': most.mail,
}
const budgetOf = (name: string) => budgets[name] ?? most.small

const bare = 'bare'
beforeAll(async () => {
  // Packages beside a bundle are the project's.
  symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(folder, 'node_modules'))
  await bundle('export const handler = () => new Response()', join(folder, bare))
  image = await packImage(join(folder, 'image'))
  for (const { name } of apartFromPages(registry))
    bundles[name] = await bundle(writeFunctionEntry(name), join(folder, name))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** Milliseconds that processors have worked until a new Node has loaded a bundle. Unlike the time, they hardly grow on a busy machine. */
async function startOf(name: string): Promise<number> {
  const code = `await import(${JSON.stringify(join(folder, name, 'index.mjs'))})
    const { user, system } = process.cpuUsage(); process.stdout.write(String((user + system) / 1000))`
  const env = { PATH: process.env.PATH, ...testEnvironment({}) }
  const options = { cwd: folder, env } as object
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], options)
  return Number(String(stdout))
}

const having = (name: string) =>
  Object.entries(bundles).flatMap(([of, { parts, dependencies }]) =>
    name in { ...parts, ...dependencies } ? [of] : [],
  )

test('each bundle holds only what its function needs', () => {
  expect(having('sharp')).toEqual(['make-thumbnail'])
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
  expect(sizes.filter(([name, kilobytes]) => kilobytes > budgetOf(name).kilobytes)).toEqual([])
})

test('each function starts within its budget, beside a handler that does nothing', async () => {
  const least: Record<string, number> = {}
  let names = Object.keys(bundles)
  const ratio = (name: string) => (least[name] ?? 0) / (least[bare] ?? 1)
  // In turn, and the least counts. Those within their budget after two rounds need no more.
  for (let round = 0; names.length > 0 && round < 8; round++) {
    for (const name of [bare, ...names]) least[name] = Math.min(least[name] ?? Infinity, await startOf(name))
    if (round > 0) names = names.filter((name) => ratio(name) > budgetOf(name).start)
  }
  expect(names.map((name) => `${name}: ${ratio(name).toFixed(1)} times the bare handler`)).toEqual([])
}, 120_000)

/**
 * Kilobytes of the server, its router, what reads the settings of three platforms, which Lambda has no use for, and the parts of zod that
 * other functions of the image use.
 */
const server = 230

test('before a container of one function takes calls, it reads that function and no other', () => {
  for (const [name, lambda] of Object.entries(bundles)) {
    const { bytes, parts } = image.startOf('deploy/host.ts', `functions/${name}.ts`)
    expect(Math.round(bytes / 1000), name).toBeLessThan(lambda.bytes / 1000 + server)
    const unneeded = ['ai', 'stripe', 'react-email', 'cloudevents', 'pdfkit'].filter((one) => !(one in lambda.parts))
    expect(unneeded.filter((one) => one in parts)).toEqual([])
  }
})
