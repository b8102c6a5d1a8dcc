// Starts the whole store on one machine: `npm start` (production build) and `npm run dev` (next dev).
//   --fresh        deletes all data first
//   --cron <name>  calls one scheduled function of the running store and ends
//     --at <day>   …for this day or ISO time
//     --dry        …lists what it would do (clean-up only)
//   --plan free    sets the limits of QStash's free plan; the default is pay-as-you-go
//   --no-past      begins a new store without the generated past of a demo
//   --products <n>  adds copies of the lamps until there are so many, up to 400,000, to try a large shop
//   --data <path>  keeps the data in this folder instead of .nightlight
import { rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { boundLog } from '#local/bounded-log.ts'
import { buildFolder, buildStore, serveStore, writeTypeSettings } from '#local/build.ts'
import { startChaos } from '#local/chaos/server.ts'
import { checkStart, readCount, readPort } from '#local/check-start.ts'
import type { Child } from '#local/children.ts'
import { listen } from '#local/listen.ts'
import { mintTokens } from '#local/mint.ts'
import { beOnlyStore, deleteData } from '#local/one-store.ts'
import { readPlan } from '#local/queue/plans.ts'
import { reachDirectly } from '#local/reach-directly.ts'
import { callCron } from '#local/scheduler/call-cron.ts'
import { isSeeded, type Place, seedStore } from '#local/seed.ts'
import { type Services, schedulerTarget, startScheduler, startServices } from '#local/services.ts'
import {
  choosePorts,
  keys,
  type Ports,
  rememberedKey,
  staffPassword,
  staffPasswordFile,
  storeEnvironment,
} from '#local/settings.ts'
import { growCatalogue } from '#local/supabase/many-lamps.ts'
import { waitUntilHealthy } from '#local/wait.ts'
import { writeWhole } from '#local/write-file.ts'
import { shop } from '#shop.config.ts'

const project = join(import.meta.dirname, '..')
const { values, positionals } = readCommand()
const mode = positionals[0] === 'dev' ? 'dev' : 'start'
const directory = resolve(project, values.data ?? '.nightlight')
const log = join(directory, 'store.log')
const { name, locale, palette, mail } = shop
const localShop = { name, locale, palette, mailDomain: mail.sender.replace(/^.*@/, '') }
const began = performance.now()
reachDirectly(process.env)

const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

const open: { close(): Promise<void> | void }[] = []
let stopping: Promise<void> | undefined

function readCommand() {
  const options = {
    fresh: { type: 'boolean' },
    cron: { type: 'string' },
    at: { type: 'string' },
    dry: { type: 'boolean' },
    plan: { type: 'string' },
    'no-past': { type: 'boolean' },
    products: { type: 'string' },
    data: { type: 'string' },
  } as const
  try {
    const command = parseArgs({ allowPositionals: true, options })
    const unknown = command.positionals.filter((word) => word !== 'dev' && word !== 'start')
    if (unknown.length > 0)
      throw new Error(`Unknown: ${unknown.join(' ')}. The options are at the top of local/main.ts.`)
    return command
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

async function addLamps(superuserUrl: string, count: number): Promise<void> {
  const added = await growCatalogue(superuserUrl, count)
  say(`lamps +${added}`)
  // They were not announced, so pages that are built do not know them.
  if (added > 0) rmSync(join(directory, 'build'), { force: true })
}

/** Milliseconds of a whole stop. Each part has a limit of its own; this one is for a part that has a fault. */
const patience = 9500

/** Stops everything in reverse order; a second Ctrl-C ends the process at once. */
function stop(code: number): Promise<void> {
  if (stopping !== undefined) process.exit(1)
  setTimeout(() => {
    console.error('A part of the store did not stop. The next start stops the database that it may have left.')
    process.exit(1)
  }, patience).unref()
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
  const plan = readPlan(values.plan)
  const products = readCount(values.products)
  checkStart({ project, directory, environment: process.env })
  await beOnlyStore(directory)
  if (values.fresh) deleteData(directory)
  const ports = await choosePorts(directory, readPort(process.env.PORT))
  const environment: Record<string, string> = {
    ...storeEnvironment(ports, localShop),
    ...(await mintTokens(directory)),
    CHAOS_URL: `http://127.0.0.1:${ports.chaos}`,
    CHAOS_SECRET: keys.chaos,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: rememberedKey(directory, 'actions.key'),
    ...(values.data ? { NEXT_OUTPUT: buildFolder(project, directory) } : {}),
  }
  if (environment.NEXT_OUTPUT) writeTypeSettings(environment.NEXT_OUTPUT)
  const isFirst = !isSeeded(directory)
  const compiling = isFirst && mode === 'start' && products === 0 ? await startBuild({ directory, environment }) : null
  const services = await startServices(directory, ports, say, { ...localShop, plan })
  open.push(services)
  const past = values['no-past'] ? null : services.superuserUrl
  const place = { directory, environment, say, keep: keepChild, past }
  if (compiling) await Promise.all([seedStore(place).then(compiling.makePages), compiling.built])
  else {
    await seedStore(place)
    if (products > 0) await addLamps(services.superuserUrl, products)
    if (mode === 'start') await build(place)
  }
  open.push(boundLog(log))
  const store = keepChild(serveStore(mode, environment, log))
  await waitUntilHealthy(`${environment.SITE_URL}/api/health`, store.ended)
  const scheduler = startScheduler(directory, `http://localhost:${ports.store}`)
  open.push(scheduler)
  services.showCrons(scheduler)
  const { faults, queue, databaseUrl } = services
  const chaos = await startChaos({
    ...{ port: ports.chaos, secret: keys.chaos, faults, queue, databaseUrl, environment, log },
    scheduler: schedulerTarget(`http://localhost:${ports.store}`),
    staff: { email: `editor@${localShop.mailDomain}`, password: staffPassword(directory) },
  })
  open.push(chaos)
  announce(ports, services)
  announceStaff(isFirst)
  const code = await store.ended
  if (!stopping) {
    console.error(`The store ended unexpectedly (code ${code}).`)
    await stop(1)
  }
}

type BuildPlace = Pick<Place, 'directory' | 'environment'>

async function build({ directory, environment }: BuildPlace, pagesAfter?: string): Promise<void> {
  say('build')
  if (!(await buildStore(directory, environment, pagesAfter))) say('build: nothing has changed')
}

/** At the first start the code is compiled while the services start and the photographs are made; the pages wait for those. */
async function startBuild(place: BuildPlace): Promise<{ built: Promise<void>; makePages(): void }> {
  const { promise: seeded, resolve: makePages } = Promise.withResolvers<void>()
  const gate = await listen(async () => {
    await seeded
    return new Response('seeded')
  })
  open.push(gate)
  const built = build(place, gate.url)
  // Its failure is reported when the services are up.
  built.catch(() => {})
  return { built, makePages }
}

function announce(ports: Ports, services: Services): void {
  const urls = {
    store: `http://localhost:${ports.store}`,
    mailbox: `http://127.0.0.1:${ports.mail}`,
    queue: `http://127.0.0.1:${ports.queue}`,
    payments: `http://127.0.0.1:${ports.payments}`,
    chaos: `http://127.0.0.1:${ports.chaos}`,
    database: services.databaseUrl,
    ...(mode === 'start' ? { log } : {}),
  }
  const file = join(directory, 'urls.json')
  open.push({ close: () => rmSync(file, { force: true }) })
  writeWhole(file, `${JSON.stringify({ pid: process.pid, ...urls }, null, 2)}\n`)
  say('ready\n')
  for (const [name, url] of Object.entries(urls)) console.log(`  ${name.padEnd(10)}${url}`)
  console.log('\nCtrl-C stops everything. The same command starts the store again with its data.\n')
}

/** Says how staff sign in: the password once, and later where it is. */
function announceStaff(isFirst: boolean): void {
  const { mailDomain } = localShop
  const where = relative(process.cwd(), staffPasswordFile(directory))
  const password = isFirst ? `${staffPassword(directory)} (also in ${where})` : `in ${where}`
  console.log(`  staff     owner@${mailDomain}, editor@${mailDomain}; password ${password}\n`)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
main().catch(async (error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (!stopping) await stop(1)
})
