import { createHash, randomBytes } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { internalSecret, startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signToken } from '#local/supabase/tokens.ts'

const migration = `
  insert into storage.buckets (id, name, public, allowed_mime_types) values
    ('originals', 'originals', false, array['image/png']), ('photographs', 'photographs', true, null);
`
const image = { contentType: 'image/png' }

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase(migration)
})
afterAll(() => database.close())

const bucket = (name: string) => database.signIn('service_role').storage.from(name)
const publicUrl = (name: string) => bucket('photographs').getPublicUrl(name).data.publicUrl
const codeOf = (error: unknown) => (error as { code?: string } | null)?.code

describe('reading', () => {
  const bytes = randomBytes(3_000_000)
  const digest = (content: ArrayBuffer | Buffer) =>
    createHash('sha256')
      .update(Buffer.from(content as Buffer))
      .digest('hex')

  beforeAll(async () => {
    const options = { contentType: 'image/webp', cacheControl: '31536000, immutable' }
    await bucket('photographs').upload('moth/1280.webp', bytes, options)
  })

  test('public objects need no key, and are cached as they were uploaded', async () => {
    const response = await fetch(publicUrl('moth/1280.webp'))
    expect(response.headers.get('cache-control')).toBe('max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(response.headers.get('content-length')).toBe('3000000')
    expect(digest(await response.arrayBuffer())).toBe(digest(bytes))
    const private_ = await fetch(publicUrl('moth.png').replace('photographs', 'originals'))
    expect([private_.status, (await private_.json()).code]).toEqual([400, 'NoSuchBucket'])
    expect((await (await fetch(publicUrl('nothing.webp'))).json()).statusCode).toBe('404')
  })

  test('a version already seen answers 304, an old one does not', async () => {
    const url = publicUrl('moth/1280.webp')
    const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag') ?? ''
    const again = await fetch(url, { headers: { 'if-none-match': `"other", W/${etag}` } })
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
    expect((await fetch(url, { method: 'HEAD', headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test.each([
    ['bytes=0-99', 0, 100],
    ['bytes=1000-1999', 1000, 2000],
    ['bytes=2999990-', 2999990, 3000000],
    ['bytes=-5', 2999995, 3000000],
    ['bytes=2999990-99999999', 2999990, 3000000],
  ])('range %s', async (range, start, end) => {
    const response = await fetch(publicUrl('moth/1280.webp'), { headers: { range } })
    expect([response.status, response.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end - 1}/3000000`])
    expect(digest(await response.arrayBuffer())).toBe(digest(bytes.subarray(start, end)))
  })

  test('a range outside answers 416', async () => {
    const response = await fetch(publicUrl('moth/1280.webp'), { headers: { range: 'bytes=3000000-' } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */3000000'])
  })

  test('known public objects are read without the database', async () => {
    const url = publicUrl('moth/1280.webp')
    await fetch(url, { method: 'HEAD' })
    await database.sql.begin(async (transaction) => {
      await transaction`lock table storage.objects, storage.buckets in access exclusive mode`
      expect((await fetch(url, { headers: { range: 'bytes=0-9' } })).status).toBe(206)
    })
  })

  test('what SQL changes is noticed', async () => {
    await bucket('photographs').upload('gone.png', 'x', image)
    const url = publicUrl('gone.png')
    expect((await fetch(url)).status).toBe(200)
    await database.sql`update storage.objects set name = 'moved.png' where name = 'gone.png'`
    await expect.poll(async () => (await fetch(url)).status).toBe(400)
    await database.sql`update storage.buckets set public = false where id = 'photographs'`
    await expect.poll(async () => (await fetch(publicUrl('moth/1280.webp'))).status).toBe(400)
    await database.sql`update storage.buckets set public = true where id = 'photographs'`
    await expect.poll(async () => (await fetch(publicUrl('moth/1280.webp'))).status).toBe(200)
  })

  test('an empty file', async () => {
    await bucket('photographs').upload('empty.png', Buffer.alloc(0), image)
    const response = await fetch(publicUrl('empty.png'))
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '0', ''])
  })
})

describe('signed URLs', () => {
  const stranger = () =>
    createClient(database.url, testKeys.publishableKey, { auth: { persistSession: false } }).storage

  test('read by anyone until they expire, for one object only', async () => {
    const originals = bucket('originals')
    await originals.upload('signed.png', 'secret', image)
    await originals.upload('moth.png', 'another', image)
    const { data } = await originals.createSignedUrl('signed.png', 60, { download: 'lamp.png' })
    const url = data?.signedUrl ?? ''
    const response = await fetch(url)
    expect(await response.text()).toBe('secret')
    expect(response.headers.get('content-disposition')).toContain('lamp.png')
    expect((await fetch(url.replace('signed.png', 'moth.png'))).status).toBe(400)
    expect((await fetch(url.replace(/token=[^&]+/, 'token=x.y.z'))).status).toBe(400)
    const expired = signToken({ url: 'originals/signed.png', exp: 1 }, internalSecret)
    expect(await (await fetch(url.replace(/token=[^&]+/, `token=${expired}`))).json()).toMatchObject({
      message: '"exp" claim timestamp check failed',
    })
    expect(codeOf((await stranger().from('originals').createSignedUrl('signed.png', 60)).error)).toBe('NoSuchKey')
  })

  test('several at once', async () => {
    const { data } = await bucket('originals').createSignedUrls(['signed.png', 'nothing.png'], 60)
    expect(data?.map(({ path, error }) => [path, error === null])).toEqual([
      ['signed.png', true],
      ['nothing.png', false],
    ])
    expect((await fetch(data?.[0]?.signedUrl ?? '')).status).toBe(200)
  })

  test('a signed upload lets a stranger put one object, once', async () => {
    const { data } = await bucket('originals').createSignedUploadUrl('new/photo.png')
    const token = data?.token ?? ''
    const wrong = await stranger().from('originals').uploadToSignedUrl('new/other.png', token, 'x', image)
    expect(codeOf(wrong.error)).toBe('InvalidSignature')
    const text = await stranger().from('originals').uploadToSignedUrl('new/photo.png', token, 'x')
    expect(codeOf(text.error)).toBe('InvalidMimeType')
    const { error } = await stranger()
      .from('originals')
      .uploadToSignedUrl('new/photo.png', token, new Blob(['pixels'], { type: 'image/png' }))
    expect(error).toBeNull()
    expect(await (await bucket('originals').download('new/photo.png')).data?.text()).toBe('pixels')
    const again = await stranger().from('originals').uploadToSignedUrl('new/photo.png', token, 'y', image)
    expect(codeOf(again.error)).toBe('KeyAlreadyExists')
    const url = `${database.url}/storage/v1/object/sign/originals/new/photo.png?token=${token}`
    expect((await fetch(url)).status).toBe(400)
  })

  test('who may not write gets no signed upload, and asking leaves nothing', async () => {
    expect(codeOf((await stranger().from('originals').createSignedUploadUrl('x.png')).error)).toBe('AccessDenied')
    await bucket('photographs').createSignedUploadUrl('probe.png')
    expect(await database.sql`select from storage.objects where name = 'probe.png'`).toHaveLength(0)
  })
})
