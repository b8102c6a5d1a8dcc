import { minimalApp } from '#bench/minimal.ts'
import { startProgram } from '#bench/program.ts'
import { compare, type Result, type Say, takeTurns } from '#bench/result.ts'
import { type Bare, fetchGzip, type Server, takeLoad } from '#bench/server.ts'
import type { Store } from '#bench/store.ts'

const product = '/products/porch'

/** A page of another shop. Its server may be on another machine. */
export type Peer = { name: string; url: string }

/**
 * Measures pages that are files: the store's server, its Next without the memory in front of it, the least page that
 * Next can serve, and a bare server with the same bytes. A peer's page stands beside the product page.
 */
export async function measurePages(store: Store, bare: Bare, peers: readonly Peer[], say: Say): Promise<Result[]> {
  const least = await startProgram(await minimalApp(say), '/')
  try {
    const page: Server = { name: 'minimal Next page', url: least.url, processes: [least.pid] }
    return await measureBeside(page, { store, bare, peers, say })
  } finally {
    await least.stop()
  }
}

type Given = { store: Store; bare: Bare; peers: readonly Peer[]; say: Say }

async function measureBeside(minimal: Server, { store, bare, peers, say }: Given): Promise<Result[]> {
  const results: Result[] = []
  for (const page of [product, '/products', '/']) {
    await bare.answer(await fetchGzip(`${store.url}${page}`))
    const own: Server = { name: 'store', url: store.url, processes: store.server }
    // Next ignores a wrong key; the memory in front of it leaves such requests to Next.
    const next: Server = { ...own, name: 'Next alone', headers: { 'x-prerender-revalidate': 'none' } }
    const others = page === product ? peers.map((peer): Server => ({ ...peer, processes: [] })) : []
    const servers: Server[] = [own, next, minimal, bare.server, ...others]
    const addressOf = (server: Server) => {
      if (server === minimal) return '/'
      return others.includes(server) ? server.url : page
    }
    const sides = servers.map((server) => ({ name: server.name, take: () => takeLoad(server, addressOf(server)) }))
    const taken = await takeTurns(sides, (line) => say(`${page} ${line}, requests/s`))
    for (const { name } of servers.slice(1)) {
      results.push(
        compare({ name: `page ${page}`, unit: 'requests/s', limit: name }, taken.store ?? [], taken[name] ?? []),
      )
    }
  }
  return results
}
