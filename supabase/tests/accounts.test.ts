import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

const options = { auth: { persistSession: false, autoRefreshToken: false } }
const client = () => createClient(database.url, testKeys.publishableKey, options)
const codeFor = (email: string, count = 1) =>
  vi.waitFor(() => {
    const mails = database.mails.filter(({ to }) => to === email)
    if (mails.length < count) throw new Error(`${mails.length} mails to ${email}`)
    return /\b\d{6}\b/.exec(mails.at(-1)?.text ?? '')?.[0] ?? ''
  }, 10_000)
const password = 'the stranger chose this'
const accountOf = async (email: string) => {
  const [row] = await database.sql`select id, encrypted_password, email_confirmed_at, raw_user_meta_data
    from auth.users where email = ${email}`
  return row
}

describe('an account that a stranger opened with somebody’s address', () => {
  test.each([
    ['a code to sign in', 'email', (email: string) => client().auth.signInWithOtp({ email })],
    ['a code for a new password', 'recovery', (email: string) => client().auth.resetPasswordForEmail(email)],
    ['the code of the sign-up itself', 'signup', null],
  ] as const)('belongs to the owner of the address after %s', async (_, type, ask) => {
    const email = `owner.${type}@example.com`
    const data = { password_set: true, role: 'owner', name: 'x'.repeat(100_000) }
    await client().auth.signUp({ email, password, options: { data } })
    const { id } = (await accountOf(email)) ?? {}
    // What a session and a linked sign-in of the stranger would be, had the auth server let them.
    await database.sql`insert into auth.sessions (id, user_id) values (gen_random_uuid(), ${id})`
    await database.sql`insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (gen_random_uuid(), 'github', ${email}, ${id}, '{"email": "stranger@example.com"}')`
    if (ask) {
      await database.sql`update auth.users set confirmation_sent_at = now() - interval '1 minute' where id = ${id}`
      expect((await ask(email)).error).toBeNull()
    }
    const owner = client()
    const { data: session, error } = await owner.auth.verifyOtp({
      email,
      token: await codeFor(email, ask ? 2 : 1),
      type,
    })
    expect([error, session.user?.id]).toEqual([null, id])

    expect((await client().auth.signInWithPassword({ email, password })).error?.code).toBe('invalid_credentials')
    expect(await database.sql`select from auth.sessions where user_id = ${id ?? null}`).toHaveLength(1)
    expect(await database.sql`select provider from auth.identities where user_id = ${id ?? null}`).toEqual([
      { provider: 'email' },
    ])
    expect((await accountOf(email))?.raw_user_meta_data).not.toHaveProperty('password_set')
    expect((await accountOf(email))?.raw_user_meta_data).not.toHaveProperty('name')
    expect((await owner.rpc('has_password')).data).toBe(false)

    expect((await owner.auth.updateUser({ password: 'the owner chose this' })).error).toBeNull()
    expect((await owner.rpc('has_password')).data).toBe(true)
    const again = await client().auth.signInWithPassword({ email, password: 'the owner chose this' })
    expect(again.error).toBeNull()
  })

  test('keeps the password of its owner when a later code signs them in', async () => {
    const email = 'steady@example.com'
    await client().auth.signInWithOtp({ email })
    const first = client()
    await first.auth.verifyOtp({ email, token: await codeFor(email), type: 'email' })
    await first.auth.updateUser({ password })
    await database.sql`update auth.users set recovery_sent_at = null where email = ${email}`
    await client().auth.signInWithOtp({ email })
    await client().auth.verifyOtp({ email, token: await codeFor(email, 2), type: 'email' })
    expect((await client().auth.signInWithPassword({ email, password })).error).toBeNull()
  })

  test('a request for a code confirms nothing, and opens no session', async () => {
    const email = 'unasked@example.com'
    await client().auth.signInWithOtp({ email })
    const account = await accountOf(email)
    expect(account?.email_confirmed_at).toBeNull()
    expect(await database.sql`select from auth.sessions where user_id = ${account?.id}`).toHaveLength(0)
  })
})

test('an account that the secret key made keeps its password, and what users write about themselves is not stored', async () => {
  const email = 'made@example.com'
  const admin = createClient(database.url, testKeys.secretKey, options)
  const made = await admin.auth.admin.createUser({ email, password, email_confirm: true })
  expect(made.error).toBeNull()
  const somebody = client()
  expect((await somebody.auth.signInWithPassword({ email, password })).error).toBeNull()
  await somebody.auth.updateUser({ data: { role: 'owner', password_set: false } })
  expect((await accountOf(email))?.raw_user_meta_data).toEqual({ email_verified: true })
  // As the auth server of a hosted project does it: a row, and its confirmation, in one transaction.
  await database.sql.begin(async (sql) => {
    await sql`insert into auth.users (id, email, encrypted_password) values (gen_random_uuid(), 'one@example.com', 'hash')`
    await sql`update auth.users set email_confirmed_at = now() where email = 'one@example.com'`
  })
  expect((await accountOf('one@example.com'))?.encrypted_password).toBe('hash')
})

test('only an account with a confirmed address joins the staff', async () => {
  const owner = await addPerson(database, 'owner')
  const email = 'newcomer@example.com'
  await client().auth.signUp({ email, password })
  const appoint = () => owner.db.rpc('appoint_staff', { email, role: 'viewer', name: 'Newcomer' })
  expect((await appoint()).error).toMatchObject({ code: 'NLNOT', message: expect.stringContaining('confirmed') })
  const id = (await accountOf(email))?.id
  const row = { user_id: id, role: 'viewer', name: 'Newcomer' }
  expect((await owner.db.from('staff').insert(row)).error).toMatchObject({ code: '42501' })
  expect(await database.sql`select from staff where user_id = ${id}`).toHaveLength(0)
  await client().auth.verifyOtp({ email, token: await codeFor(email), type: 'email' })
  expect((await owner.db.from('staff').insert(row)).error).toBeNull()
  expect((await appoint()).error).toBeNull()
})
