import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

const options = { auth: { persistSession: false, autoRefreshToken: false } }
const admit = (account: string) => database.signIn('gatekeeper').rpc('admit_visitor', { account })

/** A visitor with a session of their own. */
async function visit() {
  const client = createClient(database.url, testKeys.publishableKey, options)
  const { data, error } = await client.auth.signInAnonymously()
  expect([error, data.user?.is_anonymous]).toEqual([null, true])
  return { client, id: data.user?.id ?? '' }
}

test('each visitor of a demo has an account and a session of their own, and sees the admin', async () => {
  const [one, other] = [await visit(), await visit()]
  expect(one.id).not.toBe(other.id)
  expect((await one.client.rpc('staff_role')).data).toBeNull()
  for (const { id } of [one, other]) expect((await admit(id)).error).toBeNull()
  expect((await one.client.rpc('staff_role')).data).toBe('viewer')
  expect((await one.client.rpc('may_edit')).data).toBe(false)

  await one.client.auth.signOut({ scope: 'global' })
  expect((await other.client.rpc('is_session_open')).data).toBe(true)
  expect((await other.client.auth.refreshSession()).error).toBeNull()
  expect((await other.client.rpc('staff_role')).data).toBe('viewer')
})

test('nobody makes an account of their own of a visit', async () => {
  const { client, id } = await visit()
  await admit(id)
  for (const change of [{ password: 'mine alone now' }, { email: 'thief@example.com' }])
    expect((await client.auth.updateUser(change)).error, JSON.stringify(change)).not.toBeNull()
  const [account] = await database.sql`select email, email_change, is_anonymous from auth.users where id = ${id}`
  expect(account).toMatchObject({ email: null, is_anonymous: true })
  expect(account?.email_change ?? '').toBe('')
})

test('only the app admits, and only accounts of visits that have just begun', async () => {
  const { client, id } = await visit()
  expect((await client.rpc('admit_visitor', { account: id })).error?.code).toBe('42501')
  const shopper = await addPerson(database)
  expect((await admit(shopper.id)).error?.code).toBe('NLNOT')
  await database.sql`update auth.users set created_at = now() - interval '1 hour' where id = ${id}`
  expect((await admit(id)).error?.code).toBe('NLNOT')
  expect((await client.rpc('staff_role')).data).toBeNull()
})

test('a visit ends after two hours, and the clean-up removes its account after a day', async () => {
  const { client, id } = await visit()
  await admit(id)
  await database.sql`update staff set until = now() - interval '1 second' where user_id = ${id}`
  expect((await client.rpc('is_staff')).data).toBe(false)
  expect((await client.from('staff').select('role').eq('user_id', id)).data).toEqual([])
  const remove = () => database.signIn('do_clean_up').rpc('remove_leftovers', { kind: 'visitors', most: 100 })
  expect((await remove()).data).toEqual([])
  const shopper = await addPerson(database)
  await database.sql`update auth.users set created_at = now() - interval '2 days' where id in (${id}, ${shopper.id})`
  const listed = await database.signIn('clean_up').rpc('list_leftovers', { most: 5 })
  expect((listed.data as { visitors: unknown }).visitors).toEqual({ count: 1, names: [id] })
  expect((await remove()).data).toEqual([id])
  expect(await database.sql`select from staff where user_id = ${id}`).toHaveLength(0)
  expect(await database.sql`select from auth.users where id = ${shopper.id}`).toHaveLength(1)
})

test('many visitors at once are asked to come back', async () => {
  await database.sql`with made as (insert into auth.users (id, is_anonymous) select gen_random_uuid(), true from generate_series(1, 500) returning id)
    insert into staff (user_id, role, name, until) select id, 'viewer', 'A visitor', now() + interval '1 hour' from made`
  expect((await admit((await visit()).id)).error?.code).toBe('NLTOO')
})
