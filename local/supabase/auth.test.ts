import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Mail } from '#local/supabase/auth-links.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(
    `create table public.notes (user_id uuid references auth.users (id) default auth.uid(), text text);
    grant all on public.notes to authenticated;`,
  )
})
afterAll(() => database.close())

const password = 'a good long password'
const client = (flowType: 'implicit' | 'pkce' = 'implicit') => {
  const memory = new Map<string, string>()
  const storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  }
  return createClient(database.url, testKeys.publishableKey, { auth: { autoRefreshToken: false, flowType, storage } })
}
const mailTo = (address: string) =>
  vi.waitFor((): Mail => {
    const mail = database.mails.findLast(({ to }) => to === address)
    if (!mail) throw new Error(`No mail to ${address}`)
    return mail
  }, 10_000)
const codeIn = ({ text }: Mail) => /\b\d{6}\b/.exec(text)?.[0] ?? ''
/** Signs up and enters the code from the mail, since an address has to be confirmed before anything else. */
async function register(somebody: ReturnType<typeof client>, email: string, data: object = {}) {
  const created = await somebody.auth.signUp({ email, password, options: { data } })
  expect([created.error, created.data.session]).toEqual([null, null])
  return somebody.auth.verifyOtp({ email, token: codeIn(await mailTo(email)), type: 'email' })
}
const linkIn = ({ text }: Mail) => /https?:\/\/\S+/.exec(text)?.[0] ?? ''

test('signs up and in with a password; the token carries what hosted tokens carry', async () => {
  const email = 'ada@example.com'
  await register(client(), email, { name: 'Ada' })
  const { data } = await client().auth.signInWithPassword({ email, password })
  const token = database.signingKeys.read(data.session?.access_token ?? '')
  expect(token).toMatchObject({
    claims: { role: 'authenticated', email, app_metadata: { provider: 'email' }, user_metadata: { name: 'Ada' } },
  })
  const wrong = await client().auth.signInWithPassword({ email, password: 'wrong' })
  expect(wrong.error).toMatchObject({ status: 400, code: 'invalid_credentials' })
})

test('the session is the user in the database, and can be refreshed', async () => {
  const somebody = client()
  const { data } = await register(somebody, 'bo@example.com')
  const saved = await somebody.from('notes').insert({ text: 'mine' }).select('user_id').single()
  expect(saved.data?.user_id).toBe(data.user?.id)
  const refreshed = await somebody.auth.refreshSession()
  expect(refreshed.data.user?.email).toBe('bo@example.com')
  expect((await somebody.auth.getUser()).data.user?.id).toBe(data.user?.id)
})

test('signs in a new and a known address with a code of six digits', async () => {
  const email = 'cy@example.com'
  for (const _ of ['new', 'known']) {
    const somebody = client()
    database.mails.length = 0
    expect((await somebody.auth.signInWithOtp({ email })).error).toBeNull()
    const token = codeIn(await mailTo(email))
    expect(token).toHaveLength(6)
    const wrong = await somebody.auth.verifyOtp({
      email,
      token: token === '123456' ? '654321' : '123456',
      type: 'email',
    })
    expect(wrong.error?.code).toBe('otp_expired')
    const { data, error } = await somebody.auth.verifyOtp({ email, token, type: 'email' })
    expect([error, data.user?.email]).toEqual([null, email])
    expect((await client().auth.verifyOtp({ email, token, type: 'email' })).error?.code).toBe('otp_expired')
    await database.sql`update auth.users set recovery_sent_at = null, confirmation_sent_at = null`
  }
})

test('recovers a lost password', async () => {
  const email = 'di@example.com'
  await register(client(), email)
  database.mails.length = 0
  const somebody = client()
  await somebody.auth.resetPasswordForEmail(email)
  const mail = await mailTo(email)
  expect((await somebody.auth.verifyOtp({ email, token: codeIn(mail), type: 'recovery' })).error).toBeNull()
  expect((await somebody.auth.updateUser({ password: 'another long password' })).error).toBeNull()
  expect((await client().auth.signInWithPassword({ email, password: 'another long password' })).error).toBeNull()
})

test('the link in the mail leads through the auth server back to the page that asked (PKCE)', async () => {
  const email = 'ed@example.com'
  const somebody = client('pkce')
  await somebody.auth.signInWithOtp({ email, options: { emailRedirectTo: 'http://localhost:3000/sign-in/callback' } })
  const link = linkIn(await mailTo(email))
  expect(link.startsWith(`${database.url}/auth/v1/verify`)).toBe(true)
  const response = await fetch(link, { redirect: 'manual' })
  expect(response.status).toBe(303)
  const target = new URL(response.headers.get('location') ?? '')
  expect(target.origin + target.pathname).toBe('http://localhost:3000/sign-in/callback')
  const { data } = await somebody.auth.exchangeCodeForSession(target.searchParams.get('code') ?? '')
  expect(data.user?.email).toBe(email)
})

test('signs out', async () => {
  const somebody = client()
  const { data } = await register(somebody, 'fi@example.com')
  expect((await somebody.auth.signOut()).error).toBeNull()
  const again = await client().auth.refreshSession({ refresh_token: data.session?.refresh_token ?? '' })
  expect(again.error?.status).toBe(400)
})

test('an address that was not confirmed does not sign in', async () => {
  const email = 'gil@example.com'
  await client().auth.signUp({ email, password })
  const { error } = await client().auth.signInWithPassword({ email, password })
  expect(error?.code).toBe('email_not_confirmed')
})

test('the secret key makes accounts without a mail; the publishable key does not', async () => {
  const email = 'Hal@example.com'
  const account = { email, password, email_confirm: true, user_metadata: { name: 'Hal' } }
  const without = { auth: { persistSession: false, autoRefreshToken: false } }
  const owner = createClient(database.url, testKeys.secretKey, without)
  database.mails.length = 0
  const { data, error } = await owner.auth.admin.createUser(account)
  expect([error, data.user?.email, data.user?.user_metadata.name]).toEqual([null, 'hal@example.com', 'Hal'])
  expect(database.mails).toEqual([])
  expect((await client().auth.signInWithPassword({ email, password })).data.user?.id).toBe(data.user?.id)
  expect((await owner.auth.admin.createUser(account)).error?.code).toBe('email_exists')
  const stranger = createClient(database.url, testKeys.publishableKey, without)
  expect((await stranger.auth.admin.createUser({ ...account, email: 'ida@example.com' })).error?.status).toBe(401)
})

describe('a change of address', () => {
  const begin = async (name: string) => {
    const somebody = client()
    const [present, next] = [`${name}@example.com`, `${name}.new@example.com`]
    await register(somebody, present)
    database.mails.length = 0
    expect((await somebody.auth.updateUser({ email: next })).error).toBeNull()
    const codes = { present: codeIn(await mailTo(present)), next: codeIn(await mailTo(next)) }
    expect(codes.present).not.toBe(codes.next)
    const enter = (email: string, token: string) => somebody.auth.verifyOtp({ email, token, type: 'email_change' })
    const address = async () => (await somebody.auth.getUser()).data.user?.email
    return { present, next, codes, enter, address }
  }

  test.each(['the present', 'the new'])('needs both codes, that of %s address first', async (first) => {
    const { present, next, codes, enter, address } = await begin(first.replace('the ', 'jo-'))
    const steps: [string, string][] = [
      [present, codes.present],
      [next, codes.next],
    ]
    const [one, two] = (first === 'the new' ? steps.reverse() : steps) as [[string, string], [string, string]]
    const half = await enter(...one)
    expect([half.error, half.data.session]).toEqual([null, null])
    expect(await address()).toBe(present)
    expect((await enter(...one)).error?.code).toBe('otp_expired')
    const { data, error } = await enter(...two)
    expect([error, data.user?.email]).toEqual([null, next])
  })

  test('is not made by the link of one mail opened twice', async () => {
    const { present, address } = await begin('kay')
    const link = linkIn(await mailTo('kay.new@example.com'))
    for (let times = 0; times < 2; times += 1) await fetch(link, { redirect: 'manual' })
    expect(await address()).toBe(present)
  })
})

test('an unknown route is an error in JSON, never a page', async () => {
  const response = await fetch(`${database.url}/auth/v1/nothing`, { headers: { apikey: testKeys.publishableKey } })
  expect(response.ok).toBe(false)
  expect(response.headers.get('content-type')).toContain('application/json')
})
