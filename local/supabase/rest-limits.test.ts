import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

const migration = `
  create table public.lamps (id int generated always as identity, title text default 'none', price int default 7);
  grant all on public.lamps to service_role;
  insert into public.lamps (title) values ('a "b"'), ('c\\d'), ('x,y');
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const lamps = () => database.signIn('service_role').from('lamps')

test.each(['estimated', 'planned', 'exact'] as const)('an %s count is that of the rows', async (count) => {
  const { status, count: counted, data } = await lamps().select('id', { count }).lte('id', 3)
  expect([status, counted, data?.length]).toEqual([200, 3, 3])
})

test('quoted values are found in filters and in a choice of filters', async () => {
  expect((await lamps().select('title').eq('title', 'a "b"')).data).toHaveLength(1)
  expect((await lamps().select('title').or('title.eq."x,y"')).data).toHaveLength(1)
})

test('rows of the same columns get their defaults, and the answer shows them', async () => {
  const rows = [{ title: 'p' }, { title: 'q' }]
  const { data } = await lamps().insert(rows, { defaultToNull: false }).select('title, price')
  expect(data).toEqual([
    { title: 'p', price: 7 },
    { title: 'q', price: 7 },
  ])
})

test('the description of the API is not here', async () => {
  const response = await fetch(`${database.url}/rest/v1/`, { headers: { apikey: testKeys.secretKey } })
  expect([response.status, (await response.json()).code]).toEqual([501, 'not_implemented'])
})
