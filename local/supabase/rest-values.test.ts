import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

const migration = `
  create table public.samples (
    id int primary key, amount numeric, big bigint, ratio float8, bytes bytea, data jsonb, flags bool[], words text[], amounts numeric[]);
  grant all on public.samples to service_role;
  insert into public.samples values
    (1, 12.5000, 9007199254740993, 'NaN', '\\x0102', '{"a": 1.50}', '{t,f,null}', '{a,null,"NULL"}', '{1.50,2}'),
    (2, 0.1, -9007199254740993, 'Infinity', '\\x', '"text"', '{}', '{}', '{}'),
    (3, 12345678901234567890.123, 5, 1e300, null, 'null', null, null, null);
  create function public.echo(value jsonb) returns jsonb language sql immutable as $$ select value $$;
  grant execute on function public.echo to service_role;
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const headers = { apikey: testKeys.secretKey, 'content-type': 'application/json' }
/** The body as it was sent, since reading it as JavaScript would change what is looked for. */
const read = async (path: string) => (await fetch(`${database.url}/rest/v1/${path}`, { headers })).text()
const write = async (path: string, body: string, method = 'POST') => {
  const response = await fetch(`${database.url}/rest/v1/${path}`, { method, headers, body })
  return [response.status, await response.text()]
}

test.each(['amount', 'big', 'ratio', 'bytes', 'data', 'flags', 'words', 'amounts'])(
  '%s is read as Postgres writes it',
  async (column) => {
    const [row] = await database.sql.unsafe(
      `select json_agg(json_build_object('${column}', ${column}) order by id)::text as text from samples`,
    )
    const compact = (text: string) => text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
    const numbers = (text: string) =>
      compact(text)
        .replaceAll(/(\.\d*?)0+(?=[,\]}])/g, '$1')
        .replaceAll(/\.(?=[,\]}])/g, '')
    expect(numbers(await read(`samples?select=${column}&order=id`))).toBe(numbers(row?.text))
  },
)

/** What a row holds after it was written, as Postgres writes it. */
const stored = async (column: string, value: string) => {
  const [status, text] = await write('samples', `{"id": 100, "${column}": ${value}}`)
  const [row] = await database.sql.unsafe(
    `delete from samples where id = 100 returning to_json(${column})::text as text`,
  )
  return status === 201 ? row?.text : text
}

test.each([
  ['data', '"hello"'],
  ['data', '"123"'],
  ['data', '"{\\"a\\":1}"'],
  ['data', 'true'],
  ['data', '12'],
  ['data', '""'],
  ['data', '[1, "two", null]'],
  ['data', '{"big": 9007199254740993}'],
  ['big', '9007199254740993'],
  ['amount', '12345678901234567890.123'],
  ['flags', '[true,false,null]'],
  ['words', '["a \\"b\\", c","NULL",null,"\\\\"]'],
  ['bytes', '"\\\\x0102"'],
  ['ratio', '"NaN"'],
])('%s is written as %s and nothing else', async (column, value) => {
  expect(await stored(column, value)).toBe(value)
})

test('big numbers are written from text, changed and found', async () => {
  expect(await stored('big', '"9007199254740993"')).toBe('9007199254740993')
  expect(await read('samples?select=id&big=eq.9007199254740993')).toBe('[{"id":1}]')
  expect(await read('samples?select=id&big=eq.9007199254740992')).toBe('[]')
  expect(await write('samples?id=eq.3', '{"big": 9007199254740995}', 'PATCH')).toEqual([204, ''])
  expect(await read('samples?select=big&id=eq.3')).toBe('[{"big":9007199254740995}]')
})

test.each(['"hello"', '"123"', '{"a":[1,null]}', 'true', '9007199254740993'])(
  'a function takes and gives %s',
  async (value) => {
    expect(await write('rpc/echo', `{"value": ${value}}`)).toEqual([200, value])
  },
)

test('CSV has every value as Postgres writes it in a row', async () => {
  await database.sql.unsafe(`
    create table kinds (id int primary key, truth boolean, at timestamptz, local timestamp, words text[], flags bool[], data jsonb,
      empty text, odd text, range int4range, big int8, bytes bytea);
    grant all on kinds to service_role;
    insert into kinds values (1, true, '2026-01-02T03:04:05.5Z', '2026-01-02T03:00:00', '{a,"b c",null,"NULL","d\\"e"}', '{t,f}',
      '{"a": [1, "x, y"], "b": null}', '', 'a\\b (c)', '[1,5)', 9007199254740993, '\\x0102');
    insert into kinds (id) values (2)`)
  const [row] =
    await database.sql`select string_agg(substring(kinds::text, 2, length(kinds::text) - 2), chr(10) order by id) as text from kinds`
  const answer = async () => {
    const response = await fetch(`${database.url}/rest/v1/kinds?order=id`, {
      headers: { ...headers, accept: 'text/csv' },
    })
    return [response.headers.get('content-type'), await response.text()]
  }
  const names = 'id,truth,at,local,words,flags,data,empty,odd,range,big,bytes'
  await expect.poll(answer).toEqual(['text/csv; charset=utf-8', `${names}\n${row?.text}`])
  await database.sql`delete from kinds`
  expect(await answer()).toEqual(['text/csv; charset=utf-8', '\n'])
})
