// Measures what the runs of an order, of a photograph and of an idle day take, in the store's own functions on one container.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { apartFromPages } from '#deploy/apart.ts'
import type { Deployed } from '#deploy/conformance/platform.ts'
import { openShop, type ShopFloor } from '#deploy/conformance/purchase.ts'
import { startQstash } from '#deploy/conformance/qstash.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import { registry } from '#functions/registry.gen.ts'
import { limitsOf } from '#functions/runtime/define.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { callsPerMonth, type MeteredRun } from '#lib/run-cost.ts'
import { causeOthers } from '#scripts/measure-others.ts'

/** What a function's runs take on average; `peak` is the most memory of its process in MB, without its child processes. */
export type MeasuredRun = MeteredRun & { name: string; cpuMs: number; peak: number }

/**
 * Runs with how often each comes: for one order, for one photograph, in a month without visitors, and once for each of the other
 * functions.
 */
export type MeasuredShop = Record<'order' | 'photograph' | 'idle' | 'other', { run: MeasuredRun; times: number }[]>

type Row = { function: string; ms: number; memory_mb: number; cold: boolean }

/** Milliseconds of a processor that a process and its children have used; null where the system does not tell. */
function processorOf(pid: number): number | null {
  if (!existsSync('/proc/self/stat')) return null
  const read = (one: string) => {
    try {
      return readFileSync(`/proc/${one}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
    } catch {
      return [] // It has ended.
    }
  }
  const children = readdirSync('/proc').filter((one) => /^\d+$/.test(one) && read(one)[1] === String(pid))
  // Fields 14 and 15 of its own, and for what has ended 16 and 17, in hundredths of a second: proc(5).
  const used = (one: string) =>
    read(one)
      .slice(11, 15)
      .reduce((sum, ticks) => sum + Number(ticks) * 10, 0)
  return [String(pid), ...children].reduce((sum, one) => sum + used(one), 0)
}

/** Each call is counted by its function; they come one after another, so the processor's time between two readings is that of one. */
async function startContainer(environment: Record<string, string>) {
  const used = new Map<string, { cpu: number; calls: number }>()
  const qstash = await startQstash(environment, (request) => send(request))
  const server = await startProbes('container', { ...environment, QSTASH_URL: qstash.url })
  async function send(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    const pid = server.child.pid ?? 0
    const before = processorOf(pid)
    const response = await fetch(new Request(server.url + pathname + search, request))
    const body = await response.arrayBuffer()
    const name = pathname.split('/').at(-1) ?? ''
    const { cpu, calls } = used.get(name) ?? { cpu: 0, calls: 0 }
    if (before !== null) used.set(name, { cpu: cpu + (processorOf(pid) ?? 0) - before, calls: calls + 1 })
    return new Response(body, response)
  }
  const fetch_ = (path: string, init?: RequestInit) => send(new Request(environment.SITE_URL + path, init))
  const deployed: Deployed = {
    ...qstash,
    ranIn: { vendor: [], standIns: [] },
    fetch: fetch_,
    async stop() {
      await Promise.all([server.stop(), qstash.close()])
    },
  }
  return { deployed, used }
}

const rounds = { order: 20, photograph: 3, sweep: 20, rare: 3 }

/** A JPEG of twelve million pixels, with the noise of a camera, which is what makes one large. */
async function makePhotograph(): Promise<Uint8Array<ArrayBuffer>> {
  const noise = { type: 'gaussian', mean: 110, sigma: 12 } as const
  const picture = sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#443', noise } })
  return new Uint8Array(await picture.jpeg().toBuffer())
}

/** Puts an original into storage, as a browser does, and gives the call by which the database reports it. */
async function upload({ database, product }: ShopFloor, original: Uint8Array<ArrayBuffer>): Promise<RequestInit> {
  const id = randomUUID()
  await database.sql`truncate net.http_request_queue`
  await database.sql`insert into photographs (id, product_id, role, alt, original_path, position)
    values (${id}, ${product}, 'on', 'A lamp', ${`${id}.jpg`}, ${Math.floor(Math.random() * 1e6)})`
  const bucket = database.signIn('service_role').storage.from('originals')
  const { error } = await bucket.upload(`${id}.jpg`, original, { contentType: 'image/jpeg' })
  if (error) throw error
  const [post] = await database.sql<{ headers: Record<string, string>; body: Buffer }[]>`
    select headers, body from net.http_request_queue where url like '%/api/storage-webhook'`
  if (!post) throw new Error('The database reports no upload.')
  return { method: 'POST', headers: post.headers, body: new Uint8Array(post.body) }
}

/** Delivers what the functions send and what that causes, also what was to wait. @param since how many messages are delivered */
async function deliverSent(deployed: Deployed, since: { count: number }): Promise<void> {
  for (
    let waiting = deployed.sent().slice(since.count);
    waiting.length > 0;
    waiting = deployed.sent().slice(since.count)
  ) {
    since.count += waiting.length
    for (const { line, text } of waiting) {
      const name = registry.find((one) => one.name === line.replace(/-fallbacks$/, ''))?.name ?? ''
      const [result] = await deployed.deliver(name, [text])
      if (result?.fate !== 'gone') throw new Error(`A message of ${line} is ${result?.fate}: ${text}`)
    }
  }
}

/**
 * Opens a shop, and measures. Milliseconds are those of this machine with the database beside it; the first run of each function,
 * which loads its code, is left out.
 */
export async function measureRuns(): Promise<MeasuredShop> {
  const shop = await openShop()
  const { sql } = shop.database
  const original = await makePhotograph()
  const { deployed, used } = await startContainer({ ...shop.environment, PROBE_SET: 'store' })
  const since = { count: 0 }
  const takeRows = () =>
    sql<Row[]>`delete from function_runs where status is not null returning function, ms, memory_mb, cold`

  async function measure(times: number, act: () => Promise<void>) {
    // Once before it counts.
    await act()
    await takeRows()
    used.clear()
    for (let round = 0; round < times; round++) await act()
    const rows = await takeRows()
    return registry.flatMap((definition) => {
      const { name, trigger } = definition
      const own = rows.filter((row) => row.function === name)
      if (own.length === 0) return []
      const ms = own.reduce((sum, row) => sum + row.ms, 0) / own.length
      const { cpu = ms, calls = 1 } = used.get(name) ?? {}
      const peak = Math.max(...own.map(({ memory_mb }) => memory_mb))
      const run = { name, trigger: trigger.kind, ms, cpuMs: cpu / calls, megabytes: limitsOf(definition).memory, peak }
      return [{ run, times: own.length / times }]
    })
  }

  try {
    const order = await measure(rounds.order, async () => {
      const { call } = await shop.payOrder()
      await deployed.fetch('/api/stripe-webhook', call)
      await deliverSent(deployed, since)
    })
    const photograph = await measure(rounds.photograph, async () => {
      await deployed.fetch('/api/storage-webhook', await upload(shop, original))
      await deliverSent(deployed, since)
    })
    const idle: MeasuredShop['idle'] = []
    for (const { name, cron } of listSchedules(apartFromPages(registry), 1)) {
      const runs = await measure(name === 'sweep' ? rounds.sweep : rounds.rare, async () => {
        // A rare one each time as if it were the first of its day.
        if (name !== 'sweep') await sql`truncate jobs, job_steps, reports, stock_reports`
        if (!(await deployed.schedule(name, new Date()))) throw new Error(`${name} has failed.`)
        await deliverSent(deployed, since)
      })
      idle.push(...runs.map(({ run, times }) => ({ run, times: times * callsPerMonth(cron) })))
    }
    const other = await measure(rounds.rare, async () => {
      const { id, call } = await shop.payOrder()
      await deployed.fetch('/api/stripe-webhook', call)
      await deliverSent(deployed, since)
      await causeOthers(shop, deployed, id)
      await deliverSent(deployed, since)
    })
    const known = new Set([...order, ...photograph, ...idle].map(({ run }) => run.name))
    return { order, photograph, idle, other: other.filter(({ run }) => !known.has(run.name)) }
  } finally {
    await deployed.stop()
    await shop.close()
  }
}
