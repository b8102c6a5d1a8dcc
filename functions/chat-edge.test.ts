import { AsyncLocalStorage } from 'node:async_hooks'
import { join } from 'node:path'
import { EdgeRuntime } from 'edge-runtime'
import { build, type Plugin } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { chat } from '#functions/chat.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { parseEnv } from '#lib/env.ts'
import { mintTokens } from '#lib/mint-tokens.ts'
import { startDeno } from '#local/deno.ts'
import { type ReadAnswer, readAnswer } from '#local/read-answer.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { findTool, noticeOf } from '#local/tools.ts'

// Runs functions/chat.ts on three runtimes: Node, Deno (as a Supabase Edge Function) and an edge runtime with Web APIs only.

const here = findTool('deno') !== null
if (!here) process.stderr.write(`SKIPPED: ${noticeOf('deno')}\n`)

const root = join(import.meta.dirname, '..')
const environment = testEnvironment({})
let database: TestDatabase
const stops: (() => unknown)[] = []

beforeAll(async () => {
  vi.spyOn(console, 'log').mockReturnValue()
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
})
afterAll(async () => {
  for (const stop of stops) await stop()
  await database.close()
})

const user = (text: string) => ({ role: 'user', parts: [{ type: 'text', text }] })
const conversations = [
  { messages: [user('a warm lamp for a child’s room under 100 euro')], page: '/' },
  { messages: [user('is it dimmable?')], page: '/products/warm-start' },
  { messages: [user('compare porch and kiln'), user('put the cheaper one in my cart')], page: '/' },
  { messages: [user('where is NL-10001?')], page: '/' },
  { messages: [user('   ')], page: '/' },
]

type Answered = { status: number; answer: ReadAnswer | unknown }
type Ask = (body: string) => Promise<Response>

async function converse(ask: Ask): Promise<Answered[]> {
  const answers: Answered[] = []
  for (const conversation of conversations) {
    const response = await ask(JSON.stringify(conversation))
    const text = await response.text()
    answers.push({ status: response.status, answer: response.ok ? readAnswer(text) : JSON.parse(text) })
  }
  return answers
}

const headers = { 'content-type': 'application/json' }
const settings = () => ({
  SITE_URL: environment.SITE_URL,
  SUPABASE_URL: database.url,
  SUPABASE_PUBLISHABLE_KEY: environment.SUPABASE_PUBLISHABLE_KEY,
  SUPABASE_ROLE_TOKENS: JSON.stringify(mintTokens(signingKey, ['chat'])),
  SEAL_SECRET: environment.SEAL_SECRET,
})

function onNode(): Ask {
  const handler = serve(chat, { env: () => parseEnv(settings(), Object.keys(settings()), ['chat']) })
  return (body) => handler(callOf('chat', { body, headers }))
}

/** The entry of the Supabase Edge Function in Deno, with the variables of a hosted function and the token of its role only. */
async function onDeno(): Promise<{ ask: Ask; url: string }> {
  const { SUPABASE_PUBLISHABLE_KEY, SUPABASE_ROLE_TOKENS, ...rest } = settings()
  const given = {
    ...rest,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: SUPABASE_PUBLISHABLE_KEY }),
    SUPABASE_ANON_KEY: 'a legacy key that was revoked',
    ROLE_TOKENS: SUPABASE_ROLE_TOKENS,
  }
  const { url, close } = await startDeno('supabase/functions/chat/index.ts', given)
  stops.push(close)
  return { url, ask: (body) => fetch(url, { method: 'POST', headers, body }) }
}

const entry = `
import { chat } from '#functions/chat.ts'
import { serve } from '#functions/runtime/serve.ts'
import { parseEnv } from '#lib/env.ts'
const env = parseEnv(ENVIRONMENT, Object.keys(ENVIRONMENT), ['chat'])
const handler = serve(chat, { env: () => env })
addEventListener('fetch', (event) => event.respondWith(handler(event.request)))
`

/** The one Node module that edge hosts provide as a global; bundling fails on any other. */
const asyncHooks: Plugin = {
  name: 'async-hooks',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:async_hooks$/ }, ({ path }) => ({ path, namespace: 'global' }))
    onLoad({ filter: /.*/, namespace: 'global' }, () => ({
      contents: 'export const AsyncLocalStorage = globalThis.AsyncLocalStorage',
    }))
  },
}

/** The function and its imports in one file, for a runtime without Node. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    conditions: ['edge-light', 'worker', 'browser'],
    define: { ENVIRONMENT: JSON.stringify(settings()), 'process.env.NODE_ENV': '"production"' },
    plugins: [asyncHooks],
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

async function onEdge(): Promise<Ask> {
  const runtime = new EdgeRuntime({
    initialCode: await bundle(),
    // The globals that edge hosts have and this package lacks.
    extend: (context) => Object.assign(context, { AsyncLocalStorage, AbortController, AbortSignal, TransformStream }),
  })
  return (body) => runtime.dispatchFetch('http://localhost:3000/api/chat', { method: 'POST', headers, body })
}

/** All runtimes read the same ids and times from the database; only the ids of tool calls differ. */
describe('the assistant answers the same', () => {
  let expected: Answered[]
  beforeAll(async () => {
    expected = await converse(onNode())
  })

  test('on Node', () => {
    expect(expected.map(({ status }) => status)).toEqual([200, 200, 200, 200, 400])
    expect(expected[0]?.answer).toMatchObject({ text: 'Three lamps fit.', tools: ['find-lamps'], errors: [] })
    expect(expected[2]?.answer).toMatchObject({ cards: [{ kind: 'cart', lamp: { slug: 'kiln' } }] })
  })

  test.runIf(here)('on Deno, as a Supabase Edge Function', { timeout: 60_000 }, async () => {
    const { ask, url } = await onDeno()
    expect(await converse(ask)).toEqual(expected)
    const allowed = await fetch(url, { method: 'OPTIONS' })
    expect(allowed.headers.get('access-control-allow-origin')).toBe(environment.SITE_URL)
  })

  test('on an edge runtime, bundled without a Node module', { timeout: 60_000 }, async () => {
    expect(await converse(await onEdge())).toEqual(expected)
  })
})
