// `npm run test:vercel`: builds the store as Vercel does, in a copy of the project and without an account, and examines the
// output: functions, limits, schedules, large packages, pages, secrets. npm fetches Vercel's CLI into a temporary folder; nothing
// is uploaded. Takes about two minutes.
//   --keep   keeps the copy and prints its path
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { registry } from '#functions/registry.gen.ts'
import { limitsOf } from '#functions/runtime/define.ts'
import { secrets } from '#lib/env.ts'
import { privateEnvironment } from '#local/settings.ts'
import { copyProject } from '#scripts/copy-project.ts'
import { vercelCli } from '#scripts/deploy/host.ts'
import { inheritedEnvironment, type Open, runProgram, startStoreToBuild } from '#scripts/store-to-build.ts'
import { describeBundles, readOutput } from '#scripts/vercel/read-output.ts'
import type { Secret } from '#scripts/vercel/secrets.ts'

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } })
const project = join(import.meta.dirname, '..')
const say = (line: string) => console.log(`\n${line}`)
const open: Open = []

/** Installs Vercel's CLI and returns its program. It pins sandbox 4.4.0, which not every registry lists; a build uses none of it. */
async function fetchCli(folder: string): Promise<string> {
  const [name = '', version = ''] = vercelCli.split('@')
  const settings = { private: true, dependencies: { [name]: version }, overrides: { sandbox: '4.5.0' } }
  fs.writeFileSync(join(folder, 'package.json'), JSON.stringify(settings))
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  await runProgram('npm', install, folder, inheritedEnvironment())
  return join(folder, 'node_modules', '.bin', 'vercel')
}

/** The environment of the build: what it needs to read is right, and every other secret is a value that can be searched for. */
function plantSecrets(environment: Record<string, string>): { environment: Record<string, string>; planted: Secret[] } {
  const needed = ['SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS']
  const foreign = ['SUPABASE_SECRET_KEY', 'SUPABASE_DATABASE_URL', 'STRIPE_DEPLOY_KEY', 'GITHUB_TOKEN']
  const names = [...secrets.filter((name) => !needed.includes(name)), ...foreign, 'DEMO_VISITOR_PASSWORD']
  const made = names.map((name) => ({ name, value: `canary${randomBytes(24).toString('hex')}` }))
  const owner = { name: 'OWNER_EMAIL', value: `${randomBytes(12).toString('hex')}@example.com` }
  const tokens = Object.entries(JSON.parse(environment.SUPABASE_ROLE_TOKENS ?? '{}') as Record<string, string>)
  const signatures = tokens.map(([role, token]) => ({ name: `the token of ${role}`, value: token.split('.')[2] ?? '' }))
  const publishable = { name: 'SUPABASE_PUBLISHABLE_KEY', value: environment.SUPABASE_PUBLISHABLE_KEY ?? '' }
  return {
    // A key of the AI gateway needs the name of a model.
    environment: {
      ...environment,
      CHAT_MODEL: 'test',
      ...Object.fromEntries([...made, owner].map(({ name, value }) => [name, value])),
    },
    planted: [...made, owner, ...signatures, publishable],
  }
}

/** The pages that are files: those of app/(shop)/(browse). */
function listPages(): string[] {
  const folder = join(project, 'app', '(shop)', '(browse)')
  return fs
    .globSync('**/page.tsx', { cwd: folder })
    .map((file) => dirname(file).replaceAll('\\', '/').replace(/^\.$/, ''))
}

async function main(copy: string, tools: string): Promise<boolean> {
  say(`Vercel's CLI, ${vercelCli}`)
  const cli = await fetchCli(tools)
  say('A store to read from')
  const { environment, planted } = plantSecrets(await startStoreToBuild(join(copy, '.nightlight'), open))
  say('vercel build')
  fs.mkdirSync(join(copy, '.vercel'), { recursive: true })
  // Hand-written, so that the CLI asks nobody: it is what `vercel pull` would write.
  const settings = { framework: 'nextjs', installCommand: 'node --version', nodeVersion: '24.x' }
  const link = { projectId: 'prj_nobody', orgId: 'team_nobody', settings }
  fs.writeFileSync(join(copy, '.vercel', 'project.json'), JSON.stringify(link))
  const own = {
    ...privateEnvironment(),
    VERCEL_TELEMETRY_DISABLED: '1',
    NO_UPDATE_NOTIFIER: '1',
    HOME: tools,
    USERPROFILE: tools,
  }
  await runProgram(cli, ['build', '--prod', '--yes'], copy, { ...environment, ...own })

  const vercel = JSON.parse(fs.readFileSync(join(project, 'vercel.json'), 'utf8'))
  const { bundles, problems } = readOutput(copy, {
    functions: registry.map((one) => ({ name: one.name, ...limitsOf(one) })),
    crons: vercel.crons,
    large: {
      '@img': ['make-thumbnail', 'make-sales-report'],
      sharp: ['make-thumbnail', 'make-sales-report'],
      pdfkit: ['make-sales-report'],
    },
    pages: listPages(),
    secrets: planted,
  })
  say(describeBundles(bundles).join('\n'))
  for (const problem of problems) console.error(`✗ ${problem}`)
  const looked = `${registry.length} functions, ${listPages().length} kinds of pages, ${planted.length} secrets`
  say(problems.length === 0 ? `${looked}: nothing is wrong.` : `${looked}: ${problems.length} mistakes.`)
  return problems.length === 0
}

const copy = copyProject('vercel-build-')
const tools = fs.mkdtempSync(join(tmpdir(), 'vercel-cli-'))
try {
  process.exitCode = (await main(copy, tools)) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  for (const part of open.splice(0).toReversed()) await part.close()
  if (values.keep) console.log(copy)
  else fs.rmSync(copy, { recursive: true, force: true })
  fs.rmSync(tools, { recursive: true, force: true })
}
