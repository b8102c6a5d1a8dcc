import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { maxAffected } from '#local/supabase/test-rest.ts'

const migration = `
  create type public.pair as (a int, b text);
  create table public.kinds (id int primary key, name text);
  insert into public.kinds values (1, 'table'), (2, 'floor');
  grant all on public.kinds to service_role;
  create function public.over(a int) returns text language sql as $$ select 'a' $$;
  create function public.over(a int, b text) returns text language sql as $$ select 'a, b' $$;
  create function public.over(c jsonb, d int) returns text language sql as $$ select c::text $$;
  create function public.same(a int) returns text language sql as $$ select 'int' $$;
  create function public.same(a text) returns text language sql as $$ select 'text' $$;
  create function public.choice() returns text language sql as $$ select 'none' $$;
  create function public.choice(x int) returns text language sql as $$ select 'x' $$;
  create function public.choice(json) returns text language sql as $$ select 'unnamed' $$;
  create function public.unnamed(text) returns text language sql as $$ select $1 $$;
  create function public.row(kind public.kinds) returns text language sql as $$ select kind.id || kind.name $$;
  create function public.pair(p public.pair) returns text language sql as $$ select p.a || p.b $$;
  create function public.pairs(p public.pair[]) returns text language sql as $$ select string_agg(b, '+') from unnest(p) $$;
  create function public.list(variadic numbers int[]) returns int language sql as $$ select cardinality(numbers) $$;
  create function public.words(t text) returns text language sql as $$ select t $$;
  create function public.whether(b boolean) returns boolean language sql as $$ select b $$;
  create function public.plus(a int, b int default 5) returns int language sql stable as $$ select a + b $$;
  create function public.all_kinds() returns setof public.kinds language sql stable as $$ select * from public.kinds $$;
  create function public.shout(public.kinds) returns text language sql stable as $$ select upper($1.name) $$;
  create function public.rename() returns setof public.kinds language sql as $$ update public.kinds set name = 'x' returning * $$;
  create function public.refuse() returns text language plpgsql as $$ begin
    insert into public.kinds values (3, 'kept'); perform set_config('response.status', '418', true); return 'short'; end $$;
  create function public.clock() returns timestamptz language sql stable as $$ select '2026-01-02T00:00:00Z'::timestamptz $$;
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const call = async (name: string, input: object) => {
  const { data, error } = await database.signIn('service_role').rpc(name, input)
  return error ? error.code : data
}

test.each([
  ['over', { a: 1 }, 'a'],
  ['over', { a: 1, b: 'x' }, 'a, b'],
  ['over', { c: { e: [1] }, d: 1 }, '{"e": [1]}'],
  ['over', { b: 'x' }, 'PGRST202'],
  ['same', { a: 1 }, 'PGRST203'],
  ['choice', {}, 'none'],
  ['choice', { x: 1 }, 'x'],
  ['choice', { y: 1 }, 'unnamed'],
  ['row', { kind: { id: 7, name: 'wall' } }, '7wall'],
  ['row', { kind: '(7,wall)' }, '7wall'],
  ['row', { kind: { id: 'x' } }, '22P02'],
  ['pair', { p: { b: 'a "b", (c)', a: 1 } }, '1a "b", (c)'],
  ['pairs', { p: [{ a: 1, b: 'x' }, { b: 'y,' }] }, 'x+y,'],
  ['list', { numbers: [1, 2, 3] }, 3],
  ['words', { t: 5 }, '5'],
  ['words', { t: true }, 'true'],
  ['words', { t: { q: 1 } }, '{"q":1}'],
  ['words', { t: [1, 'a'] }, '[1,"a"]'],
  ['words', { t: null }, null],
  ['whether', { b: 't' }, true],
  ['whether', { b: 'off' }, false],
  ['plus', { a: 1 }, 6],
])('%s with %j answers %j', async (name, input, expected) => {
  expect(await call(name, input)).toEqual(expected)
})

test('a body that is no JSON is for a function with one unnamed parameter, which is not here', async () => {
  const post = (name: string) =>
    fetch(`${database.url}/rest/v1/rpc/${name}`, {
      method: 'POST',
      headers: { apikey: testKeys.secretKey, 'content-type': 'text/plain' },
      body: 'hello',
    })
  const known = await post('unnamed')
  expect([known.status, (await known.json()).code]).toEqual([501, 'not_implemented'])
  const unknown = await post('nothing')
  expect([unknown.status, (await unknown.json()).code]).toEqual([404, 'PGRST202'])
})

test('rows beyond max-affected are undone, and one value cannot be counted', async () => {
  const service = database.signIn('service_role')
  expect((await maxAffected(service.rpc('rename'), 1)).error).toMatchObject({
    code: 'PGRST124',
    details: 'The query affects 2 rows',
  })
  expect((await service.from('kinds').select('name').order('id').limit(1)).data).toEqual([{ name: 'table' }])
  expect((await maxAffected(service.rpc('plus', { a: 1 }), 1)).error?.code).toBe('PGRST128')
  expect((await maxAffected(service.rpc('all_kinds'), 9)).data).toHaveLength(2)
})

test('a status that a function sets leaves its work done', async () => {
  const { status } = await database.signIn('service_role').rpc('refuse')
  expect(status).toBe(418)
  expect(await database.sql`delete from kinds where id = 3 returning name`).toEqual([{ name: 'kept' }])
})

test('a function is counted without its answer', async () => {
  const service = database.signIn('service_role')
  const one = await service.rpc('plus', { a: 1 }, { head: true, count: 'exact' })
  expect([one.status, one.count, one.data]).toEqual([200, 1, null])
  const rows = await service.rpc('all_kinds', {}, { head: true, count: 'exact' })
  expect([rows.status, rows.count]).toEqual([200, 2])
})

test('a computed column of what a function returns is not here', async () => {
  const { status, error } = await database.signIn('service_role').rpc('all_kinds').select('id, shout')
  expect([status, error?.code]).toEqual([501, 'not_implemented'])
  expect((await database.signIn('service_role').rpc('all_kinds').select('id, none')).error?.code).toBe('42703')
})

test('times are in the time zone that is preferred', async () => {
  const headers = { apikey: testKeys.secretKey, prefer: 'timezone=Asia/Tokyo' }
  const answer = await fetch(`${database.url}/rest/v1/rpc/clock`, { headers })
  expect(await answer.json()).toBe('2026-01-02T09:00:00+09:00')
})
