// Measures the search of the admin among many orders: `node scripts/measure-admin-search.ts 100000` prints the median and the slowest of
// 21 searches for each query, in milliseconds.
import postgres from 'postgres'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'
import { shop } from '#shop.config.ts'

const queries = [
  `${shop.orderPrefix.toLowerCase()}-1`,
  '100999',
  `${shop.orderPrefix}-150123`,
  'ada.77123@',
  'ada',
  'example.com',
  'byron 4711',
  'nobody-at-all',
  'porch',
  'process-order',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '2026-11',
  'xy',
]
const rounds = 21

const count = Number(process.argv[2] ?? 100_000)
const database = await startTestDatabase()
await insertCatalogue(database.sql)
// As rows of an earlier time: no trigger runs.
await database.sql.unsafe(`set session_replication_role = replica;
  insert into public.orders (number, status, subtotal_amount, shipping_amount, tax_amount, total_amount, email, address, trace, created_at)
    select 'NL-' || 100000 + n, 'delivered', 10000, 0, 1736, 10000, 'ada.' || n || '@example.com',
      jsonb_build_object('name', 'Ada Byron ' || n, 'city', 'Vienna', 'country', 'AT'),
      '00-' || md5(n::text) || '-' || left(md5(n::text), 16) || '-01', now() - n * interval '1 minute'
    from generate_series(1, ${count}) n;
  insert into public.jobs (key, name, input, status)
    select 'process-order.' || gen_random_uuid(), 'process-order', '{}', 'done' from generate_series(1, ${count});
  set session_replication_role = origin;`)
await database.sql.unsafe('vacuum analyze')
const [person] =
  await database.sql`insert into auth.users (id, email) values (gen_random_uuid(), 'e@example.com') returning id`
await database.sql`insert into public.staff (user_id, role, name) values (${person?.id}, 'editor', 'An editor')`
const sql = postgres(database.databaseUrl, { max: 1 })
await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: person?.id, role: 'authenticated' })}, false)`
for (const name of ['admin_counts', ...queries]) {
  const times: number[] = []
  let hits = 0
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    const [row] =
      name === 'admin_counts'
        ? await sql`select admin_counts() as found`
        : await sql`select admin_search(${name}) as found`
    times.push(performance.now() - start)
    hits = Object.values(row?.found ?? {}).flat().length
  }
  times.sort((a, b) => a - b)
  console.log(
    `${name.padEnd(36)}median ${times[10]?.toFixed(1)} ms\tslowest ${times.at(-1)?.toFixed(1)} ms\t${hits} found`,
  )
}
await sql.end()
await database.close()
