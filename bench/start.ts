import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '#bench/last.ts'
import { minimalApp } from '#bench/minimal.ts'
import { type Program, startProgram } from '#bench/program.ts'
import { compare, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import type { Store } from '#bench/store.ts'
import { waitUntil } from '#local/wait.ts'

const product = '/products/porch'

/**
 * Measures cold starts: from the start of a process to its first page, of the store's server and of the minimal Next app. The store
 * that runs keeps running; the new process has its environment and its build.
 */
export async function measureStarts(store: Store, say: Say): Promise<Result[]> {
  const own = programOf(store)
  if (!own) {
    say('no cold starts: the environment of the store’s server can be read on Linux only')
    return []
  }
  const minimal = await minimalApp(say)
  const sides = [
    { name: 'about', take: () => takeStart(own, '/about') },
    { name: 'product', take: () => takeStart(own, product) },
    { name: 'search', take: () => takeStart(own, '/search?q=brass') },
    {
      name: 'changed',
      async take() {
        await changeLamp(store)
        return takeStart(own, product)
      },
    },
    { name: 'minimal', take: () => takeStart(minimal, '/') },
  ] as const
  const taken = await takeTurns(sides, (line) => say(`cold start ${line} ms`))
  const beside = (name: string, ours: readonly Taken[]) =>
    compare({ name: `cold start to ${name}`, unit: 'ms', limit: 'minimal Next app' }, ours, taken.minimal)
  return [
    beside('/about', taken.about),
    beside(product, taken.product),
    beside(`${product}, which has changed`, taken.changed),
    beside('the search page, which runs', taken.search),
  ]
}

/** The server of the store that runs: its environment is in /proc. Null elsewhere. */
function programOf({ server }: Store): Program | null {
  const [pid] = server
  if (pid === undefined) return null
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
  const environment = Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  )
  // It would wait for the parent that the store's server has.
  const { NIGHTLIGHT_PARENT: _, ...rest } = environment
  const command = [join(project, 'server', 'main.ts'), '--hostname', 'localhost']
  return { command, directory: project, environment: rest }
}

async function takeStart(program: Program, path: string): Promise<Taken> {
  const { answered, cpu, stop } = await startProgram(program, path)
  await stop()
  return { value: answered, cpu }
}

/** Changes what the lamp's page shows, and waits until its pages are expired. */
async function changeLamp({ sql }: Store): Promise<void> {
  await sql`update public.products set weight_grams = case when weight_grams % 2 = 0 then weight_grams + 1 else weight_grams - 1 end
    where slug = ${product.slice('/products/'.length)}`
  await waitUntil(async () => {
    const [row] = await sql<{ count: number }[]>`select count(*)::integer from private.page_changes`
    return row?.count === 0
  }, 'the pages of a changed lamp are not expired')
}
