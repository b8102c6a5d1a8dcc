import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase('')
})
afterAll(() => database.close())

const password = 'a good long password'
const without = { auth: { persistSession: false, autoRefreshToken: false } }
const client = () => createClient(database.url, testKeys.publishableKey, without)
const owner = () => createClient(database.url, testKeys.secretKey, without)
const makeUser = (email: string, more: object = {}) =>
  owner().auth.admin.createUser({ email, password, email_confirm: true, ...more })
const signIn = async (email: string) => {
  const somebody = client()
  const { data, error } = await somebody.auth.signInWithPassword({ email, password })
  return { somebody, session: data.session, error }
}
const claimsOf = (token = '') => {
  const read = database.signingKeys.read(token)
  return 'claims' in read ? read.claims : {}
}
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${database.url}/auth/v1${path}`, {
    method: 'POST',
    headers: { apikey: testKeys.publishableKey, 'content-type': 'application/json', ...headers },
    body,
  })

test('tokens say who made them and how the session began, also after a refresh', async () => {
  await makeUser('ada@example.com')
  const { somebody, session } = await signIn('ada@example.com')
  const claims = claimsOf(session?.access_token)
  expect(claims).toMatchObject({
    iss: `${database.url}/auth/v1`,
    aud: 'authenticated',
    aal: 'aal1',
    amr: [{ method: 'password', timestamp: expect.any(Number) }],
    session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    is_anonymous: false,
  })
  const refreshed = await somebody.auth.refreshSession()
  const { amr, session_id } = claimsOf(refreshed.data.session?.access_token)
  expect([amr, session_id]).toEqual([claims.amr, claims.session_id])
  const level = await somebody.auth.mfa.getAuthenticatorAssuranceLevel()
  expect(level.data).toMatchObject({ currentLevel: 'aal1', nextLevel: 'aal1' })
})

test('a new password ends the other sessions and keeps this one', async () => {
  await makeUser('bo@example.com')
  const mine = await signIn('bo@example.com')
  const other = await signIn('bo@example.com')
  expect((await mine.somebody.auth.updateUser({ data: { name: 'Bo' } })).error).toBeNull()
  expect((await other.somebody.auth.refreshSession()).error).toBeNull()
  expect((await mine.somebody.auth.updateUser({ password: 'another long password' })).error).toBeNull()
  expect((await mine.somebody.auth.refreshSession()).error).toBeNull()
  expect((await other.somebody.auth.refreshSession()).error?.status).toBe(400)
})

test('signing out without a scope ends every session', async () => {
  await makeUser('cy@example.com')
  const mine = await signIn('cy@example.com')
  const other = await signIn('cy@example.com')
  await post('/logout', '', { authorization: `Bearer ${mine.session?.access_token}` })
  expect((await other.somebody.auth.refreshSession()).error?.status).toBe(400)
})

test('an account is made as it was asked for, or not at all', async () => {
  const id = '0198c0de-0000-7000-8000-000000000009'
  const { data } = await makeUser('di@example.com', { id, role: 'editor', user_metadata: { name: 'Di' } })
  expect(data.user).toMatchObject({ id, role: 'editor', user_metadata: { name: 'Di' } })
  expect(claimsOf((await signIn('di@example.com')).session?.access_token)).toMatchObject({ sub: id, role: 'editor' })
  expect((await owner().auth.admin.createUser({ email: 'ed@example.com' })).error).toBeNull()
  await makeUser('fi@example.com', { ban_duration: '24h' })
  expect((await signIn('fi@example.com')).error?.code).toBe('user_banned')
  expect((await makeUser('no address')).error?.status).toBe(400)
  expect((await makeUser('gil@example.com', { ban_duration: 'a while' })).error?.status).toBe(400)
  expect((await makeUser('hal@example.com', { phone: '123' })).error?.status).toBe(501)
})

test.each([
  ['/verify', '{', 'bad_json'],
  ['/otp', 'null', 'bad_json'],
  ['/signup', '[]', 'bad_json'],
  ['/otp', '{"email":"ada@example.com","code_challenge":"x","code_challenge_method":"md5"}', 'validation_failed'],
  ['/recover', '{"email":"a\\u0000@example.com"}', 'validation_failed'],
])('%s answers 400 to %s', async (path, body, code) => {
  const response = await post(path, body)
  expect([response.status, await response.json()]).toMatchObject([400, { code: 400, error_code: code }])
})
