import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '#local/supabase/database.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let other: Sql

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  other = openDatabase(database.databaseUrl, 2)
})
afterAll(async () => {
  await other.end({ timeout: 5 })
  await database.close()
})

/** Adds three lamps to a category and a collection of their own. Returns the ids; the lamps in the order that Postgres finds them. */
async function addLamps(name: string) {
  const [category] = await sql`insert into categories (slug, name) values (${name}, ${name}) returning id`
  const [collection] =
    await sql`insert into collections (slug, name, hex) values (${name}, ${name}, '#112233') returning id`
  const lamps = await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select ${name} || n, ${name} || n, 'Lamp', ${category?.id}, ${collection?.id}, 900, '{}', 2026 from generate_series(1, 3) n returning id`
  return {
    lamps: lamps.map(({ id }) => String(id)),
    categories: String(category?.id),
    collections: String(collection?.id),
  }
}

/** True while a connection waits for a lock. */
const isWaiting = async () =>
  (await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`).length > 0

test.each(['categories', 'collections'] as const)(
  'lamps can be edited while one of the %s gets a name with the same new word',
  async (table) => {
    const word = `reading${table}`
    const added = await addLamps(table)
    const [, , last = ''] = added.lamps
    // The edit has the lamp and not yet its words; the other connection renames, and comes to the lamp last.
    const { renamed } = await sql.begin(async (edit) => {
      await edit`update products set weight_grams = 901 where id = ${last}`
      const renamed = other`update ${other(table)} set name = ${word} where id = ${added[table]}`.then(() => 'done')
      renamed.catch(() => undefined)
      await vi.waitFor(async () => expect(await isWaiting()).toBe(true))
      await edit`update products set name = ${word} where id = ${last}`
      return { renamed }
    })
    expect(await renamed).toBe('done')
    const found =
      await sql`select from products where ${sql(table === 'categories' ? 'category_id' : 'collection_id')} = ${added[table]}
      and search @@ plainto_tsquery('private.words', ${word})`
    expect(found).toHaveLength(3)
  },
)
