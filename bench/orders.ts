import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type ReservedSql, type Sql } from 'postgres'
import { compare, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'

const clients = [1, 4, 16]
/** Seconds of each measurement. */
const seconds = 0.7

/** Measures what placing an order costs beside a plain function that writes the same rows, without a client in between. */
export async function measurePlacing(say: Say): Promise<Result[]> {
  const database = await startTestDatabase()
  const pool = postgres(database.databaseUrl, { max: Math.max(...clients), onnotice: () => {} })
  try {
    await fillShop(database.sql)
    const crowd = await Promise.all(Array.from({ length: Math.max(...clients) }, () => openConnection(pool)))
    const results: Result[] = []
    for (const hot of [false, true])
      for (const count of clients) {
        const name = `place_order, ${hot ? 'one hot lamp' : 'three lamps'}, ${count} at once`
        const place = async (plain: boolean) => {
          await database.sql`call bench.fill_carts(${Math.round(seconds * 9000)}, ${hot})`
          return placeUntil(crowd.slice(0, count), plain)
        }
        const sides = [
          { name: 'store', take: () => place(false) },
          { name: 'plain function', take: () => place(true) },
        ] as const
        // The first orders warm both up.
        if (results.length === 0) for (const { take } of sides) await take()
        const taken = await takeTurns(sides, (line) => say(`${name} ${line}, orders/s`))
        results.push(compare({ name, unit: 'orders/s', limit: 'plain function' }, taken.store, taken['plain function']))
      }
    return results
  } finally {
    await pool.end({ timeout: 1 })
    await database.close()
  }
}

/** A thousand lamps of one finish, and the plain tables. */
async function fillShop(sql: Sql): Promise<void> {
  await sql.unsafe(readFileSync(join(import.meta.dirname, 'orders.sql'), 'utf8'))
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'lamp-' || n, 'lamp-' || n, 'Lamp ' || n, a.id, o.id, 900, '{}', 2026
    from generate_series(1, 1000) n, categories a, collections o`
  await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select p.id, 'brass', 'Brass', '#aa8844', p.sku || '-brass', 9900 from products p`
  await sql`update variants set stock = 100000000`
  await sql`insert into bench.variants select * from variants`
}

type Connection = { sql: ReservedSql; pid: number }

async function openConnection(pool: Sql): Promise<Connection> {
  const sql = await pool.reserve()
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  return { sql, pid: row?.pid ?? 0 }
}

/** Milliseconds that processors have worked for these connections: proc(5), schedstat. Null where there is no such file. */
function processorOf(crowd: readonly Connection[]): number | null {
  const files = crowd.map(({ pid }) => `/proc/${pid}/schedstat`)
  if (!files.every((file) => existsSync(file))) return null
  return files.reduce((sum, file) => sum + Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6, 0)
}

/** Places orders on all these connections at once. They keep their plans, as those of the API's pool do. */
async function placeUntil(crowd: readonly Connection[], plain: boolean): Promise<Taken> {
  const worked = processorOf(crowd)
  const startedAt = performance.now()
  const calls = await Promise.all(
    crowd.map(
      ({ sql }) => sql<{ placed: number }[]>`
      call bench.place_until(${plain}, clock_timestamp() + ${seconds} * interval '1 second')`,
    ),
  )
  const placed = calls.reduce((sum, [row]) => sum + (row?.placed ?? 0), 0)
  const cpu = worked === null ? null : ((processorOf(crowd) ?? worked) - worked) / placed
  return { value: placed / ((performance.now() - startedAt) / 1000), cpu }
}
