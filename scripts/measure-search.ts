// Measures searches among many lamps: `node scripts/measure-search.ts 10000 100000` prints milliseconds in the database.
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

for (const count of process.argv.slice(2).map(Number)) {
  const database = await startTestDatabase()
  await insertCatalogue(database.sql)
  await addManyLamps(database.sql, count)
  for (const query of queries) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const [row] = await database.sql`
        explain (analyze, format json) select search_products(${query}, ${round % 2 ? 6 : 48})`
      times.push(row?.['QUERY PLAN'][0]['Execution Time'])
    }
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
    console.log(`${count}\t${query.padEnd(36)}median ${at(0.5)}\tp90 ${at(0.9)}`)
  }
  await database.close()
}
