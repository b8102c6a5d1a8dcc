// Requests a second of pages that are files: the store's server, its Next without the memory in front of it, and a bare node:http
// server with the same bytes, one after the other in each round. Needs a store on this machine: `npm start`, then `node bench/pages.ts`.
//   --store <url>      another store
//   --paths <list>     separated by commas; the default is a product, the list and the home page
//   --rounds <n>       3
//   --seconds <n>      2, for each server in each round
//   --connections <n>  16
//   --json <file>      writes the results there too
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cpuOf, findProcess, type Load, measure } from '#bench/load.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    paths: { type: 'string', default: '/products/porch,/products,/' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    json: { type: 'string' },
  },
})
const [rounds, seconds, connections] = [Number(values.rounds), Number(values.seconds), Number(values.connections)]
const store = values.store ?? readStore()

/** A median of the rounds; `cpu` is milliseconds of the server's processor for a request, null where it cannot be read. */
type Result = Load & { page: string; server: string; cpu: number | null; machine: number }

function readStore(): string {
  const file = join(import.meta.dirname, '..', '.nightlight', 'urls.json')
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { store: string }).store
  } catch {
    throw new Error('No store runs here. Start one with `npm start`, or name one with --store.')
  }
}

function fetchGzip(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asking = get(url, { headers: { 'accept-encoding': 'gzip' }, agent: false }, async (answer) =>
      resolve(Buffer.concat(await answer.toArray())),
    )
    asking.once('error', reject)
  })
}

const middle = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

type Server = { name: string; url: string; pid: number | null; headers: Record<string, string> }
type Taken = Load & { cpu: number | null }

async function take({ url, pid, headers }: Server, page: string): Promise<Taken> {
  const before = pid === null ? null : cpuOf(pid)
  const load = await measure(`${url}${page}`, { seconds, connections, headers })
  const after = pid === null ? null : cpuOf(pid)
  return { ...load, cpu: before === null || after === null ? null : (after - before) / (load.perSecond * seconds) }
}

function summarize(page: string, server: string, taken: readonly Taken[]): Result {
  const of = (pick: (one: Taken) => number) => middle(taken.map(pick))
  return {
    page,
    server,
    perSecond: of(({ perSecond }) => perSecond),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    bytes: of(({ bytes }) => bytes),
    cpu: taken.some(({ cpu }) => cpu === null) ? null : of(({ cpu }) => cpu ?? 0),
    machine: loadavg()[0] ?? 0,
  }
}

/** Every server in each round, so that what else the machine does falls on all of them. */
async function compare(servers: readonly Server[], page: string): Promise<Result[]> {
  const taken = servers.map((): Taken[] => [])
  for (let round = 1; round <= rounds; round++) {
    for (const [index, server] of servers.entries()) {
      const one = await take(server, page)
      taken[index]?.push(one)
      console.error(`${page} round ${round} of ${rounds}: ${server.name} ${one.perSecond.toFixed(0)}/s`)
    }
  }
  return servers.map(({ name }, index) => summarize(page, name, taken[index] ?? []))
}

async function main(): Promise<void> {
  const bare = fork(join(import.meta.dirname, 'bare.ts'))
  const [port] = await once(bare, 'message')
  const pid = findProcess('--port', new URL(store).port)
  const servers: Server[] = [
    { name: 'store', url: store, pid, headers: {} },
    // Next ignores a wrong key; the memory in front of it leaves such requests to Next.
    { name: 'Next alone', url: store, pid, headers: { 'x-prerender-revalidate': 'none' } },
    { name: 'bare', url: `http://127.0.0.1:${port}`, pid: bare.pid ?? null, headers: {} },
  ]
  const results: Result[] = []
  for (const page of values.paths.split(',')) {
    bare.send((await fetchGzip(`${store}${page}`)).toString('base64'))
    await once(bare, 'message')
    results.push(...(await compare(servers, page)))
  }
  bare.disconnect()
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ cores: cpus().length, connections, results }, null, 2)}\n`)
  console.log(toTable(results))
}

function toTable(results: readonly Result[]): string {
  const head =
    '| page | server | requests/s | p50 ms | p99 ms | CPU ms | bytes | of bare | times Next | load |\n|---|---|---|---|---|---|---|---|---|---|'
  const rows = results.map(({ page, server, perSecond, p50, p99, cpu, bytes, machine }) => {
    const other = (name: string) =>
      results.find((one) => one.page === page && one.server === name)?.perSecond ?? Number.NaN
    const cells = [page, server, perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(1), cpu?.toFixed(3) ?? '', bytes]
    const ratios = [(perSecond / other('bare')).toFixed(2), (perSecond / other('Next alone')).toFixed(1)]
    return `| ${[...cells, ...ratios, machine.toFixed(1)].join(' | ')} |`
  })
  return [head, ...rows].join('\n')
}

await main()
