import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

const migration = `
  alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
  create extension if not exists pgcrypto with schema extensions;
  create extension if not exists pg_trgm with schema extensions;
  create extension if not exists unaccent with schema extensions;
  create extension if not exists pg_net with schema extensions;
  create table public.categories (id int primary key, name text not null unique);
  create table public.lamps (
    id uuid primary key default gen_random_uuid(),
    category_id int references public.categories (id),
    name text not null, price int not null check (price >= 0),
    data jsonb not null default '{}', created_at timestamptz not null default now());
  alter table public.categories enable row level security;
  alter table public.lamps enable row level security;
  create policy "all see categories" on public.categories for select using (true);
  create policy "all see lamps" on public.lamps for select using (price < 1000);
  insert into public.categories values (1, 'table'), (2, 'floor');
  insert into public.lamps (category_id, name, price, created_at) values
    (1, 'Moth', 100, '2026-01-02T03:04:05Z'), (1, 'Ember', 200, '2026-01-02T03:04:06Z'), (2, 'Secret', 5000, '2026-01-02T03:04:07Z');
  create table public.closed (id int primary key);
  revoke all on public.closed from anon, authenticated;
  create role make_thumbnail nologin;
  grant make_thumbnail to authenticator;
  grant usage on schema extensions to make_thumbnail;
  grant select, insert on public.lamps to make_thumbnail;
  create policy "thumbnails insert" on public.lamps for insert to make_thumbnail with check (name like 'thumb%');
  create function public.fail(code text) returns void language plpgsql as $$
  begin raise exception 'no luck' using errcode = code, detail = 'the detail', hint = 'the hint'; end $$;
  create function public.whoami() returns jsonb language sql stable as $$
    select jsonb_build_object('role', current_user, 'similar', similarity('moth', 'moth'), 'uid', claims ->> 'sub',
      'jwt_role', claims ->> 'role') from (values (current_setting('request.jwt.claims')::jsonb)) as request (claims) $$;
  create function public.auth_says() returns jsonb language sql stable as $$
    select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'email', auth.email(), 'iat', auth.jwt() -> 'iat') $$;
  create function public.echo(input jsonb) returns jsonb language sql immutable as $$ select input $$;
`

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const rest = (path: string, headers: Record<string, string>) => fetch(`${database.url}/rest/v1/${path}`, { headers })

describe('reading and writing', () => {
  test('policies filter, embeds join, times are ISO 8601', async () => {
    const { data } = await database
      .signIn('anon')
      .from('lamps')
      .select('name, created_at, categories(name)')
      .order('name')
    expect(data).toEqual([
      { name: 'Ember', created_at: '2026-01-02T03:04:06+00:00', categories: { name: 'table' } },
      { name: 'Moth', created_at: '2026-01-02T03:04:05+00:00', categories: { name: 'table' } },
    ])
  })

  test('the secret key reads past policies', async () => {
    const { count } = await database.signIn('service_role').from('lamps').select('id', { count: 'exact', head: true })
    expect(count).toBe(3)
  })

  test('JSON goes in and comes out once encoded, as a column and as an argument', async () => {
    const service = database.signIn('service_role')
    const data = { a: [1, { b: 'c' }], text: 'with "quotes"' }
    const saved = await service.from('lamps').insert({ name: 'Json', price: 2000, data }).select('data').single()
    expect(saved.data).toEqual({ data })
    expect((await service.rpc('echo', { input: data })).data).toEqual(data)
    const [row] = await database.sql`select data ->> 'text' as text from lamps where name = 'Json'`
    expect(row?.text).toBe('with "quotes"')
  })
})

test('a table made later is known without a restart', async () => {
  await database.sql`create table late (id int)`
  await expect.poll(async () => (await database.signIn('anon').from('late').select()).data).toEqual([])
})

describe('errors are those of PostgREST', () => {
  test.each(['NLINV', 'NLAUT', 'NLFOR', 'NLNOT', 'NLCON', 'NLSOL', 'NLTOO', 'P0001', '22023'])(
    'raised %s',
    async (code) => {
      const { error, status } = await database.signIn('anon').rpc('fail', { code })
      expect(status).toBe(400)
      expect(error).toMatchObject({ code, message: 'no luck', details: 'the detail', hint: 'the hint' })
    },
  )

  test.each([
    ['40001', 500],
    ['57014', 500],
    ['53300', 503],
    ['28000', 403],
    ['23503', 409],
  ])('raised %s answers %i', async (code, expected) => {
    const { error, status } = await database.signIn('anon').rpc('fail', { code })
    expect([error?.code, status]).toEqual([code, expected])
  })

  test('constraints', async () => {
    const service = database.signIn('service_role')
    const check = await service.from('lamps').insert({ name: 'x', price: -1 })
    expect([check.status, check.error?.code, check.error?.details]).toEqual([
      400,
      '23514',
      expect.stringContaining('-1'),
    ])
    const unique = await service.from('categories').insert({ id: 3, name: 'table' })
    expect([unique.status, unique.error?.code]).toEqual([409, '23505'])
    const missing = await service.from('lamps').insert({ name: 'x', price: 1, category_id: 9 })
    expect([missing.status, missing.error?.code]).toEqual([409, '23503'])
    const none = await service.from('lamps').insert({ name: 'x' })
    expect([none.status, none.error?.code]).toEqual([400, '23502'])
  })

  test('a privilege that is missing: 401 for strangers, 403 for the signed in', async () => {
    const stranger = await database.signIn('anon').from('closed').select()
    expect([stranger.status, stranger.error?.code]).toEqual([401, '42501'])
    const somebody = await database.signIn('authenticated').from('closed').select()
    expect([somebody.status, somebody.error?.code]).toEqual([403, '42501'])
  })

  test('unknown table, column, function', async () => {
    const anon = database.signIn('anon')
    expect((await anon.from('nothing').select()).error?.code).toBe('PGRST205')
    expect((await anon.from('lamps').select('nothing')).error?.code).toBe('42703')
    expect((await anon.rpc('nothing')).error?.code).toBe('PGRST202')
  })
})

describe('roles', () => {
  const user = '0198c0de-0000-7000-8000-000000000001'

  test('a token acts as the role it names, if authenticator was granted it', async () => {
    const { data } = await database.signIn('make_thumbnail').rpc('whoami')
    expect(data).toEqual({ role: 'make_thumbnail', uid: null, jwt_role: 'make_thumbnail', similar: 1 })
    const signedIn = await database.signIn('authenticated', { sub: user }).rpc('whoami')
    expect(signedIn.data).toMatchObject({ role: 'authenticated', uid: user })
    const claims = { sub: user, email: 'ada@example.com', iat: 1 }
    const said = await database.signIn('authenticated', claims).rpc('auth_says')
    expect(said.data).toEqual({ uid: user, role: 'authenticated', email: 'ada@example.com', iat: 1 })
  })

  test('its policies and grants hold', async () => {
    const thumbnails = database.signIn('make_thumbnail')
    expect((await thumbnails.from('lamps').insert({ name: 'thumb 1', price: 1 })).status).toBe(201)
    expect((await thumbnails.from('lamps').insert({ name: 'other', price: 1 })).error?.code).toBe('42501')
    expect((await thumbnails.from('categories').select()).error?.code).toBe('42501')
  })

  test.each(['postgres', 'authenticator', 'supabase_auth_admin'])('%s is refused', async (role) => {
    const { status, error } = await database.signIn(role).rpc('whoami')
    expect([status, error?.code]).toEqual([403, '42501'])
  })

  test('a role that does not exist is refused', async () => {
    const { status, error } = await database.signIn('nobody').rpc('whoami')
    expect([status, error?.code, error?.message]).toEqual([401, '22023', 'role "nobody" does not exist'])
  })

  test('a role that is granted later works without a restart', async () => {
    await database.sql.unsafe('create role later nologin; grant later to authenticator;')
    expect((await database.signIn('later').rpc('echo', { input: {} })).status).toBe(200)
  })

  test('expired and forged tokens answer 401', async () => {
    const expired = await database.signIn('service_role', { exp: 1 }).rpc('whoami')
    expect([expired.status, expired.error?.code]).toEqual([401, 'PGRST303'])
    const forged = createSigningKeys([newSigningKey()]).sign({ role: 'service_role' })
    const headers = { apikey: testKeys.publishableKey, authorization: `Bearer ${forged}` }
    expect((await rest('lamps', headers)).status).toBe(401)
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"role":"service_role"}').toString('base64url')}.x`
    expect((await rest('lamps', { ...headers, authorization: `Bearer ${unsigned}` })).status).toBe(401)
  })

  test('no key and a wrong key answer 401, even beside a good token', async () => {
    const authorization = `Bearer ${database.signingKeys.sign({ role: 'service_role' })}`
    expect((await rest('lamps', { authorization })).status).toBe(401)
    expect((await rest('lamps', { authorization, apikey: 'sb_publishable_other' })).status).toBe(401)
  })

  test('SQL tests may set the claims the modern way', async () => {
    await database.sql.begin(async (transaction) => {
      await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ sub: user, role: 'x' })}, true)`
      expect(await transaction`select auth.uid(), auth.role()`).toEqual([{ uid: user, role: 'x' }])
    })
  })
})

describe('the server', () => {
  test('says that it is well', async () => {
    expect(await (await fetch(`${database.url}/health`)).json()).toEqual({ status: 'ok' })
  })

  test.each(['/', '/functions/v1/hello', '/storage/v1/upload/resumable', '/realtime/v1/websocket'])(
    'answers 501 for %s',
    async (path) => {
      const response = await fetch(database.url + path, { method: 'POST' })
      expect(response.status).toBe(501)
      expect((await response.json()).message).toContain(`POST ${path}`)
    },
  )

  test('lets browsers call from the store', async () => {
    const asked = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'apikey' }
    const headers = { origin: 'http://localhost:3000', ...asked }
    const response = await fetch(`${database.url}/storage/v1/object/a/b`, { method: 'OPTIONS', headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-headers')).toBe('apikey')
  })

  test('many requests at once each keep their role', async () => {
    const roles = Array.from({ length: 60 }, (_, index) => (index % 2 ? 'anon' : 'make_thumbnail'))
    const answers = await Promise.all(roles.map((role) => database.signIn(role).rpc('whoami')))
    expect(answers.map(({ data }) => data.role)).toEqual(roles)
  })
})
