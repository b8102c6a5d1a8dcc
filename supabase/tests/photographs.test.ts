import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, fillCart, type Lamp, outcome, trace } from '#supabase/tests/catalogue.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let lamp: Lamp
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  lamp = await addLamp(sql)
})
afterAll(() => database.close())

/** Adds a photograph whose original has just been uploaded. */
async function addPhotograph() {
  const id = randomUUID()
  const path = `${id}.png`
  await sql`insert into photographs (id, product_id, role, alt, original_path) values (${id}, ${lamp.productId}, 'on', 'A lamp', ${path})`
  await sql`insert into storage.objects (bucket_id, name) values ('originals', ${path})`
  return { id, path }
}

const upload = async (path: string) => (await sql`select mark_uploaded(${path}, ${trace}) as job`)[0]?.job
const save = async (id: string, ...formats: string[]) => {
  const sizes = formats.map((format) => ({ format, width: 160, height: 120, bytes: 9, path: `${id}/160.${format}` }))
  for (const { path } of sizes) {
    await sql`insert into storage.objects (bucket_id, name) values ('photographs', ${path}) on conflict do nothing`
  }
  return (await sql`select save_sizes(${id}, 800, 600, 'hash', ${sql.json(sizes)}) as job`)[0]?.job
}
const finish = (key: string) => sql`update jobs set status = 'done' where key = ${key}`
const stateOf = async (id: string) =>
  (await sql`select status, reason, completed_at is not null as complete from photographs where id = ${id}`)[0]

test('an original becomes WebP first, then the other formats, then complete', async () => {
  const { id, path } = await addPhotograph()
  const first = await upload(path)
  expect(first).toMatchObject({ name: 'make-thumbnail', input: { photographId: id, formats: ['webp'] }, trace })
  expect(await upload(path)).toEqual(first)
  expect(await stateOf(id)).toMatchObject({ status: 'uploaded' })
  const second = await save(id, 'webp')
  expect(second).toMatchObject({ input: { photographId: id, formats: ['avif', 'jpeg'] }, trace })
  expect(await stateOf(id)).toEqual({ status: 'ready', reason: null, complete: false })
  expect(await save(id, 'webp')).toEqual(second)
  expect(await save(id, 'avif', 'jpeg')).toBeNull()
  expect(await stateOf(id)).toMatchObject({ status: 'ready', complete: true })
  expect(await sql`select from photograph_sizes where photograph_id = ${id}`).toHaveLength(3)
  await sql`update jobs set status = 'done'`
  expect(await upload(path)).toBeNull()
  expect(await stateOf(id)).toMatchObject({ status: 'ready', complete: true })
})

test('an upload whose event was lost is found after a minute, once', async () => {
  const { id, path } = await addPhotograph()
  const find = async () => (await sql`select mark_lost_uploads(10) as job`).map(({ job }) => job.input.photographId)
  expect(await find()).toEqual([])
  await sql`update storage.objects set created_at = created_at - interval '61 seconds' where name = ${path}`
  expect(await find()).toEqual([id])
  expect(await stateOf(id)).toMatchObject({ status: 'uploaded' })
  expect(await find()).toEqual([])
  // The event arrives after all.
  await upload(path)
  expect(await sql`select from jobs where input ->> 'photographId' = ${id}`).toHaveLength(1)
})

describe('a photograph whose attempts all fail', () => {
  const maker = () => database.signIn('make_thumbnail')
  /** Fails the nth attempt as if the decoder had crashed. */
  async function crash(key: string, attempt: number) {
    await sql`update jobs set status = 'waiting', attempts = ${attempt - 1} where key = ${key}`
    const { data } = await maker().rpc('start_job', { key, seconds: 60 })
    expect(data).toMatchObject({ state: 'taken' })
    const failure = { key, run: data.run, error: 'the decoder ended: SIGSEGV', final: false }
    expect((await maker().rpc('fail_job', failure)).error).toBeNull()
  }
  async function addDead() {
    const { id, path } = await addPhotograph()
    const { key } = await upload(path)
    await crash(key, 19)
    expect(await stateOf(id)).toMatchObject({ status: 'uploaded' })
    await crash(key, 20)
    expect(await stateOf(id)).toMatchObject({ status: 'failed', reason: 'Its sizes could not be made.' })
    expect(await findBreaches(sql)).toEqual([])
    return { id, path, key }
  }
  async function work(id: string, key: string) {
    const { data } = await maker().rpc('start_job', { key, seconds: 60 })
    expect(data).toMatchObject({ state: 'taken' })
    await save(id, 'webp', 'avif', 'jpeg')
    await maker().rpc('finish_job', { key, run: data.run })
    expect(await stateOf(id)).toEqual({ status: 'ready', reason: null, complete: true })
  }

  test('is made after "Try again"', async () => {
    const { id, key } = await addDead()
    const editor = await addPerson(database, 'editor')
    expect((await editor.db.rpc('retry_photograph', { photograph_id: id })).data).toMatchObject({ key })
    expect(await stateOf(id)).toMatchObject({ status: 'uploaded', reason: null })
    await work(id, key)
  })

  test('is made after "Replay" of its job, or fails again', async () => {
    const { id, key } = await addDead()
    const editor = await addPerson(database, 'editor')
    const replay = () => editor.db.rpc('replay_job', { key })
    expect((await replay()).data).toMatchObject({ key })
    await crash(key, 20)
    expect(await stateOf(id)).toMatchObject({ status: 'failed', reason: 'Its sizes could not be made.' })
    expect((await replay()).data).toMatchObject({ key })
    await work(id, key)
  })

  test('is made from another original', async () => {
    const { id, path, key } = await addDead()
    await upload(path)
    expect(await stateOf(id)).toMatchObject({ status: 'uploaded', reason: null })
    await work(id, key)
  })

  test('stays shown when only its other formats fail', async () => {
    const { id, path } = await addPhotograph()
    await finish((await upload(path)).key)
    const { key } = await save(id, 'webp')
    await crash(key, 20)
    expect(await stateOf(id)).toEqual({ status: 'ready', reason: null, complete: false })
    const editor = await addPerson(database, 'editor')
    expect((await editor.db.rpc('replay_job', { key })).error).toBeNull()
    await work(id, key)
  })
})

test('a file that no photograph expects makes no job', async () => {
  expect(await upload('stranger.png')).toBeNull()
})

test('an unusable photograph fails with a reason, and a better original is tried again', async () => {
  const { id, path } = await addPhotograph()
  const job = await upload(path)
  await sql`select fail_photograph(${id}, ${`${'x'.repeat(400)}`})`
  await finish(job.key)
  expect(await stateOf(id)).toMatchObject({ status: 'failed', reason: 'x'.repeat(300) })
  expect(await upload(path)).toMatchObject({ input: { photographId: id, formats: ['webp'] } })
  expect(await stateOf(id)).toMatchObject({ status: 'uploaded', reason: null })
  expect(await sql`select status from jobs where key = ${job.key}`).toEqual([{ status: 'waiting' }])
})

test('a photograph that is shown stays shown when its other formats fail', async () => {
  const { id, path } = await addPhotograph()
  await finish((await upload(path)).key)
  await save(id, 'webp')
  await sql`select fail_photograph(${id}, 'This photograph took longer than 45 seconds to decode.')`
  expect(await stateOf(id)).toMatchObject({ status: 'ready' })
})

test('a failed row has a reason, and a ready row has a size', async () => {
  const { id } = await addPhotograph()
  const wrong = [
    { status: 'failed' },
    { reason: 'odd' },
    { status: 'ready' },
    { width: 0 },
    { focal_x: 2 },
    { status: 'lost' },
  ]
  for (const values of wrong)
    expect(await outcome(sql`update photographs set ${sql(values)} where id = ${id}`)).toBe('23514')
  expect(await outcome(sql`update photographs set product_id = null where id = ${id}`)).toBe('23514')
  await sql`select mark_uploaded(original_path) from photographs where id = ${id}`
})

test('an unknown photograph is refused', async () => {
  const sizes = sql.json([])
  expect(await outcome(sql`select save_sizes(gen_random_uuid(), 1, 1, 'hash', ${sizes})`)).toBe('NLNOT')
})

test('a ready photograph revalidates the pages of its lamp', async () => {
  await sql`select configure('{"site_url": "http://127.0.0.1:9", "webhook_secret": "local-webhook-secret"}')`
  const { id, path } = await addPhotograph()
  await upload(path)
  const calls = () =>
    sql`select convert_from(body, 'UTF8')::jsonb as body from net.http_request_queue where url like '%/catalog-webhook'`
  expect(await calls()).toEqual([])
  await save(id, 'webp')
  expect(await calls()).toMatchObject([{ body: { tags: ['catalog', `product:${lamp.slug}`] } }])
  await sql`update variants set price_amount = price_amount + 1 where id = ${lamp.variantId}`
  expect(await calls()).toHaveLength(2)
})

test('a cart says which finish its picture shows', async () => {
  const other = await addLamp(sql)
  const [oak] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    values (${other.productId}, 'oak', 'Oak', '#bb9955', ${`${other.slug}-oak`}, 10000) returning id`
  await sql`select receive_stock(${oak?.id}, 5)`
  const picture = async (variantId: string | null) => {
    const id = randomUUID()
    await sql`insert into photographs (id, product_id, variant_id, role, alt, original_path)
      values (${id}, ${other.productId}, ${variantId}, 'on', 'A lamp', ${`${id}.png`})`
    await sql`insert into storage.objects (bucket_id, name) values ('originals', ${`${id}.png`})`
    await finish((await upload(`${id}.png`)).key)
    await save(id, 'webp', 'avif', 'jpeg')
    return id
  }
  const pictured = async () => {
    const cart = await fillCart(sql, [other, 1], [{ ...other, variantId: oak?.id }, 1])
    const [row] = await sql`select get_cart(${cart}) -> 'lines' as lines`
    return row?.lines.map(({ finish, pictured: shown }: Record<string, string>) => [finish, shown]).toSorted()
  }
  const unknown = await picture(null)
  expect(await pictured()).toEqual([
    ['Brass', null],
    ['Oak', null],
  ])
  await sql`update photographs set variant_id = ${other.variantId} where id = ${unknown}`
  expect(await pictured()).toEqual([
    ['Brass', 'Brass'],
    ['Oak', 'Brass'],
  ])
  await picture(oak?.id)
  expect(await pictured()).toEqual([
    ['Brass', 'Brass'],
    ['Oak', 'Oak'],
  ])
})

test('afterwards every invariant holds', async () => {
  expect(await findBreaches(sql)).toEqual([])
})
