// Measures what placing an order costs beside a plain function that writes the same rows: `node bench/orders.ts [rounds] [seconds]`.
// The two run in turn, so that whatever else the machine does meets both alike; only their ratio says something about the code.
import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import postgres, { type ReservedSql, type Sql } from 'postgres'
import { startTestDatabase } from '#local/supabase/test-database.ts'

const clients = [1, 4, 16]

/** Orders a second, and milliseconds of a processor for each; null where the system does not tell. */
export type Placed = { perSecond: number; cpu: number | null }
/** Both at so many connections; `hot`: all want the same lamp. The ratio is that of orders a second, of one round each: their median. */
export type PlacingRow = { hot: boolean; clients: number; shop: Placed; plain: Placed; ratio: number; load: number }

/** @param rounds of which the median counts, @param seconds of each measurement */
export async function measurePlacing(rounds = 5, seconds = 2): Promise<PlacingRow[]> {
  const database = await startTestDatabase()
  const pool = postgres(database.databaseUrl, { max: Math.max(...clients), onnotice: () => {} })
  try {
    await fillShop(database.sql)
    const crowd = await Promise.all(Array.from({ length: Math.max(...clients) }, () => openConnection(pool)))
    const rows: PlacingRow[] = []
    for (const hot of [false, true])
      for (const count of clients) {
        const measured: { shop: Placed; plain: Placed; load: number }[] = []
        for (let round = 0; round <= rounds; round++) {
          await database.sql`call bench.fill_carts(${Math.round(seconds * 12_000)}, ${hot})`
          const place = (plain: boolean) => placeUntil(crowd.slice(0, count), plain, seconds)
          const first = await place(round % 2 === 0)
          const second = await place(round % 2 === 1)
          const [plain, shop] = round % 2 === 0 ? [first, second] : [second, first]
          // The first round warms both up.
          if (round > 0) measured.push({ shop, plain, load: loadavg()[0] ?? 0 })
        }
        rows.push({
          ...{ hot, clients: count, shop: middle(measured.map((one) => one.shop)) },
          plain: middle(measured.map((one) => one.plain)),
          ratio: median(measured.map(({ shop, plain }) => shop.perSecond / plain.perSecond)),
          load: median(measured.map(({ load }) => load)),
        })
        process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`)
      }
    return rows
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
async function placeUntil(crowd: readonly Connection[], plain: boolean, seconds: number): Promise<Placed> {
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
  return { perSecond: placed / ((performance.now() - startedAt) / 1000), cpu }
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
const middle = (all: readonly Placed[]): Placed => ({
  perSecond: median(all.map(({ perSecond }) => perSecond)),
  cpu: all.some(({ cpu }) => cpu === null) ? null : median(all.map(({ cpu }) => cpu ?? 0)),
})

/** The rows as a table of Markdown. */
export function writePlacing(rows: readonly PlacingRow[]): string {
  const ms = (cpu: number | null) => (cpu === null ? '–' : cpu.toFixed(2))
  const cells = rows.map(({ hot, clients: count, shop, plain, ratio, load }) =>
    [
      hot ? 'one hot lamp' : 'three lamps',
      ...[count, Math.round(shop.perSecond), Math.round(plain.perSecond), `${Math.round(ratio * 100)} %`],
      ...[ms(shop.cpu), ms(plain.cpu), load.toFixed(1)],
    ].join(' | '),
  )
  const head = 'order | connections | `place_order`/s | plain/s | ratio | CPU ms | CPU ms, plain | load'
  return [head, head.replaceAll(/[^|]+/g, '---'), ...cells].map((line) => `| ${line} |`).join('\n')
}

if (import.meta.main) {
  const [rounds = 5, seconds = 2] = process.argv.slice(2).map(Number)
  const rows = await measurePlacing(rounds, seconds)
  process.stdout.write(`${JSON.stringify(rows)}\n\n${writePlacing(rows)}\n`)
}
