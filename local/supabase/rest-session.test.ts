import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

const migration = `
  create role slow nologin;
  create role late nologin;
  grant slow, late to authenticator;
  alter role slow set statement_timeout = '50s';
  create table public.lamps (id int primary key, name text, category text);
  grant all on public.lamps to anon, authenticated, service_role;
  insert into public.lamps values (1, 'Moth', 'table'), (2, 'Ember', 'floor');
  create function public.limits() returns jsonb language sql stable as $$
    select jsonb_build_object('statement', current_setting('statement_timeout'), 'lock', current_setting('lock_timeout')) $$;
  create function public.wait(seconds float8) returns void language sql as $$ select pg_sleep(seconds) $$;
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const limitsOf = async (role: string) => (await database.signIn(role).rpc('limits')).data

test.each([
  ['anon', '3s'],
  ['authenticated', '8s'],
  ['service_role', '8s'],
  ['slow', '50s'],
])('a statement of %s may take %s, and a lock eight seconds', async (role, statement) => {
  expect(await limitsOf(role)).toEqual({ statement, lock: '8s' })
})

test('a statement that takes longer is cancelled', async () => {
  await database.sql.unsafe("alter role late set statement_timeout = '50ms'; notify pgrst, 'reload config'")
  await expect.poll(() => limitsOf('late')).toMatchObject({ statement: '50ms' })
  const { error, status } = await database.signIn('late').rpc('wait', { seconds: 5 })
  expect([status, error?.code]).toEqual([500, '57014'])
})

test('a new setting has no effect before the configuration is read again', async () => {
  const before = await limitsOf('slow')
  await database.sql.unsafe("alter role slow set statement_timeout = '20s'; create table public.made (id int)")
  await expect.poll(async () => (await database.signIn('anon').from('made').select()).error).toBeNull()
  expect(await limitsOf('slow')).toEqual(before)
  await database.sql.unsafe("notify pgrst, 'reload config'")
  await expect.poll(() => limitsOf('slow')).toMatchObject({ statement: '20s' })
})

test('a change of every row is refused for every role', async () => {
  for (const role of ['anon', 'authenticated', 'service_role']) {
    const lamps = () => database.signIn(role).from('lamps')
    const removed = await lamps().delete()
    expect([removed.status, removed.error?.code]).toEqual([400, '21000'])
    const changed = await lamps().update({ name: 'x' })
    expect([changed.status, changed.error?.message]).toEqual([400, 'UPDATE requires a WHERE clause'])
  }
  expect((await database.signIn('anon').from('lamps').update({ name: 'Moth II' }).eq('id', 1)).status).toBe(204)
  expect(await database.sql`select name from lamps order by id`).toEqual([{ name: 'Moth II' }, { name: 'Ember' }])
})
