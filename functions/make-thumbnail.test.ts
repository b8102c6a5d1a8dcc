import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { makeThumbnail } from '#functions/make-thumbnail.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'
import { type Listening, listen } from '#local/listen.ts'
import { sign } from '#local/queue/signature.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { DecoderEnded, makePhotograph } from '#shop/photographs/decoder-pool.ts'

vi.mock('#shop/photographs/decoder-pool.ts', { spy: true })

let database: TestDatabase
let sql: Sql
let queue: Listening
let product = ''
type Job = { key: string; input: unknown; delay: string | null; traceparent: string }
const published: Job[] = []
const refreshed: string[][] = []
const environment = testEnvironment({})
const onUpload = serve(storageWebhook)
const onDelivery = serve(makeThumbnail)
const onChange = serve(catalogWebhook, { refresh: async (tags) => void refreshed.push(tags) })

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    const { key, input } = (await request.json()) as Job
    const delay = request.headers.get('upstash-delay')
    published.push({ key, input, delay, traceparent: request.headers.get('upstash-forward-traceparent') ?? '' })
    return Response.json({ messageId: 'msg_1' })
  })
  for (const [name, value] of Object.entries({ ...environment, SUPABASE_URL: database.url, QSTASH_URL: queue.url }))
    vi.stubEnv(name, value)
  const addresses = { site_url: environment.SITE_URL, webhook_secret: environment.STORAGE_WEBHOOK_SECRET }
  await sql`select configure(${sql.json(addresses)})`
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  const [row] = await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o returning id`
  product = row?.id
})
afterAll(async () => {
  await queue.close()
  await database.close()
})
beforeEach(async () => {
  published.length = 0
  refreshed.length = 0
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await sql`truncate net.http_request_queue`
})

/** Sends the calls that the database has queued, with the exact bytes and headers that it signed. */
async function takePosts(path: string): Promise<Request[]> {
  const rows = await sql<{ headers: Record<string, string>; body: Buffer }[]>`
    delete from net.http_request_queue where url = ${environment.SITE_URL + path} returning headers, body`
  return rows.map(({ headers, body }) => callOf(path.slice('/api/'.length), { headers, body: new Uint8Array(body) }))
}

async function addStaff(role: 'editor' | 'viewer') {
  const id = randomUUID()
  await sql`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
  await sql`insert into staff (user_id, role, name) values (${id}, ${role}, ${role})`
  return database.signIn('authenticated', { sub: id })
}

const lamp = (width = 9) =>
  sharp({ create: { width, height: Math.ceil(width * 0.75), channels: 3, background: '#3a6' } })
    .png()
    .toBuffer()

async function upload(original: Uint8Array): Promise<string> {
  const id = randomUUID()
  await sql`insert into photographs (id, product_id, role, alt, original_path) values (${id}, ${product}, 'on', 'A lamp', ${`${id}.png`})`
  const { error } = await database
    .signIn('service_role')
    .storage.from('originals')
    .upload(`${id}.png`, original, { contentType: 'image/png' })
  expect(error).toBeNull()
  for (const post of await takePosts('/api/storage-webhook')) expect((await onUpload(post)).status).toBe(200)
  return id
}

/** Delivers the jobs that the queue got since the last call. */
async function deliver(): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const { key, input, traceparent } of published.splice(0)) {
    const body = JSON.stringify({ key, input })
    const address = `${environment.SITE_URL}/api/make-thumbnail`
    const signature = sign(environment.QSTASH_CURRENT_SIGNING_KEY, address, Buffer.from(body), Date.now())
    const headers = { 'upstash-signature': signature, traceparent }
    const response = await onDelivery(callOf('make-thumbnail', { body, headers }))
    expect(response.status).toBe(200)
    answers.push(await response.json())
  }
  return answers
}
const stateOf = async (id: string) =>
  (await sql`select status, reason, width, completed_at is not null as complete from photographs where id = ${id}`)[0]

test('an upload becomes a photograph in every size and format, and its pages expire', async () => {
  const id = await upload(
    await sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a6' } })
      .png()
      .toBuffer(),
  )
  expect(published).toMatchObject([{ key: `make-thumbnail.${id}.webp`, delay: null }])
  expect(await deliver()).toEqual([{ photograph: id, sizes: 3 }])
  expect(await stateOf(id)).toMatchObject({ status: 'ready', width: 400, complete: false })
  expect(published).toMatchObject([{ key: `make-thumbnail.${id}.fallbacks`, delay: '120s' }])
  expect(await deliver()).toEqual([{ photograph: id, sizes: 6 }])
  expect(await stateOf(id)).toMatchObject({ status: 'ready', complete: true })

  const sizes = await sql`select format, width, bytes, path from photograph_sizes where photograph_id = ${id}`
  expect(sizes).toHaveLength(9)
  for (const size of sizes) {
    const response = await fetch(`${database.url}/storage/v1/object/public/photographs/${size.path}`)
    expect(response.headers.get('content-type')).toBe(`image/${size.format}`)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await response.arrayBuffer()).byteLength).toBe(size.bytes)
  }

  for (const post of await takePosts('/api/catalog-webhook')) expect((await onChange(post)).status).toBe(200)
  expect(refreshed[0]).toEqual(['catalog', 'product:moth'])
  const traces =
    await sql`select distinct trace from function_runs where function in ('storage-webhook', 'make-thumbnail')`
  expect(traces).toHaveLength(1)
})

test('a file that is not an image fails with a reason and is not retried', async () => {
  const id = await upload(new TextEncoder().encode('not a picture'))
  expect(await deliver()).toMatchObject([{ photograph: id, failed: expect.stringContaining('not a') }])
  expect(await stateOf(id)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('not a'),
    complete: false,
  })
  expect(published).toEqual([])
  expect(await sql`select status from jobs where input ->> 'photographId' = ${id}`).toEqual([{ status: 'done' }])
})

test('an original that is no longer in storage fails with a reason, and is asked for once', async () => {
  const id = await upload(await lamp())
  await database
    .signIn('service_role')
    .storage.from('originals')
    .remove([`${id}.png`])
  expect(await deliver()).toMatchObject([{ photograph: id, failed: expect.stringContaining('Upload it again') }])
  expect(await stateOf(id)).toMatchObject({ status: 'failed', reason: expect.stringContaining('Upload it again') })
  expect(await sql`select status from jobs where input ->> 'photographId' = ${id}`).toEqual([{ status: 'done' }])
})

test('a photograph that was removed meanwhile is not tried again', async () => {
  const id = await upload(await lamp())
  await sql`delete from photographs where id = ${id}`
  expect(await deliver()).toEqual([{ photograph: id, state: 'removed' }])
  expect(await sql`select status from jobs where input ->> 'photographId' = ${id}`).toEqual([{ status: 'done' }])
})

test('a photograph whose decoder is ended three times fails with a reason', async () => {
  const id = await upload(await lamp())
  const jobs = [...published]
  const ended = new DecoderEnded('the decoder ended: SIGKILL')
  for (const attempt of [1, 2]) {
    published.splice(0, published.length, ...jobs)
    vi.mocked(makePhotograph).mockRejectedValueOnce(ended)
    await expect(deliver(), `attempt ${attempt}`).rejects.toThrow()
    expect(await stateOf(id)).toMatchObject({ status: 'uploaded' })
  }
  published.splice(0, published.length, ...jobs)
  vi.mocked(makePhotograph).mockRejectedValueOnce(ended)
  expect(await deliver()).toMatchObject([{ photograph: id, failed: expect.stringContaining('3 times') }])
  expect(await stateOf(id)).toMatchObject({ status: 'failed', reason: expect.stringContaining('Try again') })
})

test('all sizes are made again, once for each photograph, and an old width is gone', async () => {
  const id = await upload(await lamp(400))
  await deliver()
  await deliver()
  await sql`update jobs set status = 'done'`
  await sql`insert into photograph_sizes (photograph_id, format, width, height, bytes, path)
    values (${id}, 'webp', 123, 92, 9, 'an/old-one.webp')`
  const editor = await addStaff('editor')
  const first = (await editor.rpc('remake_photographs')).data as { input: { photographId: string } }[]
  const again = (await editor.rpc('remake_photographs')).data as unknown[]
  expect(first.filter(({ input }) => input.photographId === id)).toHaveLength(2)
  expect(again).toHaveLength(first.length)
  const mine =
    await sql`select key, input from jobs where status = 'waiting' and input ->> 'photographId' = ${id} order by key desc`
  expect(mine).toMatchObject([{ input: { formats: ['webp'] } }, { input: { formats: ['avif', 'jpeg'] } }])
  published.push(...mine.map(({ key, input }) => ({ key, input, delay: null, traceparent: '' })))
  expect(await deliver()).toMatchObject([{ sizes: 3 }, { sizes: 6 }])
  expect(await stateOf(id)).toMatchObject({ status: 'ready', complete: true })
  const kept = await sql`select format, width from photograph_sizes where photograph_id = ${id}`
  expect(kept.map(({ width }) => width).toSorted((a, b) => a - b)).toEqual([
    160, 160, 160, 320, 320, 320, 400, 400, 400,
  ])
  const viewer = await addStaff('viewer')
  expect((await viewer.rpc('remake_photographs')).error).not.toBeNull()
})

test('a call that the database signed for one function does not open another', async () => {
  await upload(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  )
  await sql`update products set name = 'Moth II'`
  const [post] = await takePosts('/api/catalog-webhook')
  expect(post).toBeDefined()
  if (!post) return
  const moved = callOf('storage-webhook', { headers: Object.fromEntries(post.headers), body: await post.text() })
  expect((await onUpload(moved)).status).toBe(401)
})
