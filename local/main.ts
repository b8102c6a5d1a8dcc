// Starts the whole store on one machine: `npm start` (production build) and `npm run dev` (next dev).
//   --fresh        deletes all data first
//   --cron <name>  calls one scheduled function of the running store and ends
//     --at <day>   …for this day or ISO time
//     --dry        …lists what it would do (clean-up only)
//   --plan free    sets the limits of QStash's free plan; the default is pay-as-you-go
//   --data <path>  keeps the data in this folder instead of .nightlight
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildStore, serveStore } from '#local/build.ts'
import { type Child, runNode } from '#local/children.ts'
import { mintTokens } from '#local/mint.ts'
import { readPlan } from '#local/queue/plans.ts'
import { callCron } from '#local/scheduler/call-cron.ts'
import { type Services, startScheduler, startServices } from '#local/services.ts'
import { choosePorts, keys, type Ports, rememberedKey, staffPassword, storeEnvironment } from '#local/settings.ts'
import { waitUntilHealthy, waitUntilListening } from '#local/wait.ts'
import { shop } from '#shop.config.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fresh: { type: 'boolean' },
    cron: { type: 'string' },
    at: { type: 'string' },
    dry: { type: 'boolean' },
    plan: { type: 'string' },
    data: { type: 'string' },
  },
})
const mode = positionals[0] === 'dev' ? 'dev' : 'start'
const project = join(import.meta.dirname, '..')
const directory = resolve(project, values.data ?? '.nightlight')
const log = join(directory, 'store.log')
const { name, locale, palette, mail } = shop
const localShop = { name, locale, palette, mailDomain: mail.sender.replace(/^.*@/, '') }
const began = performance.now()

const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

const open: { close(): Promise<void> | void }[] = []
let stopping: Promise<void> | undefined

/** Stops everything in reverse order; a second Ctrl-C ends the process at once. */
function stop(code: number): Promise<void> {
  if (stopping !== undefined) process.exit(1)
  stopping = (async () => {
    for (const part of open.splice(0).toReversed()) await part.close()
    process.exit(code)
  })()
  return stopping
}

function keepChild(child: Child): Child {
  open.push({ close: () => child.stop() })
  return child
}

async function main(): Promise<void> {
  if (values.cron) {
    const { at, dry } = values
    return callCron(directory, values.cron, { ...(at ? { at } : {}), ...(dry ? { dry: '1' } : {}) })
  }
  if (values.fresh) rmSync(directory, { recursive: true, force: true })
  const wantedPort = process.env.PORT ? Number(process.env.PORT) : undefined
  const ports = await choosePorts(directory, wantedPort)
  const services = await startServices(directory, ports, say, { ...localShop, plan: readPlan(values.plan) })
  open.push(services)
  const environment: Record<string, string> = {
    ...storeEnvironment(ports, localShop),
    ...(await mintTokens(directory)),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: rememberedKey(directory, 'actions.key'),
    ...(values.data ? { NEXT_OUTPUT: join(values.data, 'next') } : {}),
  }
  await seed(ports, environment)
  if (mode === 'start') {
    say('build')
    if (!(await buildStore(directory, environment))) say('build: nothing has changed')
  }
  const store = keepChild(serveStore(mode, environment, log))
  await waitUntilHealthy(`${environment.SITE_URL}/api/health`, store.ended)
  const scheduler = startScheduler(directory, `http://localhost:${ports.store}`)
  open.push(scheduler)
  services.showCrons(scheduler)
  announce(ports, services)
  const code = await store.ended
  if (!stopping) {
    console.error(`The store ended unexpectedly (code ${code}).`)
    await stop(1)
  }
}

/** Seeds the store. At the first start the functions run without Next, because the build needs the sizes of the photographs. */
async function seed(ports: Ports, environment: Record<string, string>): Promise<void> {
  const done = join(directory, 'seeded')
  const first = !existsSync(done)
  const host = first ? keepChild(runNode(['deploy/host.ts'], { ...environment, HOST: 'localhost' }, log)) : undefined
  // Postgres sends the event of an upload only once, so the functions must be listening before the seed uploads.
  if (host) await waitUntilListening(`${environment.SITE_URL}/api/health`, host.ended)
  if (first) say('catalogue')
  const secret = { SUPABASE_SECRET_KEY: keys.supabaseSecret, SEED_STAFF_PASSWORD: staffPassword }
  const code = await keepChild(runNode(['supabase/seed/seed.ts'], { ...environment, ...secret })).ended
  if (code !== 0) throw new Error(`The database at port ${ports.supabase} could not be seeded.`)
  await host?.stop()
  writeFileSync(done, new Date().toISOString())
}

function announce(ports: Ports, services: Services): void {
  const urls = {
    store: `http://localhost:${ports.store}`,
    mailbox: `http://127.0.0.1:${ports.mail}`,
    queue: `http://127.0.0.1:${ports.queue}`,
    payments: `http://127.0.0.1:${ports.payments}`,
    database: services.databaseUrl,
    ...(mode === 'start' ? { log } : {}),
  }
  const file = join(directory, 'urls.json')
  open.push({ close: () => rmSync(file, { force: true }) })
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, ...urls }, null, 2)}\n`)
  say('ready\n')
  for (const [name, url] of Object.entries(urls)) console.log(`  ${name.padEnd(10)}${url}`)
  console.log('\nCtrl-C stops everything. The same command starts the store again with its data.\n')
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
main().catch(async (error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (!stopping) await stop(1)
})
