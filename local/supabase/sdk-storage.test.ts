import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

type Asked = { method: string; path: string; status: number; body: string }
type Callable = Record<string, (...parameters: unknown[]) => unknown>

let database: TestDatabase
const asked: Asked[] = []
beforeAll(async () => {
  database = await startTestDatabase("insert into storage.buckets (id, name, public) values ('lamps', 'lamps', true)")
})
afterAll(() => database.close())

const watchedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const path = new URL(String(input)).pathname.replace('/storage/v1', '')
  asked.push({ method: init?.method ?? 'GET', path, status: response.status, body: await response.clone().text() })
  return response
}

/** The arguments with which most methods get as far as their request; those of the others stand by their name. */
const usual = [['lamps', { name: 'lamps', prefix: '' }, {}]]
const special: Record<string, unknown[][]> = {
  createSignedUrl: [
    ['a.txt', 60],
    ['a.txt', 60, { transform: { width: 10 } }],
  ],
  createSignedUrls: [[['a.txt'], 60]],
  copy: [['a.txt', 'b.txt']],
  createBucket: [['more', { public: false }]],
  deleteBucket: [['lamps'], ['more']],
  emptyBucket: [['more']],
  getBucket: [['lamps']],
  updateBucket: [['more', { public: true }]],
  download: [['a.txt'], ['a.txt', { transform: { width: 10 } }]],
  move: [
    ['a.txt', 'c.txt'],
    ['c.txt', 'a.txt'],
  ],
  remove: [[['b.txt']]],
  update: [['a.txt', 'changed']],
  upload: [['a.txt', 'a text']],
  uploadToSignedUrl: [['c.txt', 'token', 'a text']],
}
const silent = /^(constructor|throwOnError|setHeader|getPublicUrl|from|handle.*|_.*)$/

function methodsOf(part: object): string[] {
  const names = new Set<string>()
  for (let level = part; level && level !== Object.prototype; level = Object.getPrototypeOf(level))
    for (const name of Object.getOwnPropertyNames(level)) names.add(name)
  return [...names].filter((name) => !silent.test(name) && typeof (part as Callable)[name] === 'function')
}

async function callEverything(): Promise<string[]> {
  const auth = { persistSession: false, autoRefreshToken: false }
  const { storage } = createClient(database.url, testKeys.secretKey, { auth, global: { fetch: watchedFetch } })
  await storage.from('lamps').upload('a.txt', 'a text')
  const called: string[] = []
  for (const part of [storage.from('lamps'), storage, storage.analytics, storage.vectors] as unknown as Callable[]) {
    for (const name of methodsOf(part)) {
      called.push(name)
      for (const parameters of special[name] ?? usual)
        await Promise.try(() => part[name]?.(...parameters)).catch(() => {})
    }
  }
  return called
}

function isWrong({ status, body, method }: Asked): boolean {
  if (status < 400 || method === 'HEAD') return false
  const answer = JSON.parse(body) as { statusCode?: unknown; code?: unknown; error?: unknown; message?: unknown }
  const worded = [answer.statusCode, answer.code, answer.error, answer.message].every(
    (part) => typeof part === 'string',
  )
  return status === 404 || status === 500 || !worded
}

test('every method of the SDK is answered as the storage server answers, or with 501 in its words', async () => {
  const called = await callEverything()
  expect(called).toEqual(
    expect.arrayContaining(['listV2', 'createBucket', 'emptyBucket', 'move', 'copy', 'info', 'exists']),
  )
  expect(asked.filter(isWrong)).toEqual([])
  const absent = new Set(asked.filter(({ status }) => status === 501).map(({ path }) => path))
  for (const path of ['/object/list-v2/lamps', '/object/sign/lamps/a.txt']) expect(absent).toContain(path)
  const done = new Set(asked.filter(({ status }) => status === 200).map(({ method, path }) => `${method} ${path}`))
  const expected = ['POST /object/move', 'POST /object/copy', 'POST /bucket', 'PUT /bucket/more', 'DELETE /bucket/more']
  for (const call of [...expected, 'POST /bucket/more/empty', 'GET /bucket/lamps']) expect(done).toContain(call)
  expect([...absent].some((path) => path.startsWith('/render/image'))).toBe(true)
})
