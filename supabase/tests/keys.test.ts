import { createPrivateKey, sign } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Env, parseEnv } from '#lib/env.ts'
import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { asRole, readClaims } from '#lib/supabase.ts'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'
import { internalSecret, startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { signToken } from '#local/supabase/tokens.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())
afterEach(() => void vi.useRealTimers())

const account = { email: 'ada@example.com', password: 'a good long password', email_confirm: true }

/** Returns the response of each of the three services to a token. */
async function present(token: string) {
  const headers = { apikey: testKeys.publishableKey, authorization: `Bearer ${token}` }
  const call = async (path: string, options: RequestInit = {}) => {
    const response = await fetch(database.url + path, { headers, ...options })
    const { code, error_code } = (await response.json()) as { code?: string; error_code?: string }
    return `${response.status} ${error_code ?? code ?? ''}`.trim()
  }
  return {
    rest: await call('/rest/v1/function_runs?select=id&limit=0'),
    storage: await call('/storage/v1/object/list/photographs', { method: 'POST', body: '{"prefix":""}' }),
    auth: await call('/auth/v1/user'),
  }
}

function storeWith(tokens: Record<string, string>): Env {
  return parseEnv(
    {
      SITE_URL: 'http://localhost:3000',
      SUPABASE_URL: database.url,
      SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey,
      SUPABASE_ROLE_TOKENS: JSON.stringify(tokens),
    },
    ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS'],
  )
}

async function signIn() {
  const client = createClient(database.url, testKeys.publishableKey, { auth: { persistSession: false } })
  const { data, error } = await client.auth.signInWithPassword(account)
  expect(error).toBeNull()
  return { client, token: data.session?.access_token ?? '' }
}

/** Stores a run as the role `chat`. Returns the HTTP status. */
async function writeRun(env: Env): Promise<number> {
  const row = { id: crypto.randomUUID(), function: 'chat', trigger: 'http', ms: 1, cold: false, status: 200 }
  const run = { ...row, started_at: new Date().toISOString(), memory_mb: 1, trace: '' }
  return (await asRole(env, 'chat').from('function_runs').insert(run)).status
}

const refused = { rest: '401 PGRST301', auth: '403 bad_jwt' }

describe('a token that REST, storage and sign-in refuse', () => {
  const exp = Math.floor(Date.now() / 1000) + 300
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  /** Signs with the correct key, whatever the header contains. */
  const signAs = (header: object) => {
    const text = `${part(header)}.${part({ role: 'service_role', exp })}`
    const key = createPrivateKey({ key: signingKey, format: 'jwk' })
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }
  const good = () => database.signingKeys.sign({ role: 'service_role', exp })
  const planted: Record<string, () => string> = {
    'is HS256, as the legacy secret signs': () =>
      signToken({ role: 'service_role', exp }, 'any secret of 32 characters or more'),
    'is HS256, with the public key as its secret': () => {
      const secret = JSON.stringify(database.signingKeys.published().keys[0])
      return signToken({ role: 'service_role', exp }, secret)
    },
    'is HS256, with the secret that the services share': () => signToken({ role: 'service_role', exp }, internalSecret),
    'has no kid': () => signAs({ alg: 'ES256', typ: 'JWT' }),
    'has an empty kid': () => signAs({ alg: 'ES256', typ: 'JWT', kid: '' }),
    'says that it is HS256': () => signAs({ alg: 'HS256', typ: 'JWT', kid: signingKey.kid }),
    'names a key that is not known': () => createSigningKeys([newSigningKey()]).sign({ role: 'service_role', exp }),
    'names our key and is signed by another': () =>
      createSigningKeys([newSigningKey(signingKey.kid)]).sign({ role: 'service_role', exp }),
    'has another body': () => {
      const [head, , signature] = mintTokens(signingKey, ['chat']).chat?.split('.') ?? []
      return `${head}.${part({ role: 'service_role', exp })}.${signature}`
    },
    'has no signature': () => `${part({ alg: 'none', kid: signingKey.kid })}.${part({ role: 'service_role', exp })}.`,
  }

  test.each(Object.entries(planted))('%s', async (_, make) => {
    const answers = await present(make())
    expect(answers).toMatchObject(refused)
    expect(answers.storage).toMatch(/^400 /)
  })

  test('has expired', async () => {
    const answers = await present(database.signingKeys.sign({ role: 'service_role', exp: exp - 400 }))
    expect(answers).toMatchObject({ rest: '401 PGRST303', auth: '403 bad_jwt' })
    expect(answers.storage).toMatch(/^400 /)
  })

  test('is accepted without these faults', async () => {
    expect(await present(good())).toMatchObject({ rest: '200', storage: '200' })
    const signed = await present(signAs({ alg: 'ES256', typ: 'JWT', kid: signingKey.kid }))
    expect(signed).toMatchObject({ rest: '200', storage: '200' })
  })
})

test('a minted token acts as its role', async () => {
  const tokens = mintTokens(signingKey, roles)
  expect(await writeRun(storeWith(tokens))).toBe(201)
  const answers = await Promise.all(Object.values(tokens).map(present))
  // A role may lack the right to a table, but its token must be valid.
  expect(answers.filter(({ rest }) => rest.startsWith('401'))).toEqual([])
})

test('a function with only its own token cannot act as another function', () => {
  const source = { SUPABASE_URL: database.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  const tokens = JSON.stringify(mintTokens(signingKey, ['chat']))
  const given = { SITE_URL: 'http://localhost:3000', SUPABASE_ROLE_TOKENS: tokens, ...source }
  const env = parseEnv(given, Object.keys(given), ['chat'])
  expect(() => asRole(env, 'chat')).not.toThrow()
  expect(() => asRole(env, 'sweep')).toThrow('no token for the role sweep')
})

test('rotation: two keys are valid at once, then the first is revoked', async () => {
  const owner = createClient(database.url, testKeys.secretKey, { auth: { persistSession: false } })
  expect((await owner.auth.admin.createUser(account)).error).toBeNull()
  const before = storeWith(mintTokens(signingKey, roles))
  const old = await signIn()
  expect((await readClaims(before, old.token))?.email).toBe(account.email)

  const second = newSigningKey('second')
  database.signingKeys.rotateTo(second)
  const after = storeWith(mintTokens(second, roles))
  const published = await (await fetch(`${database.url}/auth/v1/.well-known/jwks.json`)).json()
  expect(published.keys.map(({ kid }: { kid: string }) => kid)).toEqual(['second', signingKey.kid])
  expect(JSON.stringify(published)).not.toContain('"d"')
  expect([await writeRun(before), await writeRun(after)]).toEqual([201, 201])
  expect(await present(old.token)).toMatchObject({ auth: '200' })

  // Thirty seconds later: the services fetch the keys again when they meet an unknown key.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
  const young = await signIn()
  expect((await readClaims(after, young.token))?.email).toBe(account.email)
  expect((await readClaims(after, old.token))?.email).toBe(account.email)

  database.signingKeys.revoke(signingKey.kid)
  expect([await writeRun(before), await writeRun(after)]).toEqual([401, 201])
  expect(await present(old.token)).toMatchObject(refused)
  expect(await present(young.token)).toMatchObject({ auth: '200' })
  // The services cache keys for ten minutes.
  vi.setSystemTime(Date.now() + 10 * 60_000)
  expect(await readClaims(after, old.token)).toBeNull()
  expect((await readClaims(after, young.token))?.email).toBe(account.email)
})
