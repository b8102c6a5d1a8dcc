import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintTokens } from '#local/mint.ts'
import { type Ports, signingKeysFile, storeEnvironment } from '#local/settings.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'

// A thief has the store's whole environment and may call Supabase without limit.

let database: TestDatabase
let environment: Record<string, string>
let tokens: Record<string, string>
const shopper = randomUUID()

beforeAll(async () => {
  database = await startTestDatabase()
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-stolen-'))
  writeFileSync(signingKeysFile(directory), JSON.stringify([signingKey]))
  const ports = Object.fromEntries(['store', 'supabase', 'queue', 'payments', 'mail'].map((name) => [name, 1]))
  environment = {
    ...storeEnvironment(ports as Ports, { mailDomain: 'shop.example' }),
    ...(await mintTokens(directory)),
  }
  rmSync(directory, { recursive: true })
  tokens = JSON.parse(environment.SUPABASE_ROLE_TOKENS ?? '{}')
  await database.sql`insert into auth.users (id, email) values (${shopper}, 'ada@example.com')`
  await database.sql`insert into auth.sessions (id, user_id) values (${shopper}, ${shopper})`
  await database.sql.unsafe(`
    create function public.who_am_i() returns jsonb language sql stable security invoker as
      $$ select jsonb_build_object('role', current_user, 'user', current_setting('request.jwt.claims', true)::jsonb ->> 'sub') $$;
    grant execute on function public.who_am_i to public, anon, authenticated, service_role`)
})
afterAll(() => database.close())

async function whoAmI(
  headers: Record<string, string>,
): Promise<{ role?: string; user?: string | null; status: number }> {
  const call = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' }
  const response = await fetch(`${database.url}/rest/v1/rpc/who_am_i`, call)
  return { ...((await response.json()) as object), status: response.status }
}
const key = () => environment.SUPABASE_PUBLISHABLE_KEY ?? ''
const bearer = (token: string) => ({ apikey: key(), authorization: `Bearer ${token}` })
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Every text that could be a signing key: values, tokens, their parts and the public keys, as text and as bytes. */
async function everySecret(): Promise<(string | Buffer)[]> {
  const published = await (await fetch(`${database.url}/auth/v1/.well-known/jwks.json`)).json()
  const texts = [
    ...Object.values(environment),
    ...Object.values(tokens).flatMap((token) => [token, ...token.split('.')]),
    JSON.stringify(published),
    ...published.keys.flatMap((jwk: Record<string, unknown>) => [
      JSON.stringify(jwk),
      ...Object.values(jwk).map(String),
    ]),
  ]
  const all = [...new Set(texts)]
  return [...all, ...all.map((text) => Buffer.from(text, 'base64url'))].filter(({ length }) => length > 0)
}

const victims = [{ role: 'service_role' }, { role: 'authenticated', sub: shopper, session_id: shopper }]
const exp = Math.floor(Date.now() / 1000) + 3600

test('it contains no private key, and each token is of one function', () => {
  expect(Object.keys(tokens).length).toBeGreaterThan(20)
  const all = JSON.stringify(environment)
  expect(all).not.toContain(signingKey.d)
  expect(all).not.toMatch(/"d\\?":|PRIVATE KEY|sb_secret/)
  for (const [role, token] of Object.entries(tokens)) {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toEqual({ role, iat: expect.any(Number), exp: expect.any(Number) })
  }
})

test('it does not contain the secret key, and no value can create accounts', async () => {
  for (const value of [...Object.values(environment), ...Object.values(tokens)].filter(
    (text) => !/[^\x21-\x7e]/.test(text),
  )) {
    expect((await whoAmI({ apikey: value })).role ?? 'nobody', value).toMatch(/^(nobody|anon)$/)
    const headers = { apikey: value, ...(value.startsWith('eyJ') ? bearer(value) : {}) }
    const account = JSON.stringify({ email: 'eve@example.com', password: 'a good long password', email_confirm: true })
    const response = await fetch(`${database.url}/auth/v1/admin/users`, { method: 'POST', headers, body: account })
    expect(response.status).toBe(401)
  }
})

test('each token has the rights of its own function only', async () => {
  for (const [role, token] of Object.entries(tokens)) {
    expect(await whoAmI(bearer(token))).toEqual({ role, user: null, status: 200 })
    expect((await fetch(`${database.url}/auth/v1/user`, { headers: bearer(token) })).ok).toBe(false)
  }
})

test('it cannot sign a token for another role', async () => {
  const secrets = await everySecret()
  expect(secrets.length).toBeGreaterThan(150)
  const [head = '', , signature = ''] = Object.values(tokens)[0]?.split('.') ?? []
  const kid = signingKey.kid
  for (const victim of victims) {
    const body = part({ ...victim, exp })
    const forged = [
      `${head}.${body}.${signature}`,
      `${part({ alg: 'none', typ: 'JWT', kid })}.${body}.`,
      `${head}.${body}.${'A'.repeat(86)}`,
      ...secrets.flatMap((secret) =>
        [
          { alg: 'HS256', typ: 'JWT' },
          { alg: 'HS256', typ: 'JWT', kid },
        ].map((header) => {
          const text = `${part(header)}.${body}`
          return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
        }),
      ),
    ]
    const answers = await Promise.all(forged.map((token) => whoAmI(bearer(token))))
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([401])
  }
  for (const victim of victims) {
    const real = await whoAmI(bearer(database.signingKeys.sign({ ...victim, exp })))
    expect(real).toMatchObject({ role: victim.role, status: 200 })
  }
})
