import postgres from 'postgres'
import { processorTime } from '#bench/growth.ts'
import { compare, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import { type Bare, fetchGzip, takeLoad } from '#bench/server.ts'
import type { Store } from '#bench/store.ts'
import { createLocalSearch } from '#components/catalog/search/local-search.ts'
import type { Db } from '#lib/supabase.ts'
import { addManyLamps } from '#local/supabase/many-lamps.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'
import { findSearchIndex, mostIndexed } from '#shop/catalog/search-index.ts'

/** What somebody types, letter by letter, with a slip in one of them. */
const texts = ['brass', 'emberr', 'waterproof', 'green wall lamp'].flatMap((text) =>
  Array.from(text, (_, end) => text.slice(0, end + 1).trim()),
)

/** Measures the answers of the search box: over HTTP, and in the browser's engine beside the database. */
export async function measureSearch(store: Store, bare: Bare, say: Say): Promise<Result[]> {
  return [await measureSuggestions(store, bare, say), await measureEngine(say)]
}

/** All processes of the store count: a search may reach the database. */
async function measureSuggestions(store: Store, bare: Bare, say: Say): Promise<Result> {
  const path = '/suggestions?q=brass'
  await bare.answer(await fetchGzip(`${store.url}${path}`))
  const own = { name: 'store', url: store.url, processes: store.all }
  const sides = [own, bare.server].map((server) => ({ name: server.name, take: () => takeLoad(server, path) }))
  const taken = await takeTurns(sides, (line) => say(`${path} ${line}, requests/s`))
  const what = { name: `JSON ${path}`, unit: 'requests/s', limit: 'bare server' } as const
  return compare(what, taken.store ?? [], taken['bare server'] ?? [])
}

/** Milliseconds of a processor for one search, in a catalogue as large as the index may be. */
async function measureEngine(say: Say): Promise<Result> {
  const database = await startTestDatabase()
  try {
    await insertCatalogue(database.sql)
    await addManyLamps(database.sql, mostIndexed - 30)
    const index = await findSearchIndex(database.signIn('anon') as unknown as Db)
    if (!index) throw new Error('There is no index of so many lamps.')
    const look = createLocalSearch(index)
    const sql = postgres(database.databaseUrl, { max: 1 })
    const [backend] = await sql`select pg_backend_pid() as pid`
    const ask = (text: string) => sql`select search_products(${text}, 6)`
    const sides = [
      { name: 'browser', take: () => takeEach(async (text) => void look(text), process.pid) },
      { name: 'database', take: () => takeEach(ask, backend?.pid) },
    ] as const
    for (const { take } of sides) await take()
    const taken = await takeTurns(sides, (line) => say(`search of ${mostIndexed} lamps ${line} ms`))
    await sql.end()
    return compare(
      { name: `search in the browser, ${mostIndexed} lamps`, unit: 'ms', limit: 'the same in SQL' },
      taken.browser,
      taken.database,
    )
  } finally {
    await database.close()
  }
}

async function takeEach(search: (text: string) => Promise<unknown>, pid: number): Promise<Taken> {
  const before = processorTime(pid)
  for (const text of texts) await search(text)
  const spent = (processorTime(pid) - before) / 1e6 / texts.length
  return { value: spent, cpu: spent }
}
