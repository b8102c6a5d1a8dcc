// `npm run generate` writes every generated file. `npm run check` fails when one of them is stale.
// `PACE_MINUTES=15 npm run generate` also sets the pace of the schedules in vercel.json; later runs keep it.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeServerless } from '#deploy/aws-lambda/serverless.ts'
import { writeTemplate } from '#deploy/aws-lambda/template.ts'
import { writeBicep, writeHost } from '#deploy/azure-functions/bicep.ts'
import { writeTerraform } from '#deploy/google-cloud/terraform.ts'
import { writeKnative, writeKubernetesJobs } from '#deploy/knative/services.ts'
import { writeStack } from '#deploy/openfaas/stack.ts'
import { planFunctions } from '#deploy/plan.ts'
import { edgeFunctions, writeEdge, writeEdgeSettings } from '#deploy/supabase-edge/entries.ts'
import { type Pace, paces } from '#lib/pace.ts'
import { listOldPrices } from '#lib/platform-prices.ts'
import { authMails, authSettings } from '#scripts/auth-mails.ts'
import { bordersForBiome } from '#scripts/borders.ts'
import { writeFromDatabase } from '#scripts/database-types.ts'
import { readDefinitions } from '#scripts/definitions.ts'
import { listActions, listRoutes } from '#scripts/doors.ts'
import { writeFontFaces } from '#scripts/fallback-fonts.ts'
import { writeFont, writeIcon, writeLanguage, writePalette } from '#scripts/look.ts'
import { readMeasured, writePlatformDocs } from '#scripts/platform-docs.ts'
import { replacePart, writeFunctionTable } from '#scripts/write-docs.ts'
import { writeExcerpts } from '#scripts/write-excerpts.ts'
import { writeFacts } from '#scripts/write-facts.ts'
import {
  mark,
  writeJobs,
  writeLoaders,
  writeRegistry,
  writeRoles,
  writeRoute,
  writeVercel,
} from '#scripts/write-functions.ts'
import { readNeeds, writeNeeds } from '#scripts/write-needs.ts'
import { shop } from '#shop.config.ts'
import { fillRows, unreviewed } from '#supabase/tests/rights/catalogue.ts'

const project = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(project, path), 'utf8')

/** The pace in the environment. @throws Error when it is not a pace */
function readPace(): Pace | undefined {
  const { PACE_MINUTES: text } = process.env
  const pace = paces.find((one) => String(one) === text)
  if (text && !pace) throw new Error(`PACE_MINUTES must be ${paces.join(', ')}.`)
  return pace
}

const readMigrations = () => globSync('supabase/migrations/*.sql', { cwd: project }).toSorted().map(read).join('\n')

const checking = process.argv.includes('--check')
const defined = await readDefinitions(join(project, 'functions'))

const definitions = defined.map(({ definition }) => definition)
const needs = await readNeeds(project, defined, readMigrations())
const planFor = (queue: Parameters<typeof planFunctions>[1]) => planFunctions(definitions, queue, 1, needs)

/** Each generated file, by its path in the project. */
const files: Record<string, string> = {
  'scripts/borders.gen.json': `${JSON.stringify(bordersForBiome(), null, 2)}\n`,
  'app/font.gen.css': writeFontFaces(shop),
  'components/hood/excerpts.gen.ts': writeExcerpts(project),
  'app/font.gen.ts': writeFont(shop),
  'app/language.gen.ts': writeLanguage(shop),
  'app/icon.svg': writeIcon(shop),
  'app/palette.gen.css': writePalette(shop),
  'supabase/config.toml': writeEdgeSettings(
    authSettings(read('supabase/config.toml'), shop),
    edgeFunctions(definitions, needs).map(({ name }) => name),
  ),
  ...writeEdge(mark, defined, needs, JSON.parse(read('package.json')).dependencies),
  ...authMails(shop),
  'functions/loaders.gen.ts': writeLoaders(defined),
  'functions/registry.gen.ts': writeRegistry(defined),
  'lib/jobs.gen.ts': writeJobs(defined),
  'lib/roles.gen.ts': writeRoles(defined),
  'deploy/needs.gen.ts': writeNeeds(needs),
  'shop/runs/facts.gen.ts': writeFacts(defined, needs),
  'deploy/aws-lambda/serverless.yml': writeServerless(planFor('sqs')),
  'deploy/aws-lambda/template.gen.yaml': writeTemplate(planFor('sqs')),
  'deploy/azure-functions/host.gen.json': writeHost(planFor('storage-queue')),
  'deploy/azure-functions/main.gen.bicep': writeBicep(planFor('storage-queue')),
  'deploy/google-cloud/main.gen.tf': writeTerraform(planFor('cloud-tasks')),
  'deploy/knative/services.gen.yaml': writeKnative(planFor('broker')),
  'deploy/knative/tasks.gen.yaml': writeKubernetesJobs(planFor('broker')),
  'deploy/openfaas/stack.gen.yaml': writeStack(planFor('qstash')),
  'vercel.json': writeVercel(read('vercel.json'), defined, checking ? undefined : readPace()),
  'docs/platforms.md': writePlatformDocs(project, read('docs/platforms.md'), readMeasured(project), definitions),
  'docs/architecture.md': replacePart(read('docs/architecture.md'), 'functions', writeFunctionTable(defined)),
}
// A new function's route is written below, and a removed one's is still there.
const functionRoutes = defined.map(({ definition }) => `/api/${definition.name}`)
const otherRoutes = listRoutes(project).filter((route) => !route.startsWith('/api/'))
for (const [name, subjects] of [
  ['routes', [...otherRoutes, ...functionRoutes].toSorted()],
  ['actions', listActions(project)],
] as const) {
  const path = `e2e/rights/${name}.json`
  files[path] = `${JSON.stringify(fillRows(JSON.parse(read(path)) as Record<string, unknown>, subjects), null, 2)}\n`
}
for (const one of defined) files[`app/api/${one.definition.name}/route.ts`] = writeRoute(one)

const isStale = (path: string) => !existsSync(join(project, path)) || read(path) !== files[path]

/** Writes the files that have changed, and gives their paths. */
function writeStale(): string[] {
  const stale = Object.keys(files).filter(isStale)
  for (const path of stale) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), files[path] ?? '')
  }
  return stale
}

/** Routes and Edge Functions of functions that no longer exist there. */
const left = globSync(['app/api/*/route.ts', 'supabase/functions/*/index.ts'], { cwd: project })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !(path in files) && read(path).startsWith(mark))

if (checking) {
  const old = listOldPrices(Date.now())
  if (old.length > 0)
    console.warn(`${old.length} prices in lib/platform-prices.ts are older than a year, such as ${old[0]}.`)
  const stale = [...Object.keys(files).filter(isStale), ...left]
  if (stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit what it writes.`)
    process.exitCode = 1
  }
  const open = globSync('{supabase/tests,e2e}/rights/*.json', { cwd: project }).filter((path) =>
    read(path).includes(unreviewed),
  )
  if (open.length > 0) {
    console.error(`Say who may use what is "${unreviewed}" in ${open.join(', ')}.`)
    process.exitCode = 1
  }
} else {
  const written = writeStale()
  for (const path of left) rmSync(dirname(join(project, path)), { recursive: true })
  // Last, and not in a check, because it starts a database. Tests compare these files with the migrations.
  Object.assign(files, await writeFromDatabase(project))
  written.push(...writeStale())
  if (written.length > 0) console.log(`Written: ${written.join(', ')}`)
  if (left.length > 0) console.log(`Removed: ${left.join(', ')}`)
  if (written.length + left.length === 0) console.log('Nothing has changed.')
}
