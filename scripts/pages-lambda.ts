// `npm run pages:lambda`: builds the pages for Lambda with OpenNext, in a copy of the project and without an account, and runs their
// server under the stand-in for Lambda, beside functions of the store: deploy/aws-lambda/pages.md. npm fetches OpenNext into the copy.
// The server needs moto_server for S3 and DynamoDB. Takes about four minutes.
//   --keep   keeps the copy and prints its path
import * as fs from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openNextConfig, openNextPackage } from '#deploy/aws-lambda/open-next.ts'
import { callAddress } from '#deploy/aws-lambda/stand-in/function-url.ts'
import { createFunction, type LambdaFunction } from '#deploy/aws-lambda/stand-in/lambda.ts'
import { hasMoto, startMoto } from '#deploy/aws-lambda/stand-in/moto.ts'
import { packageFunction } from '#deploy/aws-lambda/stand-in/packages.ts'
import { createPages, storePages } from '#deploy/aws-lambda/stand-in/pages.ts'
import { prefix } from '#deploy/generated.ts'
import { privateEnvironment } from '#local/settings.ts'
import { copyProject } from '#scripts/copy-project.ts'
import { inheritedEnvironment, type Open, runProgram, startStoreToBuild } from '#scripts/store-to-build.ts'

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } })
const say = (line: string) => console.log(`\n${line}`)
const open: Open = []

/** What npm needs of this machine: OpenNext calls it for sharp. */
const npmEnvironment = () =>
  Object.fromEntries(
    Object.entries(inheritedEnvironment()).filter(([name]) =>
      /^(npm_config_|node_extra_ca_certs$|https?_proxy$|no_proxy$|home$)/i.test(name),
    ),
  )

async function build(copy: string): Promise<Record<string, string>> {
  say(openNextPackage)
  const tools = join(copy, '.open-next-tools')
  fs.mkdirSync(tools)
  fs.writeFileSync(join(tools, 'package.json'), '{ "private": true }')
  const install = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error']
  await runProgram('npm', [...install, openNextPackage], tools, inheritedEnvironment())
  say('A store to read from')
  const environment = await startStoreToBuild(join(copy, '.nightlight'), open)
  say('open-next build')
  fs.writeFileSync(join(copy, 'open-next.config.ts'), openNextConfig)
  const program = join(tools, 'node_modules', '@opennextjs', 'aws', 'dist', 'index.js')
  const env = { ...npmEnvironment(), ...environment, ...privateEnvironment() }
  await runProgram(process.execPath, [program, 'build'], copy, env)
  return environment
}

/** Pages that are files, a page that is rendered for each caller, and a function. */
const paths = ['/', '/products/porch', '/about', '/search?q=lamp', '/cart', '/nowhere-at-all', '/api/health', '/']

async function call(pages: LambdaFunction, path: string, site: string): Promise<void> {
  const began = performance.now()
  const headers = { 'x-forwarded-host': new URL(site).host, accept: 'text/html' }
  const response = await callAddress(
    pages,
    new Request(`https://abc.lambda-url.eu-central-1.on.aws${path}`, { headers }),
  )
  const { length } = await response.text()
  const ms = Math.round(performance.now() - began)
  const from = response.headers.get('x-nextjs-cache') ?? 'rendered'
  console.log(`| ${path} | ${response.status} | ${from} | ${length} | ${ms} |`)
  const wanted = path === '/nowhere-at-all' ? 404 : 200
  if (response.status !== wanted) throw new Error(`${path} answered ${response.status}.\n${pages.logs().slice(-3000)}`)
}

/** The size of a folder's files in MB. */
const megabytes = (folder: string) =>
  fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(join(entry.parentPath, entry.name)).size, 0) / 1_000_000

async function run(copy: string, environment: Record<string, string>): Promise<void> {
  const moto = await startMoto()
  open.push(moto)
  const output = join(copy, '.open-next')
  await storePages(moto, output)
  const pages = createPages(moto, output, environment)
  open.push({ close: () => pages.stop() })
  say('| path | status | cache | characters | ms |\n|---|---|---|---|---|')
  for (const path of paths) await call(pages, path, environment.SITE_URL ?? '')
  const folders = { pages: join(output, 'server-functions', 'default'), health: '', sweep: '', 'process-order': '' }
  for (const name of ['health', 'sweep', 'process-order'] as const)
    folders[name] = await packageFunction(name, join(copy, '.nightlight', 'aws-lambda', name))
  const least: Record<string, number> = {}
  for (let round = 0; round < 5; round++) {
    for (const [name, folder] of Object.entries(folders)) {
      const settings = { name: `${prefix}-${name}`, folder, environment, seconds: 30, memory: 1024 }
      const lambda = name === 'pages' ? createPages(moto, output, environment) : createFunction(settings)
      await lambda.invoke(
        name === 'pages' ? { version: '2.0', rawPath: '/', requestContext: { http: {} } } : { Records: [] },
      )
      least[name] = Math.min(least[name] ?? Number.POSITIVE_INFINITY, ...lambda.coldStarts())
      await lambda.stop()
    }
  }
  say('| function | MB | cold start, ms, the least of five |\n|---|---|---|')
  for (const [name, folder] of Object.entries(folders))
    console.log(`| ${name} | ${megabytes(folder).toFixed(1)} | ${Math.round(least[name] ?? 0)} |`)
}

const copy = copyProject('pages-lambda-')
try {
  const environment = await build(copy)
  if (hasMoto) await run(copy, environment)
  else say('The server was not run: moto_server is not installed (pip install moto[server]).')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  for (const part of open.splice(0).toReversed()) await part.close()
  if (values.keep) console.log(copy)
  else fs.rmSync(copy, { recursive: true, force: true })
}
