import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

const migration = `
  create table public.lamps (id int primary key, title text, kind text, tags text[], span int4range, data jsonb);
  grant all on public.lamps to service_role;
  create function public.plus(a int, b int) returns int language sql stable as $$ select a + b $$;
`
const rows = `insert into public.lamps values
  (1, 'Moth', 'table', '{red,blue}', '[1,5)', '{"a": 1}'), (2, 'Ember', 'floor', '{blue}', '[5,9)', null), (3, 'moon', null, '{}', '[10,12)', null)`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())
beforeEach(() => database.sql.unsafe(`truncate public.lamps; ${rows}`))

type Callable = Record<string, (...parameters: unknown[]) => Callable & PromiseLike<Answer>>
type Answer = { status: number; data: unknown; error: { code: string } | null }

/** What no caller is meant to call. */
const silent = /^(constructor|then|fetch|baseFetch|cloneRequestState|decorateFetch|processResponse|wrapFetch|_.*)$/

/** Names of the methods of an object and of what it inherits. */
function methodsOf(part: object): string[] {
  const names = new Set<string>()
  for (let level = part; level !== Object.prototype; level = Object.getPrototypeOf(level))
    for (const name of Object.getOwnPropertyNames(level)) names.add(name)
  return [...names].filter(
    (name) => !silent.test(name) && typeof (part as Record<string, unknown>)[name] === 'function',
  )
}

const lamps = (client: SupabaseClient) => client.from('lamps') as unknown as Callable
const all = (client: SupabaseClient) => lamps(client).select?.('id') as Callable
const absent = { status: 501, error: { code: 'not_implemented' } }
const moth = { id: 1, title: 'Moth' }
const newLamp = { id: 4, title: 'Lark' }

/** The arguments of every filter, and the ids of the lamps that it finds. */
const filters: Record<string, [unknown[], number[]]> = {
  eq: [['id', 2], [2]],
  neq: [
    ['id', 2],
    [1, 3],
  ],
  gt: [['id', 2], [3]],
  gte: [
    ['id', 2],
    [2, 3],
  ],
  lt: [['id', 2], [1]],
  lte: [
    ['id', 2],
    [1, 2],
  ],
  like: [['title', 'M%'], [1]],
  likeAllOf: [['title', ['M%', '%h']], [1]],
  likeAnyOf: [
    ['title', ['M%', 'E%']],
    [1, 2],
  ],
  ilike: [
    ['title', 'm%'],
    [1, 3],
  ],
  ilikeAllOf: [['title', ['m%', '%N']], [3]],
  ilikeAnyOf: [
    ['title', ['m%', 'e%']],
    [1, 2, 3],
  ],
  regexMatch: [['title', '^M'], [1]],
  regexIMatch: [
    ['title', '^m'],
    [1, 3],
  ],
  is: [['kind', null], [3]],
  isDistinct: [
    ['kind', 'table'],
    [2, 3],
  ],
  in: [
    ['title', ['Moth', 'Ember']],
    [1, 2],
  ],
  notIn: [['title', ['Moth', 'Ember']], [3]],
  contains: [['tags', ['red']], [1]],
  containedBy: [
    ['tags', ['blue', 'green']],
    [2, 3],
  ],
  overlaps: [
    ['tags', ['blue', 'green']],
    [1, 2],
  ],
  rangeGt: [
    ['span', '[1,5)'],
    [2, 3],
  ],
  rangeGte: [
    ['span', '[5,9)'],
    [2, 3],
  ],
  rangeLt: [['span', '[5,9)'], [1]],
  rangeLte: [
    ['span', '[5,9)'],
    [1, 2],
  ],
  rangeAdjacent: [['span', '[5,9)'], [1]],
  textSearch: [['title', 'moth'], [1]],
  match: [[{ kind: 'floor', id: 2 }], [2]],
  not: [
    ['kind', 'is', null],
    [1, 2],
  ],
  or: [['id.eq.1,title.eq."moon"'], [1, 3]],
  filter: [['title', 'eq', 'Moth'], [1]],
}

type Case = (client: SupabaseClient) => unknown
const call = (query: Callable, name: string, ...parameters: unknown[]) => query[name]?.(...parameters)
const ids = (expected: number[]) => expected.map((id) => ({ id }))

/** Every other method, and what its query answers. */
const others: Record<string, [Case, object]> = {
  from: [(client) => client.from('lamps').select('id').eq('id', 1), { data: ids([1]) }],
  schema: [(client) => client.schema('auth').from('users').select(), { status: 406, error: { code: 'PGRST106' } }],
  getOpenApiSpec: [(client) => (client as unknown as { rest: Callable }).rest.getOpenApiSpec?.(), absent],
  rpc: [(client) => client.rpc('plus', { a: 1, b: 2 }), { data: 3 }],
  select: [(client) => lamps(client).select?.('id, title').eq?.('id', 1), { data: [moth] }],
  insert: [(client) => lamps(client).insert?.(newLamp).select?.('id, title'), { status: 201, data: [newLamp] }],
  upsert: [
    (client) =>
      lamps(client)
        .upsert?.({ ...moth, title: 'x' })
        .select?.('title'),
    { data: [{ title: 'x' }] },
  ],
  update: [(client) => lamps(client).update?.({ kind: 'x' }).eq?.('id', 1), { status: 204, data: null }],
  delete: [(client) => lamps(client).delete?.().eq?.('id', 1).select?.('id'), { data: ids([1]) }],
  order: [(client) => call(all(client), 'order', 'title', { ascending: false }), { data: ids([1, 3, 2]) }],
  limit: [(client) => all(client).order?.('id').limit?.(2), { data: ids([1, 2]) }],
  range: [(client) => all(client).order?.('id').range?.(1, 2), { data: ids([2, 3]) }],
  abortSignal: [(client) => all(client).eq?.('id', 1).abortSignal?.(new AbortController().signal), { data: ids([1]) }],
  single: [(client) => all(client).eq?.('id', 1).single?.(), { data: { id: 1 } }],
  maybeSingle: [(client) => all(client).eq?.('id', 9).maybeSingle?.(), { data: null, error: null }],
  csv: [(client) => lamps(client).select?.('id, title').eq?.('id', 1).csv?.(), { data: 'id,title\n1,Moth' }],
  geojson: [(client) => all(client).geojson?.(), absent],
  explain: [(client) => all(client).explain?.(), { status: 406, error: { code: 'PGRST107' } }],
  rollback: [(client) => lamps(client).insert?.(newLamp).rollback?.(), { status: 201 }],
  returns: [(client) => all(client).eq?.('id', 1).returns?.(), { data: ids([1]) }],
  maxAffected: [
    (client) => lamps(client).delete?.().gt?.('id', 0).maxAffected?.(1),
    { status: 400, error: { code: 'PGRST124' } },
  ],
  throwOnError: [(client) => all(client).eq?.('id', 1).throwOnError?.(), { data: ids([1]) }],
  stripNulls: [(client) => lamps(client).select?.('id, kind').eq?.('id', 3).stripNulls?.(), { data: ids([3]) }],
  setHeader: [
    (client) => all(client).eq?.('id', 1).setHeader?.('accept', 'application/vnd.pgrst.object+json'),
    { data: { id: 1 } },
  ],
  retry: [(client) => all(client).eq?.('id', 1).retry?.(false), { data: ids([1]) }],
  overrideTypes: [(client) => all(client).eq?.('id', 1).overrideTypes?.(), { data: ids([1]) }],
}

test('every method of the SDK is asked below', () => {
  const client = database.signIn('service_role')
  const query = client.from('lamps')
  const { rest } = client as unknown as { rest: object }
  const known = new Set([rest, query, query.select()].flatMap(methodsOf))
  expect([...known].toSorted()).toEqual(Object.keys({ ...filters, ...others }).toSorted())
})

test.each(Object.entries(filters))('%s finds what PostgREST finds', async (name, [parameters, found]) => {
  const query = call(all(database.signIn('service_role')), name, ...parameters)
  expect(await query?.order?.('id')).toMatchObject({ status: 200, error: null, data: ids(found) })
})

test.each(Object.entries(others))(
  '%s is answered as PostgREST answers, or with 501 in its words',
  async (_name, [query, expected]) => {
    expect(await query(database.signIn('service_role'))).toMatchObject(expected)
  },
)
