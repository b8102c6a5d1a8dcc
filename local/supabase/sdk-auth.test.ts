import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

type Asked = { method: string; path: string; status: number; body: string }

let database: TestDatabase
const asked: Asked[] = []
beforeAll(async () => {
  database = await startTestDatabase('')
})
afterAll(() => database.close())

const watchedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const path = new URL(String(input)).pathname.replace('/auth/v1', '').replaceAll(id, ':id')
  asked.push({ method: init?.method ?? 'GET', path, status: response.status, body: await response.clone().text() })
  return response
}

const id = '0198c0de-0000-7000-8000-000000000009'
const account = { email: 'ada@example.com', password: 'a good long password' }
const many = {
  ...{ userId: id, id, factorId: id, challengeId: id, passkeyId: id, credentialId: id, identity_id: id, clientId: id },
  ...{ email: 'bo@example.com', password: account.password, provider: 'google', domain: 'example.com', token: 'x' },
  ...{ factorType: 'totp', friendlyName: 'x', type: 'magiclink', code: '123456', refresh_token: 'x', credential: {} },
}
/** The arguments with which most methods get as far as their request; those of the others stand by their name. */
const usual = [
  [id, many, many],
  [many, many],
]
const special: Record<string, unknown[][]> = {
  'admin.createUser': [[{ email: 'cy@example.com' }]],
  'admin.signOut': [['token', 'others']],
  exchangeCodeForSession: [['code']],
  resend: [[{ type: 'signup', email: account.email }]],
  resetPasswordForEmail: [[account.email]],
  signInWithIdToken: [[{ provider: 'google', token: 'x' }]],
  signInWithOtp: [[{ email: 'di@example.com' }], [{ phone: '4915112345678' }]],
  signInWithWeb3: [[{ chain: 'ethereum', message: 'm', signature: '0x1' }]],
  signUp: [[{ ...account, email: 'ed@example.com' }], [{ phone: '4915112345678', password: account.password }]],
  updateUser: [[{ data: { name: 'Ada' } }], [{ phone: '4915112345678' }]],
  verifyOtp: [[{ email: account.email, token: '123456', type: 'email' }], [{ phone: '1', token: '1', type: 'sms' }]],
}
/** Listeners, timers and what only reads memory. */
const silent =
  /^(constructor|_.*|initialize|dispose|logger|onAuthStateChange|(start|stop)AutoRefresh|isThrowOnErrorEnabled)$/

type Callable = Record<string, (...parameters: unknown[]) => unknown>

function methodsOf(part: object): string[] {
  const names = new Set<string>()
  for (let level = part; level !== Object.prototype; level = Object.getPrototypeOf(level))
    for (const name of Object.getOwnPropertyNames(level)) names.add(name)
  return [...names].filter((name) => !silent.test(name) && typeof (part as Callable)[name] === 'function')
}

function makeClient(key: string) {
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  const options = { auth: { ...auth, experimental: { passkey: true } }, global: { fetch: watchedFetch } }
  return createClient(database.url, key, options as object).auth
}

async function callEverything(): Promise<string[]> {
  const client = makeClient(testKeys.publishableKey)
  const { admin } = makeClient(testKeys.secretKey)
  await admin.createUser({ ...account, email_confirm: true })
  const parts = { '': client, 'admin.': admin } as unknown as Record<string, Callable>
  for (const [prefix, part] of Object.entries(parts))
    for (const [name, value] of Object.entries(part))
      if (/^(mfa|oauth|passkey|customProviders)$/.test(name)) parts[`${prefix}${name}.`] = value as unknown as Callable
  const called: string[] = []
  for (const [prefix, part] of Object.entries(parts)) {
    for (const name of methodsOf(part)) {
      called.push(prefix + name)
      for (const parameters of special[prefix + name] ?? usual) {
        const { data } = await client.getSession()
        if (!data.session) await client.signInWithPassword(account)
        await Promise.try(() => part[name]?.(...parameters)).catch(() => {})
      }
    }
  }
  return called
}

function isWrong({ status, body }: Asked): boolean {
  if (status < 400) return false
  const answer = JSON.parse(body) as { code?: unknown; msg?: unknown; error_code?: unknown }
  return status === 404 || status === 500 || typeof answer.msg !== 'string' || typeof answer.error_code !== 'string'
}

test('every method of the SDK is answered as the auth server answers, or with 501 in its words', async () => {
  const called = await callEverything()
  expect(called.length).toBeGreaterThan(70)
  expect(asked.filter(isWrong)).toEqual([])
  const absent = asked
    .filter(({ status }) => status === 501)
    .map(({ path }) => path.split('/', 3).slice(0, 3).join('/'))
  for (const path of [
    '/token',
    '/sso',
    '/otp',
    '/signup',
    '/verify',
    '/user',
    '/factors',
    '/passkeys',
    '/admin/users',
    '/invite',
  ])
    expect(absent).toContain(path)
})
