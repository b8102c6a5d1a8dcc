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
const operations = lines
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|').map((part) => part.trim()) as [string, ...string[]])

const { publishableKey, secretKey } = testKeys
const soon = () => Math.floor(Date.now() / 1000) + 60

function bearerFor(who: string): string {
  const keys = database.signingKeys
  if (who === 'expired') return keys.sign({ role: 'service_role', exp: 1 })
  if (who === 'forged') return keys.sign({ role: 'service_role', exp: soon() }).replace(/.{8}$/, 'AAAAAAAA')
  if (who === 'without kid') return signToken({ role: 'service_role', exp: soon() }, 'a secret that nobody has')
  return keys.sign({ role: who, exp: soon() })
}

function headersFor(who: string, type: string): Record<string, string> {
  const [role = '', upsert] = who === 'without kid' ? [who] : who.split(' ')
  const headers: Record<string, string> = {
    ...(type ? { 'content-type': type } : {}),
    ...(upsert ? { 'x-upsert': 'true' } : {}),
  }
  if (role === 'public') return headers
  if (role === 'anon' || role === 'service_role')
    return { ...headers, apikey: role === 'anon' ? publishableKey : secretKey }
  return { ...headers, apikey: publishableKey, authorization: `Bearer ${bearerFor(role)}` }
}

function readBody(body: string): string {
  const [character = '', times] = body.split('*')
  return times ? character.repeat(Number(times)) : body
}

test.each(operations)('%s', async (...operation) => {
  const [name, who = '', call = '', type = '', body = '', ...expected] = operation
  const [method = '', path = ''] = call.replace('{token}', uploadToken).split(' ')
  const [status, statusCode, error, code, more = ''] = expected
  const response = await fetch(`${database.url}/storage/v1${path}`, {
    method,
    headers: headersFor(who, type),
    ...(body ? { body: readBody(body) } : {}),
  })
  const text = await response.text()
  if (name.startsWith('not here')) return expect([response.status, JSON.parse(text).statusCode]).toEqual([501, '501'])
  expect([response.status, text]).toEqual([Number(status), expect.any(String)])
  const answer = /^[[{]/.test(text) ? JSON.parse(text) : text
  if (statusCode) expect(answer).toMatchObject({ statusCode, error, code })
  if (/^[[{]/.test(more)) expect(answer).toMatchObject(JSON.parse(more))
  else if (more) expect(answer).toBe(more)
  uploadToken = answer.token ?? uploadToken
})

test('a public object is for caches, not for search engines', async () => {
  const headers = { apikey: secretKey, 'content-type': 'text/csv', 'cache-control': 'max-age=60, immutable' }
  await fetch(`${database.url}/storage/v1/object/open/cached.csv`, { method: 'POST', headers, body: 'a' })
  const { headers: answered } = await fetch(`${database.url}/storage/v1/object/public/open/cached.csv`)
  expect([answered.get('cache-control'), answered.get('x-robots-tag')]).toEqual(['max-age=60, immutable', 'none'])
})
