import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Env, parseEnv } from '#lib/env.ts'
import { forCookies, readClaims } from '#lib/supabase.ts'
import { type Listening, listen } from '#local/listen.ts'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { signToken } from '#local/supabase/tokens.ts'

let database: TestDatabase
/** Counts the calls that reach the auth server. */
let gateway: Listening
let env: Env
const calls: string[] = []
const account = { email: 'ada@example.com', password: 'a good long password', email_confirm: true }

beforeAll(async () => {
  database = await startTestDatabase()
  gateway = await listen(async (request) => {
    const { pathname, search } = new URL(request.url)
    if (pathname.startsWith('/auth/')) calls.push(`${request.method} ${pathname}${search}`)
    const body = request.body ? await request.arrayBuffer() : null
    return fetch(database.url + pathname + search, { method: request.method, headers: request.headers, body })
  })
  const given = { SUPABASE_URL: gateway.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  env = parseEnv({ SITE_URL: 'http://localhost:3000', ...given }, ['SITE_URL', ...Object.keys(given)])
  const owner = createClient(database.url, testKeys.secretKey, { auth: { persistSession: false } })
  expect((await owner.auth.admin.createUser(account)).error).toBeNull()
})
afterAll(async () => {
  await gateway.close()
  await database.close()
})
beforeEach(() => {
  calls.length = 0
})

/** The cookies of one browser. */
function openJar(cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies))
  return {
    jar,
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set(name: string, value: string, options: object) {
      if ((options as { maxAge?: number }).maxAge === 0) jar.delete(name)
      else jar.set(name, value)
    },
  }
}
const cookieOf = (session: object) => `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`
const sessionOf = (access_token: string, exp: number) =>
  ({
    access_token,
    refresh_token: 'made-up',
    expires_at: exp,
    expires_in: 3600,
    token_type: 'bearer',
    user: null,
  }) as const

async function signIn() {
  const browser = openJar()
  const { data, error } = await forCookies(env, browser).auth.signInWithPassword(account)
  expect(error).toBeNull()
  calls.length = 0
  return { ...browser, id: data.user?.id, token: data.session?.access_token ?? '' }
}
const onlyKeys = () => calls.filter((call) => call !== 'GET /auth/v1/.well-known/jwks.json')

describe('a made-up session', () => {
  const now = Math.floor(Date.now() / 1000)
  const claims = (exp: number) => ({ role: 'authenticated', sub: randomUUID(), session_id: randomUUID(), exp })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const other = createSigningKeys([newSigningKey('unknown')])
  const sameName = createSigningKeys([newSigningKey(signingKey.kid)])
  const forgeries: Record<string, (exp: number) => string> = {
    'signed by another key': (exp) => other.sign(claims(exp)),
    'signed by another key under the name of ours': (exp) => sameName.sign(claims(exp)),
    'of HS256': (exp) => signToken(claims(exp), 'a secret'),
    'of HS256 with the name of our key': (exp) =>
      `${part({ alg: 'HS256', kid: signingKey.kid })}.${part(claims(exp))}.${part({ a: 1 })}`,
    'of RS256 with the name of our key': (exp) =>
      `${part({ alg: 'RS256', kid: signingKey.kid })}.${part(claims(exp))}.${part({ a: 1 })}`,
    'without kid': (exp) => `${part({ alg: 'ES256' })}.${part(claims(exp))}.${'a'.repeat(86)}`,
    'without a signature': (exp) => `${part({ alg: 'none' })}.${part(claims(exp))}.`,
    'of garbage': () => 'no token',
  }

  test.each(Object.entries(forgeries))('%s: counts as signed out and costs no call', async (_, forge) => {
    for (const exp of [now + 3600, now - 3600]) {
      for (let time = 0; time < 5; time += 1) {
        const value = cookieOf(sessionOf(forge(exp), exp))
        const half = value.length >> 1
        for (const jar of [{ session: value }, { 'session.0': value.slice(0, half), 'session.1': value.slice(half) }]) {
          const db = forCookies(env, openJar(jar))
          expect((await db.auth.getSession()).data.session).toBeNull()
          expect((await db.auth.getClaims()).data).toBeNull()
          expect(await readClaims(env, forge(exp))).toBeNull()
        }
      }
    }
    expect(onlyKeys()).toEqual([])
    expect(calls.length).toBeLessThanOrEqual(1)
  })

  test.each(['', 'base64-%%%', 'base64-bm9uZQ', '{"access_token":1}', '{'])(
    'cookie %j counts as signed out',
    async (session) => {
      const db = forCookies(env, openJar({ session }))
      expect((await db.auth.getClaims()).data).toBeNull()
      expect(onlyKeys()).toEqual([])
    },
  )

  test('is removed at sign-in, with all its parts', async () => {
    const value = cookieOf(sessionOf(other.sign(claims(now + 60)), now + 60))
    const browser = openJar({ session: value, 'session.0': value, 'session.7': value, cart: 'stays' })
    expect((await forCookies(env, browser).auth.signInWithPassword(account)).error).toBeNull()
    expect(browser.jar.get('cart')).toBe('stays')
    expect(browser.jar.has('session.7')).toBe(false)
    expect((await forCookies(env, browser).auth.getClaims()).data?.claims.email).toBe(account.email)
  })
})

describe('a true session', () => {
  test('is verified without asking the auth server', async () => {
    const { jar, id, token } = await signIn()
    for (let time = 0; time < 10; time += 1) {
      const db = forCookies(env, openJar(Object.fromEntries(jar)))
      expect((await db.auth.getClaims()).data?.claims.sub).toBe(id)
      expect((await readClaims(env, token))?.sub).toBe(id)
    }
    expect(onlyKeys()).toEqual([])
  })

  test('that has expired is refreshed once', async () => {
    const { jar, id, token } = await signIn()
    const text = Buffer.from((jar.get('session') ?? '').slice('base64-'.length), 'base64url').toString()
    const read = database.signingKeys.read(token)
    if (!('claims' in read)) throw new Error('no claims')
    const exp = Math.floor(Date.now() / 1000) - 10
    const old = {
      ...JSON.parse(text),
      access_token: database.signingKeys.sign({ ...read.claims, exp }),
      expires_at: exp,
    }
    const browser = openJar({ session: cookieOf(old) })
    expect(await readClaims(env, old.access_token)).toBeNull()
    expect((await forCookies(env, browser).auth.getClaims()).data?.claims.sub).toBe(id)
    expect(onlyKeys()).toEqual(['POST /auth/v1/token?grant_type=refresh_token'])
    expect(browser.jar.get('session')).not.toBe(cookieOf(old))
  })

  test('that was ended elsewhere is reported by the database', async () => {
    const { jar } = await signIn()
    const db = forCookies(env, openJar(Object.fromEntries(jar)))
    expect((await db.rpc('is_session_open')).data).toBe(true)
    const phone = await signIn()
    await forCookies(env, phone).auth.signOut({ scope: 'global' })
    expect((await db.auth.getClaims()).data?.claims.email).toBe(account.email)
    expect((await db.rpc('is_session_open')).data).toBe(false)
  })
})
