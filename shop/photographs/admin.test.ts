import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { announcePhotograph, hasMainPhotograph, removePhotograph } from '#shop/photographs/admin.ts'
import { addFinishes } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

test('the first photograph of a lamp is its main one, those after it are not', async () => {
  const user = randomUUID()
  await sql`insert into auth.users (id, email) values (${user}, ${`${user}@example.com`})`
  await sql`insert into staff (user_id, role, name) values (${user}, 'editor', 'Ed')`
  const editor = database.signIn('authenticated', { sub: user })
  const [finish] = await addFinishes(sql, [100])
  const [row] = await sql`select product_id from variants where id = ${finish?.variantId ?? null}`
  const product = row?.product_id as string
  const announce = () => announcePhotograph(editor, product, 'jpg')
  const listed = async () =>
    (await sql`select role, position from photographs where product_id = ${product} order by position`).map((one) => [
      one.role,
      one.position,
    ])
  expect(await hasMainPhotograph(editor, product)).toBe(false)
  const first = await announce()
  expect(await hasMainPhotograph(editor, product)).toBe(true)
  await announce()
  await announce()
  expect(await listed()).toEqual([
    ['on', 0],
    ['detail', 1],
    ['detail', 2],
  ])
  await removePhotograph(editor, first)
  expect(await hasMainPhotograph(editor, product)).toBe(false)
  await announce()
  expect(await listed()).toEqual([
    ['detail', 1],
    ['detail', 2],
    ['on', 3],
  ])
})
