// Measures how the cost of what pages and staff ask the database grows with the catalogue: `node bench/growth.ts 1000 10000 100000`
// prints milliseconds of processor time in the database (on Linux) and of waiting, as medians. Only the processor time is
// comparable when other programs run; the column after each size is its ratio to the size before. There are as many orders as lamps.
import { existsSync, readFileSync } from 'node:fs'
import postgres, { type Sql } from 'postgres'
import { loadNow, type Result, type Say } from '#bench/result.ts'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'

/** A measured question: its median milliseconds, and the quartiles of those of the processor. */
export type Growth = {
  question: string
  lamps: number
  processor: number
  quartiles: [number, number]
  waiting: number
}

const rounds = 21
const searches = [
  ...['brass', 'bra', 'lamp', 'ember', 'emberr', 'xqzzyvw', 'green wall lamp for the bathroom'],
  ...['waterproof lamp for the garden', 'marble bathroom kids floor', 'COPY-77'],
]

/** Where the last page of the orders begins: after their places, in the list's order. It is looked up once. */
const lastPages = new WeakMap<Sql, Promise<unknown>>()
function findLastPage(sql: Sql): Promise<unknown> {
  const known = lastPages.get(sql)
  const found =
    known ??
    sql`select jsonb_build_array(false, created_at, id) as place from orders order by created_at, id offset 50 limit 1`.then(
      ([row]) => row?.place,
    )
  lastPages.set(sql, found)
  return found
}

const questions: [question: string, ask: (sql: Sql, lamps: number) => Promise<unknown>][] = [
  ...searches.map((text): [string, (sql: Sql) => Promise<unknown>] => [
    `search ${text}`,
    (sql) => sql`select search_products(${text})`,
  ]),
  ['search brass, six', (sql) => sql`select search_products('brass', 6)`],
  ['list, page 1', (sql) => sql`select list_products()`],
  ['list, last page', (sql, lamps) => sql`select list_products(page => ${Math.ceil(lamps / 36)})`],
  ['category, page 1', (sql) => sql`select list_products('wall')`],
  ['facets, all lamps', (sql) => sql`select find_lamps('{}', array[10000, 20000, 40000])`],
  [
    'facets, most lamps, by price',
    (sql) => sql`select find_lamps('{"dimmable": ["yes"]}', array[10000, 20000, 40000], sort => 'price-up')`,
  ],
  [
    'facets, three of them',
    (sql) =>
      sql`select find_lamps('{"category": ["wall"], "room": ["bathroom"], "finish": ["brass", "white"]}', array[10000, 20000, 40000])`,
  ],
  ['related lamps', (sql) => sql`select related_products('copy-77')`],
  ['addresses of a bucket', (sql) => sql`select catalog_addresses('products', 'a7')`],
  ['part of the sitemap', (sql) => sql`select list_products(size => 5000)`],
  ['admin, page 1', (sql) => sql`select list_admin_products()`],
  ['admin, by name', (sql) => sql`select list_admin_products(sort => 'name')`],
  ['admin, by stock', (sql) => sql`select list_admin_products(sort => 'stock')`],
  ['orders, page 1', (sql) => sql`select list_orders()`],
  [
    'orders, last page',
    async (sql) => sql`select list_orders(after => ${sql.json((await findLastPage(sql)) as string[])})`,
  ],
  ['orders, search', (sql) => sql`select list_orders(query => 'ada.777@')`],
  ['admin, search', (sql) => sql`select list_admin_products(query => 'copy-777')`],
]

/** Asks every question of a catalogue of so many lamps. */
export async function measureGrowth(lamps: number): Promise<Growth[]> {
  const database = await startTestDatabase()
  try {
    await insertCatalogue(database.sql)
    await addManyLamps(database.sql, lamps - 30)
    await addOrders(database.sql, lamps)
    const [owner] =
      await database.sql`insert into auth.users (id, email) values (gen_random_uuid(), 'a@example.com') returning id`
    await database.sql`insert into staff (user_id, name, role) values (${owner?.id}, 'Ada', 'owner')`
    const sql = postgres(database.databaseUrl, { max: 1 })
    await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: owner?.id, role: 'authenticated' })}, false)`
    const [backend] = await sql`select pg_backend_pid() as pid`
    const answers: Growth[] = []
    for (const [question, ask] of questions) {
      const times = await measure(() => ask(sql, lamps), backend?.pid)
      answers.push({ question, lamps, ...times })
    }
    await sql.end()
    return answers
  } finally {
    await database.close()
  }
}

/** Adds delivered orders without lines, as rows of an earlier time: no trigger runs. */
async function addOrders(sql: Sql, count: number): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await transaction`insert into orders (number, status, subtotal_amount, shipping_amount, tax_amount, total_amount, email, address, trace, created_at)
      select 'NL-' || 100000 + n, 'delivered', 10000, 0, 1736, 10000, 'ada.' || n || '@example.com', jsonb_build_object('name', 'Ada ' || n),
        '00-' || md5(n::text) || '-' || left(md5(n::text), 16) || '-01', now() - n * interval '1 minute'
      from generate_series(1, ${count}::integer) n`
  })
  await sql`vacuum analyze orders`
}

async function measure(ask: () => Promise<unknown>, pid: number) {
  const processor: number[] = []
  const waiting: number[] = []
  await ask()
  for (let round = 0; round < rounds; round++) {
    const [before, start] = [processorTime(pid), performance.now()]
    await ask()
    waiting.push(performance.now() - start)
    processor.push((processorTime(pid) - before) / 1e6)
  }
  return {
    ...{ processor: quantile(processor, 0.5), waiting: quantile(waiting, 0.5) },
    quartiles: [quantile(processor, 0.25), quantile(processor, 0.75)] as [number, number],
  }
}

/** Nanoseconds that a process has had a processor (https://docs.kernel.org/scheduler/sched-stats.html); NaN elsewhere. */
export function processorTime(pid: number): number {
  const file = `/proc/${pid}/schedstat`
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) : Number.NaN
}

const quantile = (values: number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN

/** Compares a catalogue of 10,000 lamps with one of 1,000, by the processor time of the database. */
export async function compareGrowth(say: Say): Promise<Result[]> {
  say('asks a catalogue of 1,000 lamps')
  const small = await measureGrowth(1_000)
  say('asks a catalogue of 10,000 lamps')
  const large = await measureGrowth(10_000)
  return large.map(({ question, processor, quartiles }, index): Result => {
    const before = small[index] as Growth
    return {
      ...{ name: `10,000 lamps: ${question}`, unit: 'ms', ours: processor },
      limit: { name: '1,000 lamps', value: before.processor },
      ratio: {
        median: processor / before.processor,
        range: [quartiles[0] / before.quartiles[1], quartiles[1] / before.quartiles[0]],
      },
      ...{ cpu: processor, cpuLimit: before.processor, load: loadNow() },
    }
  })
}

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number)
  const known = new Map<string, number>()
  for (const lamps of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
    for (const { question, processor, waiting } of await measureGrowth(lamps)) {
      const before = known.get(question)
      known.set(question, processor)
      const ratio = before === undefined ? '' : `x ${(processor / before).toFixed(1)}`
      console.log(
        `${lamps}\t${question.padEnd(40)}${processor.toFixed(1).padStart(8)} ms\t${waiting.toFixed(1)} ms\t${ratio}`,
      )
    }
  }
}
