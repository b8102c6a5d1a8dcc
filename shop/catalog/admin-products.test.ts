import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShopError } from '#lib/errors.ts'
import type { Db } from '#lib/supabase.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { getAdminProduct, saveProduct } from '#shop/catalog/admin-products.ts'
import { addFinishes } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let productId: string
beforeAll(async () => {
  database = await startTestDatabase()
  const { sql } = database
  await addFinishes(sql, [4900], 1)
  const light = { source: 'LED', watts: 8, lumens: 640, kelvin: 2700, cri: 92, dimmable: true }
  const [lamp] = await sql`
    update products set light = ${sql.json({ ...light, control: 'Touch', ip: 'IP20', power: 'Mains' })} returning id`
  productId = lamp?.id
})
afterAll(() => database.close())

/** Opens a lamp as a member of staff. Returns a function that saves it under another name. */
async function openLamp(role: 'editor' | 'viewer') {
  const person = randomUUID()
  await database.sql`insert into auth.users (id, email) values (${person}, ${`${person}@example.com`})`
  await database.sql`insert into staff (user_id, role, name) values (${person}, ${role}, ${role})`
  const db = database.signIn('authenticated', { sub: person }) as unknown as Db
  const { id, updatedAt, finishes: _, ...draft } = await getAdminProduct(db, productId)
  return (name: string) => saveProduct(db, id, { ...draft, name }, updatedAt)
}

test('of two editors who save at the same moment one is told, and the edit of the other stays', async () => {
  const editors = [await openLamp('editor'), await openLamp('editor')]
  const saved = await Promise.allSettled(editors.map((saveAs, index) => saveAs(`Moth ${index}`)))
  const winner = saved.findIndex(({ status }) => status === 'fulfilled')
  const [refused] = saved.flatMap((result) => (result.status === 'rejected' ? [result.reason as ShopError] : []))
  expect(saved.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect([refused?.code, refused?.message]).toEqual([
    'conflict',
    expect.stringContaining('Somebody has changed this lamp'),
  ])
  const [row] = await database.sql`select name from products where id = ${productId}`
  expect(row?.name).toBe(`Moth ${winner}`)
})

test('whoever may only look is told so', async () => {
  const saveAs = await openLamp('viewer')
  await expect(saveAs('Mine')).rejects.toMatchObject({ code: 'forbidden' })
})
