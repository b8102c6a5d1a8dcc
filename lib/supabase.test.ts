import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Db, unwrap } from '#lib/supabase.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  // The local Supabase logs every refusal.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  db = database.signIn('anon') as unknown as Db
})
afterAll(() => database.close())

test('a text that Postgres cannot hold is the mistake of the caller', async () => {
  const invalid = expect.objectContaining({ name: 'ShopError', code: 'invalid' })
  const attempts = [
    db.from('products').select('slug').eq('slug', 'por\u0000ch'),
    db.rpc('search_products', { query: 'por\u0000ch' }),
    db.rpc('live_stock', { slug: '\u0000' }),
  ]
  for (const answer of await Promise.all(attempts)) {
    expect(() => unwrap(answer as never)).toThrow(invalid)
  }
})

test('another refusal of Postgres is a bug', async () => {
  const answer = await db.from('products').select('slug').eq('id', 'no-uuid')
  expect(() => unwrap(answer)).toThrow(/^database: .*22P02/)
})
