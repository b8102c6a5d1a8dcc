// `npm run pages:lambda`: builds the pages for Lambda with OpenNext, in a copy of the project and without an account, and runs their
// server under the stand-in for Lambda: deploy/aws-lambda/pages.md. npm fetches OpenNext into the copy. Takes about two minutes.
//   --keep   keeps the copy and prints its path
import * as fs from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openNextConfig, openNextPackage } from '#deploy/aws-lambda/open-next.ts'
import { privateEnvironment } from '#local/settings.ts'
import { copyProject } from '#scripts/copy-project.ts'
import { inheritedEnvironment, type Open, runProgram, startStoreToBuild } from '#scripts/store-to-build.ts'

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } })
const say = (line: string) => console.log(`\n${line}`)
const open: Open = []

async function main(copy: string): Promise<void> {
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
  const env = { ...environment, ...privateEnvironment(), OPEN_NEXT_DEBUG: '' }
  await runProgram(process.execPath, [program, 'build'], copy, env)
}

const copy = copyProject('pages-lambda-')
try {
  await main(copy)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  for (const part of open.splice(0).toReversed()) await part.close()
  if (values.keep) console.log(copy)
  else fs.rmSync(copy, { recursive: true, force: true })
}
