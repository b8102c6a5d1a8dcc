// Measures the store beside its limits, in a few minutes: `npm run bench`. It needs a store on this machine (`npm start`) and starts the
// databases that it fills itself. It compares with the last run, and writes bench/last.json and docs/speed.md, to be committed.
//   --peer name=url  the product page of another shop, beside the store's; may be given several times
//   --only search    measures this part alone, and keeps the other lines of the last run with their date; may be given several times
//   docs             measures nothing and writes docs/speed.md again, after a change of a goal
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureBrowser } from '#bench/browser.ts'
import { compareGrowth } from '#bench/growth.ts'
import { compareRuns, lastFile, mergeRuns, project, readLast } from '#bench/last.ts'
import { measurePlacing } from '#bench/orders.ts'
import { measurePages, type Peer } from '#bench/pages.ts'
import { measurePipeline } from '#bench/pipeline.ts'
import { type Line, type Part, parts, type Result, type Run } from '#bench/result.ts'
import { measureSearch } from '#bench/search.ts'
import { startBare } from '#bench/server.ts'
import { writeResults, writeSpeedDocs } from '#bench/speed-docs.ts'
import { measureStarts } from '#bench/start.ts'
import { openStore } from '#bench/store.ts'
import { measureThumbnails } from '#bench/thumbnails.ts'
import { measureUploads } from '#bench/uploads.ts'

const began = performance.now()
const say = (line: string) => console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

/** @throws Error for an unknown part or a peer without an address */
function readCommand(): { peers: Peer[]; only: Part[]; docs: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { peer: { type: 'string', multiple: true }, only: { type: 'string', multiple: true } },
  })
  if (positionals.join() === 'docs') return { peers: [], only: [], docs: true }
  const only = parts.filter((part) => values.only?.includes(part))
  const unknown = [...positionals, ...(values.only ?? []).filter((word) => !parts.some((part) => part === word))]
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. The parts are ${parts.join(', ')}.`)
  const peers = (values.peer ?? []).map((text) => {
    const [, name = '', url = ''] = /^([^=]+)=(.+)$/.exec(text) ?? []
    // The connections of bench/load.ts are plain ones.
    if (!URL.canParse(url) || new URL(url).protocol !== 'http:') throw new Error(`--peer is name=http://…, not ${text}`)
    return { name, url }
  })
  return { peers, only, docs: false }
}

type Measure = Readonly<Record<Part, () => Promise<Result[]>>>
/** They need a store that runs. */
const ofStore: readonly Part[] = ['pages', 'browser', 'search', 'uploads', 'start', 'pipeline']

async function measure(wanted: readonly Part[], peers: readonly Peer[]): Promise<Line[]> {
  const needsStore = wanted.some((part) => ofStore.includes(part))
  const store = needsStore ? await openStore() : (null as never)
  const bare = needsStore ? await startBare() : (null as never)
  const measures: Measure = {
    pages: () => measurePages(store, bare, peers, say),
    browser: () => measureBrowser(store, say),
    search: () => measureSearch(store, bare, say),
    thumbnails: () => measureThumbnails(say),
    uploads: () => measureUploads(store, say),
    start: () => measureStarts(store, say),
    pipeline: () => measurePipeline(store, bare, say),
    orders: () => measurePlacing(say),
    growth: () => compareGrowth(say),
  }
  const lines: Line[] = []
  try {
    for (const part of wanted) lines.push(...(await measures[part]()).map((result) => ({ part, ...result })))
  } finally {
    bare?.close()
    await store?.sql.end()
  }
  return lines
}

function describeRun(results: Line[]): Run {
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: project, encoding: 'utf8' })
  const commit = (stdout ?? '').trim() || 'an unknown commit'
  const date = new Date().toISOString().slice(0, 10)
  return { date, commit, cores: availableParallelism(), node: process.versions.node, results }
}

function write(run: Run): void {
  // Six digits say all that was measured.
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)
  writeFileSync(lastFile, `${JSON.stringify(run, rounded, 2)}\n`)
}

/** Writes what the file of the last run says, so that nothing else can stand in the page. */
function writeDocs(): void {
  const docs = join(project, 'docs', 'speed.md')
  writeFileSync(docs, writeSpeedDocs(readFileSync(docs, 'utf8'), readLast()))
}

async function main(): Promise<void> {
  const { peers, only, docs } = readCommand()
  if (docs) return writeDocs()
  const run = describeRun(await measure(only.length > 0 ? only : parts, peers))
  console.log(writeResults(run.results))
  const { worse, better } = compareRuns(readLast(), run)
  for (const line of better) console.log(`better than the last run: ${line}`)
  for (const line of worse) console.log(`WORSE than the last run: ${line}`)
  if (worse.length + better.length === 0) console.log('Nothing differs from the last run by more than noise.')
  write(only.length > 0 ? mergeRuns(readLast(), run, only) : run)
  writeDocs()
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
