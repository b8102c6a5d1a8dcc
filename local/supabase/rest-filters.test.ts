import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

const migration = `
  create table public.lamps (id int primary key, title text, tags text[], span int4range, data jsonb);
  create table public.notes (id int primary key, lamp_id int references public.lamps, words text);
  grant all on all tables in schema public to service_role;
  insert into public.lamps values
    (1, 'a "b"', '{x,y}', '[1,5)', '{"a": {"b": 1}}'), (2, 'c\\d', '{y}', '[5,9)', null), (3, 'x,y', '{}', null, null),
    (4, 'p(q)', '{"a\\"b"}', null, null), (5, ' e ', null, null, null), (6, '', null, null, null), (7, '{f}', null, null, null);
  insert into public.notes values (1, 1, 'n"1'), (2, 1, 'n2');
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const lamps = () => database.signIn('service_role').from('lamps').select('id').order('id')
const ids = ({ data }: { data: { id: number }[] | null }) => data?.map(({ id }) => id)

test.each([
  ['title.eq."a \\"b\\""', [1]],
  ['title.eq."c\\\\d"', [2]],
  ['title.eq.c\\d', [2]],
  ['title.eq."x,y",id.eq.2', [2, 3]],
  ['title.eq."p(q)"', [4]],
  ['title.eq." e "', [5]],
  ['title.eq.""', [6]],
  ['title.eq."{f}"', [7]],
  ['title.in.("x,y","p(q)","a \\"b\\"","c\\\\d")', [1, 2, 3, 4]],
  ['and(title.eq."p(q)",id.gt.1),not.and(id.gt.1,id.lt.9)', [1, 4]],
  ['title.like."*\\"*"', [1]],
  ['title.like."x,*",title.ilike."P(*"', [3, 4]],
  ['title.match."^a \\""', [1]],
  ['title.isdistinct."x,y"', [1, 2, 4, 5, 6, 7]],
  ['title.fts."b"', [1]],
  ['tags.cs.{x},id.eq.2', [1, 2]],
  ['tags.cs."{x,y}"', [1]],
  ['tags.cs.{"a\\"b"}', [4]],
  ['span.sl."[6,9)"', [1]],
  ['data->a->>b.eq.1,data.cs.{"a":{"b":2}}', [1]],
])('or(%s) finds what PostgREST finds', async (choice, expected) => {
  expect(ids(await lamps().or(choice))).toEqual(expected)
})

test('a choice on an embedded table may hold escapes', async () => {
  const found = await database
    .signIn('service_role')
    .from('lamps')
    .select('notes(id)')
    .eq('id', 1)
    .or('words.eq."n\\"1",id.eq.9', { referencedTable: 'notes' })
  expect(found.data).toEqual([{ notes: [{ id: 1 }] }])
})

test('values in plain filters are taken as they are', async () => {
  expect(ids(await lamps().in('title', ['x,y', 'a "b"', 'c\\d', 'p(q)', '']))).toEqual([1, 2, 3, 4, 6])
  expect(ids(await lamps().eq('title', 'a "b"'))).toEqual([1])
  expect(ids(await lamps().eq('title', 'c\\d'))).toEqual([2])
})

test.each([
  ['application/geo+json', 501, 'not_implemented'],
  ['application/octet-stream', 406, 'PGRST107'],
  ['application/vnd.pgrst.plan+json', 406, 'PGRST107'],
])('a table as %s is refused', async (accept, status, code) => {
  const response = await fetch(`${database.url}/rest/v1/lamps`, { headers: { apikey: testKeys.secretKey, accept } })
  expect([response.status, (await response.json()).code]).toEqual([status, code])
})

test.each(['(', '(id)', 'id)', 'id,,title', 'notes(id', 'id->'])('select=%s is no selection', async (select) => {
  const { status, error } = await database
    .signIn('service_role')
    .from('lamps')
    .select(select as '*')
  expect([status, error?.code]).toEqual([400, 'PGRST100'])
})

test('the settings of PostgREST in the database are followed or named', async () => {
  const set = (name: string, value: string) =>
    database.sql.unsafe(`alter role authenticator set pgrst.${name} = '${value}'; notify pgrst, 'reload config'`)
  await set('db_aggregates_enabled', 'true')
  await set('db_max_rows', '2')
  await set('db_plan_enabled', 'true')
  const service = database.signIn('service_role')
  await expect.poll(async () => (await service.from('lamps').select('id.count()')).data).toEqual([{ count: 7 }])
  expect(ids(await lamps())).toEqual([1, 2])
  expect((await lamps().explain({ format: 'json' })).error?.code).toBe('not_implemented')
  await set('db_pre_request', 'public.check')
  await expect
    .poll(async () => (await lamps()).error?.message)
    .toBe('The local Supabase does not answer GET /rest/v1/lamps with "pgrst.db_pre_request", which authenticator has.')
})
