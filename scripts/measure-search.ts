// Measures searches among many lamps: `node scripts/measure-search.ts 10000 100000` prints milliseconds of processor time in the
// database (on Linux) and of waiting, as medians. Only the processor time is comparable when other programs run.
import { existsSync, readFileSync } from 'node:fs'
import postgres from 'postgres'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'
import { addManyLamps } from '#local/supabase/test-many-lamps.ts'

const queries = [
  'brass',
  'bra',
  'lamp',
  'ember',
  'emberr',
  'xqzzyvw',
  'green wall lamp for the bathroom',
  'waterproof lamp for the garden',
  'marble bathroom kids floor',
  'COPY-77',
]
const rounds = 21

/** Nanoseconds that a process has had a processor (https://docs.kernel.org/scheduler/sched-stats.html); NaN elsewhere. */
function processorTime(pid: number): number {
  const file = `/proc/${pid}/schedstat`
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) : Number.NaN
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]?.toFixed(1)

for (const count of process.argv.slice(2).map(Number)) {
  const database = await startTestDatabase()
  await insertCatalogue(database.sql)
  await addManyLamps(database.sql, count)
  const sql = postgres(database.databaseUrl, { max: 1 })
  const [row] = await sql`select pg_backend_pid() as pid`
  for (const query of queries) {
    const processor: number[] = []
    const waiting: number[] = []
    for (let round = 0; round < rounds; round++) {
      const [before, start] = [processorTime(row?.pid), performance.now()]
      await sql`select search_products(${query})`
      waiting.push(performance.now() - start)
      processor.push((processorTime(row?.pid) - before) / 1e6)
    }
    console.log(`${count}\t${query.padEnd(36)}processor ${median(processor)} ms\twaiting ${median(waiting)} ms`)
  }
  await sql.end()
  await database.close()
}
