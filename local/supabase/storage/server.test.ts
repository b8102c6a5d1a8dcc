import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

const migration = `
  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
    ('originals', 'originals', false, 2097152, array['image/jpeg', 'image/png']),
    ('photographs', 'photographs', true, null, array['image/*']),
    ('folders', 'folders', false, null, null);
  create role make_thumbnail nologin;
  grant make_thumbnail to authenticator;
  grant usage on schema storage to make_thumbnail;
  grant select, insert, update, delete on storage.objects to make_thumbnail;
  create policy "thumbnails read originals" on storage.objects for select to make_thumbnail
    using (bucket_id in ('originals', 'photographs'));
  create policy "thumbnails write sizes" on storage.objects for insert to make_thumbnail with check (bucket_id = 'photographs');
  create policy "thumbnails rewrite sizes" on storage.objects for update to make_thumbnail using (bucket_id = 'photographs');
  create policy "thumbnails remove sizes" on storage.objects for delete to make_thumbnail using (bucket_id = 'photographs');
  create policy "people see their folder" on storage.objects for select to authenticated
    using (bucket_id = 'folders' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy "people fill their folder" on storage.objects for insert to authenticated
    with check (bucket_id = 'folders' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create table public.events (name text, operation text, size int, role text);
  create function public.note() returns trigger language plpgsql security definer set search_path = '' as $$
  begin
    insert into public.events values (new.name, tg_op, (new.metadata ->> 'size')::int, storage.operation());
    return null;
  end $$;
  create trigger note after insert or update on storage.objects for each row execute function public.note();
`
const image = { contentType: 'image/png' }
const user = '0198c0de-0000-7000-8000-000000000001'
const other = '0198c0de-0000-7000-8000-000000000002'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const ownerHeaders = { apikey: testKeys.secretKey, authorization: `Bearer ${testKeys.secretKey}` }
const bucket = (role: string, name: string, sub?: string) =>
  database.signIn(role, sub ? { sub } : {}).storage.from(name)
const publicUrl = (name: string) => bucket('anon', 'photographs').getPublicUrl(name).data.publicUrl
const codeOf = (error: unknown) => (error as { code?: string } | null)?.code

describe('policies', () => {
  test('a role reads and writes where it may, and nowhere else', async () => {
    expect((await bucket('service_role', 'originals').upload('a/moth.png', 'pixels', image)).error).toBeNull()
    const content = await bucket('make_thumbnail', 'originals').download('a/moth.png')
    expect(await content.data?.text()).toBe('pixels')
    const sizes = bucket('make_thumbnail', 'photographs')
    expect((await sizes.upload('a/640.png', 'small', image)).data).toMatchObject({ path: 'a/640.png' })
    expect(codeOf((await bucket('make_thumbnail', 'originals').upload('b.png', 'x', image)).error)).toBe('AccessDenied')
    expect(codeOf((await bucket('anon', 'photographs').upload('evil.png', 'x', image)).error)).toBe('AccessDenied')
    expect(codeOf((await bucket('anon', 'originals').download('a/moth.png')).error)).toBe('NoSuchKey')
    expect((await bucket('anon', 'originals').remove(['a/moth.png'])).data).toEqual([])
    expect(codeOf((await bucket('postgres', 'originals').download('a/moth.png')).error)).toBe('AccessDenied')
  })

  test('what was refused leaves no file behind', async () => {
    const before = await database.sql`select count(*) from storage.objects`
    await bucket('anon', 'photographs').upload('evil.png', 'x', image)
    expect(await database.sql`select count(*) from storage.objects`).toEqual(before)
  })

  test('people have a folder of their own', async () => {
    const mine = bucket('authenticated', 'folders', user)
    expect((await mine.upload(`${user}/note.txt`, 'mine')).error).toBeNull()
    expect(codeOf((await mine.upload(`${other}/note.txt`, 'x')).error)).toBe('AccessDenied')
    expect(await (await mine.download(`${user}/note.txt`)).data?.text()).toBe('mine')
    expect((await bucket('authenticated', 'folders', other).list(user)).data).toEqual([])
    const [row] = await database.sql`select owner, owner_id from storage.objects where bucket_id = 'folders'`
    expect(row).toEqual({ owner: user, owner_id: user })
  })

  test('a forged or expired token is refused', async () => {
    const url = `${database.url}/storage/v1/object/originals/a/moth.png`
    const read = (token: string) =>
      fetch(url, { headers: { apikey: testKeys.publishableKey, authorization: `Bearer ${token}` } })
    const good = database.signingKeys.sign({ role: 'service_role' })
    expect((await read(good)).status).toBe(200)
    expect((await read(createSigningKeys([newSigningKey()]).sign({ role: 'service_role' }))).status).toBe(400)
    expect((await read(database.signingKeys.sign({ role: 'service_role', exp: 1 }))).status).toBe(400)
    expect((await fetch(url)).status).toBe(400)
  })
})

describe('uploads', () => {
  test('size and type limits of the bucket', async () => {
    const originals = bucket('service_role', 'originals')
    expect(codeOf((await originals.upload('big.png', Buffer.alloc(2097153), image)).error)).toBe('EntityTooLarge')
    expect(codeOf((await originals.upload('x.txt', 'text')).error)).toBe('InvalidMimeType')
    const photographs = bucket('service_role', 'photographs')
    expect((await photographs.upload('any.avif', 'x', { contentType: 'image/avif' })).error).toBeNull()
    expect(codeOf((await bucket('service_role', 'nowhere').upload('x.png', 'x', image)).error)).toBe('NoSuchBucket')
  })

  test('twice is refused, but for upsert; the old content is gone, the identity stays', async () => {
    const photographs = bucket('make_thumbnail', 'photographs')
    const first = await photographs.upload('twice.png', 'one', image)
    expect(codeOf((await photographs.upload('twice.png', 'two', image)).error)).toBe('KeyAlreadyExists')
    expect(await (await fetch(publicUrl('twice.png'))).text()).toBe('one')
    const second = await photographs.upload('twice.png', 'three', { ...image, upsert: true })
    expect(second.data?.id).toBe(first.data?.id)
    expect(await (await fetch(publicUrl('twice.png'))).text()).toBe('three')
  })

  test('triggers see the row', async () => {
    await bucket('make_thumbnail', 'photographs').upload('event.png', '12345', image)
    await bucket('make_thumbnail', 'photographs').update('event.png', '123456', image)
    expect(await database.sql`select * from events where name = 'event.png' order by size`).toEqual([
      { name: 'event.png', operation: 'INSERT', size: 5, role: 'storage.object.upload' },
      { name: 'event.png', operation: 'UPDATE', size: 6, role: 'storage.object.upload' },
    ])
  })

  test('a Blob comes as a form, with type and cache time', async () => {
    const blob = new Blob(['form'], { type: 'image/webp' })
    await bucket('service_role', 'photographs').upload('form.webp', blob, {
      cacheControl: '60',
      metadata: { by: 'test' },
    })
    const response = await fetch(publicUrl('form.webp'))
    expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      'image/webp',
      'max-age=60',
    ])
    const info = await bucket('service_role', 'photographs').info('form.webp')
    expect(info.data).toMatchObject({ size: 4, contentType: 'image/webp', metadata: { by: 'test' } })
  })

  test('eight at once under one name leave one whole file', async () => {
    const contents = Array.from({ length: 8 }, () => randomBytes(300_000))
    const photographs = bucket('make_thumbnail', 'photographs')
    const uploads = await Promise.all(
      contents.map((bytes) => photographs.upload('race.png', bytes, { ...image, upsert: true })),
    )
    expect(uploads.map(({ error }) => error)).toEqual(Array(8).fill(null))
    const read = Buffer.from(await (await fetch(publicUrl('race.png'))).arrayBuffer())
    expect(contents.some((bytes) => bytes.equals(read))).toBe(true)
  })

  test.each([
    '..%2f..%2fevil.png',
    'a%2f..%2f..%2f..%2fevil.png',
    '%2e%2e%5cevil.png',
    'a%00.png',
    'a%2f%2fb.png',
    '.%2fa.png',
  ])('%s is no name', async (path) => {
    const headers = { ...ownerHeaders, 'content-type': 'image/png' }
    const url = `${database.url}/storage/v1/object/photographs/${path}`
    const upload = await fetch(url, { method: 'POST', headers, body: 'x' })
    expect([upload.status, (await upload.json()).code]).toEqual([400, 'InvalidKey'])
    const read = await fetch(url.replace('/object/', '/object/public/'))
    expect([read.status, (await read.json()).code]).toEqual([400, 'InvalidKey'])
  })
})

test('a body that makes no sense is the fault of the caller', async () => {
  for (const body of ['{"limit":"many"}', 'no JSON']) {
    const response = await fetch(`${database.url}/storage/v1/object/list/photographs`, {
      method: 'POST',
      headers: ownerHeaders,
      body,
    })
    expect([response.status, (await response.json()).code]).toEqual([400, 'InvalidRequest'])
  }
})

describe('listing and removing', () => {
  test('one level, with folders', async () => {
    const photographs = bucket('service_role', 'photographs')
    for (const name of ['shelf/a.png', 'shelf/b.png', 'shelf/deep/c.png', 'shelf/deep/d.png'])
      await photographs.upload(name, name, image)
    const names = async (...parameters: Parameters<typeof photographs.list>) =>
      (await photographs.list(...parameters)).data?.map(({ name, id }) => (id ? name : `${name}/`))
    expect(await names('shelf')).toEqual(['a.png', 'b.png', 'deep/'])
    expect(await names('shelf/deep/')).toEqual(['c.png', 'd.png'])
    expect(await names('shelf', { limit: 1, offset: 1 })).toEqual(['b.png'])
    expect(await names('shelf', { search: 'b' })).toEqual(['b.png'])
    expect(await names('shelf', { sortBy: { column: 'name', order: 'desc' } })).toEqual(['deep/', 'b.png', 'a.png'])
    expect((await photographs.list('shelf')).data?.[0]?.metadata).toMatchObject({ size: 11, mimetype: 'image/png' })
  })

  test('removing tells what is gone', async () => {
    const photographs = bucket('make_thumbnail', 'photographs')
    await photographs.upload('gone/x.png', 'x', image)
    expect((await photographs.remove(['gone/x.png', 'gone/y.png'])).data?.map(({ name }) => name)).toEqual([
      'gone/x.png',
    ])
    expect((await fetch(publicUrl('gone/x.png'))).status).toBe(400)
  })
})
