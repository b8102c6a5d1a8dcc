import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp } from '#supabase/tests/catalogue.ts'
import { functionRoles } from '#supabase/tests/rights.ts'

let database: TestDatabase
const bucket = (role: string, name: string) => database.signIn(role).storage.from(name)
const png = { contentType: 'image/png' }
const webp = { contentType: 'image/webp' }
const outsiders = ['anon', 'authenticated', ...functionRoles.filter((role) => role !== 'make_thumbnail')]

beforeAll(async () => {
  database = await startTestDatabase()
  await bucket('service_role', 'originals').upload('moth/on.png', 'original', png)
  await bucket('service_role', 'photographs').upload('moth/160.webp', 'small', webp)
})
afterAll(() => database.close())

test('everybody can read public photographs by their URL, and nobody an original', async () => {
  const urlOf = (name: string, path: string) => bucket('anon', name).getPublicUrl(path).data.publicUrl
  expect(await (await fetch(urlOf('photographs', 'moth/160.webp'))).text()).toBe('small')
  const original = await fetch(urlOf('originals', 'moth/on.png'))
  expect(original.ok).toBe(false)
  expect(await original.text()).not.toContain('original"')
})

test.each(outsiders)('%s cannot list, read, sign, write, move or remove anything', async (role) => {
  for (const name of ['originals', 'photographs']) {
    const place = bucket(role, name)
    const path = name === 'originals' ? 'moth/on.png' : 'moth/160.webp'
    expect((await place.list('moth')).data ?? []).toEqual([])
    // Anyone can read a public file by its URL, with or without a token.
    expect((await (await place.download(path)).data?.text()) ?? null).toBe(name === 'photographs' ? 'small' : null)
    expect((await place.createSignedUrl(path, 60)).error).not.toBeNull()
    expect((await place.createSignedUploadUrl('mine.png')).error).not.toBeNull()
    expect((await place.upload('mine.webp', 'x', webp)).error).not.toBeNull()
    expect((await place.upload(path, 'x', { ...webp, upsert: true })).error).not.toBeNull()
    expect((await place.move(path, 'moved.webp')).error).not.toBeNull()
    expect((await place.copy(path, 'copied.webp')).error).not.toBeNull()
    expect((await place.remove([path])).data ?? []).toEqual([])
  }
  const rows = await database.sql`select name from storage.objects order by name`
  expect(rows.map((row) => row.name)).toEqual(['moth/160.webp', 'moth/on.png'])
})

test('make_thumbnail reads originals and writes photographs, and not the other way round', async () => {
  const [originals, photographs] = [bucket('make_thumbnail', 'originals'), bucket('make_thumbnail', 'photographs')]
  expect(await (await originals.download('moth/on.png')).data?.text()).toBe('original')
  expect((await originals.upload('new.png', 'x', png)).error).not.toBeNull()
  expect((await originals.upload('moth/on.png', 'x', { ...png, upsert: true })).error).not.toBeNull()
  expect((await originals.remove(['moth/on.png'])).data ?? []).toEqual([])
  expect((await photographs.upload('moth/320.webp', 'medium', webp)).error).toBeNull()
  expect((await photographs.upload('moth/320.webp', 'better', { ...webp, upsert: true })).error).toBeNull()
  expect((await photographs.remove(['moth/160.webp'])).data ?? []).toEqual([])
  expect((await photographs.move('moth/320.webp', '../originals/moth/on.png')).error).not.toBeNull()
  await bucket('service_role', 'photographs').remove(['moth/320.webp'])
})

test.each([
  ['originals', 'x.svg', 'image/svg+xml'],
  ['originals', 'x.html', 'text/html'],
  ['photographs', 'x.png', 'image/png'],
])('%s does not take %s', async (name, path, contentType) => {
  expect((await bucket('service_role', name).upload(path, 'x', { contentType })).error).not.toBeNull()
})

test('an original has at most 15 MB', async () => {
  const tooMuch = new Uint8Array(15 * 1_048_576 + 1)
  expect((await bucket('service_role', 'originals').upload('x.png', tooMuch, png)).error).not.toBeNull()
})

test('an upload of an original calls the store, signed; a photograph does not', async () => {
  await database.sql`select configure('{"site_url": "http://127.0.0.1:9", "webhook_secret": "local-webhook-secret"}')`
  await bucket('service_role', 'originals').upload('new/on.png', 'x', png)
  await bucket('service_role', 'photographs').upload('new/on.webp', 'x', webp)
  const rows =
    await database.sql`select url, headers, convert_from(body, 'UTF8')::jsonb as body from net.http_request_queue`
  expect(rows).toMatchObject([
    {
      url: 'http://127.0.0.1:9/api/storage-webhook',
      body: { bucket: 'originals', path: 'new/on.png' },
      headers: {
        'x-nightlight-signature': expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/),
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      },
    },
  ])
})

test('a webhook call that fails is a warning, and stops neither an upload nor a change', async () => {
  const warnings: string[] = []
  const sql = postgres(database.databaseUrl, { max: 1, onnotice: ({ message }) => warnings.push(String(message)) })
  const lamp = await addLamp(sql)
  await sql`alter function net.http_post rename to http_post_gone`
  try {
    expect((await bucket('service_role', 'originals').upload('new/off.png', 'x', png)).error).toBeNull()
    await sql`update products set name = 'Moth, renamed' where id = ${lamp.productId}`
  } finally {
    await sql`alter function net.http_post_gone rename to http_post`
  }
  expect(await sql`select name from products where id = ${lamp.productId}`).toEqual([{ name: 'Moth, renamed' }])
  expect(warnings).toEqual([
    expect.stringMatching(/^The database could not call \/api\/catalog-webhook: .*net\.http_post.* \(42883\)$/),
  ])
  await sql.end()
})
