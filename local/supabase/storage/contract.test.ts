import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signToken } from '#local/supabase/tokens.ts'

const migration = `
  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
    ('open', 'open', true, 1000, array['text/csv']), ('closed', 'closed', false, null, null);
  create role writer nologin;
  create role stranger nologin;
  grant writer, stranger to authenticator;
  grant usage on schema storage to writer, stranger;
  grant select, insert, update, delete on storage.objects to writer, stranger;
  create policy "writers write" on storage.objects for insert to writer with check (bucket_id = 'open');
  create policy "writers rewrite" on storage.objects for update to writer using (bucket_id = 'open');
  create policy "writers see what they rewrite" on storage.objects for select to writer using (name = 'a.csv');
`

let database: TestDatabase
let uploadToken = ''
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const lines = readFileSync(new URL('contract.txt', import.meta.url), 'utf8').split('\n')
const rows = lines
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|').map((part) => part.trim()) as [string, ...string[]])
const badTokens = rows.filter(([name]) => name === 'token:')
const operations = rows
  .filter(([name]) => name !== 'token:')
  .flatMap((row) => (row[1] === 'any bad token' ? badTokens.map((token) => withToken(row, token)) : [row]))

function withToken([name, , ...rest]: string[], [, who = '', message]: string[]): [string, ...string[]] {
  return [`${name}, ${who}`, who, ...rest.slice(0, -1), JSON.stringify({ message })]
}

const { publishableKey, secretKey } = testKeys
const soon = () => Math.floor(Date.now() / 1000) + 60
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function bearerFor(who: string): string {
  const keys = database.signingKeys
  const claims = { role: 'service_role', exp: soon() }
  const good = keys.sign(claims)
  const kinds: Record<string, () => string> = {
    malformed: () => 'abc',
    'an API key alone': () => publishableKey,
    garbage: () => 'a.b.c',
    unsigned: () => `${encode({ alg: 'none' })}.${encode(claims)}.`,
    'without alg': () => `${encode({ kid: 'x' })}.${encode(claims)}.x`,
    expired: () => keys.sign({ ...claims, exp: 1 }),
    forged: () => good.replace(/.{8}$/, 'AAAAAAAA'),
    hs256: () => signToken(claims, 'a secret that nobody has'),
    'without kid': () => good.replace(/^[^.]+/, encode({ alg: 'ES256', typ: 'JWT' })),
    'other kid': () => good.replace(/^[^.]+/, encode({ alg: 'ES256', typ: 'JWT', kid: 'x' })),
  }
  return kinds[who]?.() ?? keys.sign({ role: who, exp: soon() })
}

function headersFor(who: string, type: string): Record<string, string> {
  const role = who.replace(/ upsert$/, '')
  const headers: Record<string, string> = {
    ...(type ? { 'content-type': type } : {}),
    ...(role === who ? {} : { 'x-upsert': 'true' }),
  }
  if (role === 'public') return headers
  const key = { anon: publishableKey, service_role: secretKey }[role]
  if (key) return { ...headers, apikey: key, authorization: `Bearer ${key}` }
  const alone = role === 'an API key alone' ? {} : { apikey: publishableKey }
  return { ...headers, ...alone, authorization: `Bearer ${bearerFor(role)}` }
}

function readBody(body: string): string {
  const [character = '', times] = body.split('*')
  return /^x\*\d+$/.test(body) ? character.repeat(Number(times)) : body
}

test.each(operations)('%s', async (...operation) => {
  const [, who = '', call = '', type = '', body = '', ...expected] = operation
  const [method = '', path = ''] = call.replace('{token}', uploadToken).split(' ')
  const [status, statusCode, error, code, more = ''] = expected
  const response = await fetch(`${database.url}/storage/v1${path}`, {
    method,
    headers: headersFor(who, type),
    ...(body ? { body: readBody(body) } : {}),
  })
  const text = await response.text()
  expect([response.status, text]).toEqual([Number(status), expect.any(String)])
  const answer = /^[[{]/.test(text) ? JSON.parse(text) : text
  if (statusCode) expect(answer).toMatchObject({ statusCode, error, code })
  if (/^[[{]/.test(more)) expect(answer).toMatchObject(JSON.parse(more))
  else if (more) expect(answer).toBe(more)
  uploadToken = answer.token ?? uploadToken
})

test('the contract has what the real server was asked, and refuses ten kinds of token everywhere', () => {
  expect([rows.length - badTokens.length, badTokens.length]).toEqual([96, 10])
  expect(operations.length).toBeGreaterThan(250)
})

test('rows of storage are deleted by the storage server alone', async () => {
  await expect(
    database.sql.begin((sql) => [sql`set local role service_role`, sql`delete from storage.objects`]),
  ).rejects.toThrow('Direct deletion from storage tables is not allowed')
})

test('whoever changes an object, its time of change is now', async () => {
  const [row] = await database.sql<{ moved: boolean }[]>`
    update storage.objects set updated_at = '2020-01-01' where name = 'a.csv' returning updated_at = now() as moved`
  expect(row?.moved).toBe(true)
})

test('the gateway answers a browser that asks whether it may', async () => {
  const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'PUT' }
  const { status, headers: answered } = await fetch(`${database.url}/storage/v1/object/open/a.csv`, {
    method: 'OPTIONS',
    headers,
  })
  expect([status, answered.get('access-control-allow-methods')]).toEqual([200, expect.stringContaining('PUT')])
})

test('an API key of another project is refused before the storage server', async () => {
  const headers = { apikey: 'sb_secret_other', authorization: 'Bearer sb_secret_other' }
  const response = await fetch(`${database.url}/storage/v1/bucket`, { headers })
  expect([response.status, (await response.json()).message]).toEqual([401, 'Invalid API key'])
})

test('a public object is for caches, not for search engines', async () => {
  const authorization = `Bearer ${secretKey}`
  const headers = {
    apikey: secretKey,
    authorization,
    'content-type': 'text/csv',
    'cache-control': 'max-age=60, immutable',
  }
  await fetch(`${database.url}/storage/v1/object/open/cached.csv`, { method: 'POST', headers, body: 'a' })
  const { headers: answered } = await fetch(`${database.url}/storage/v1/object/public/open/cached.csv`)
  expect([answered.get('cache-control'), answered.get('x-robots-tag')]).toEqual(['max-age=60, immutable', 'none'])
})
