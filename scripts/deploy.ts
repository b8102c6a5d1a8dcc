// `npm run deploy` brings the store online, the first time and each later time: docs/deploy.md says what it needs.
// It stops at the first step that fails. The next run resumes there, since each step first asks what exists.
//   --dry-run      prints what every step would do, and calls no service
//   --state <path> the file for the secrets that it makes; by default .nightlight/deploy.json
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readAccounts } from '#scripts/deploy/accounts.ts'
import { importSigningKey, pushConfiguration, pushMigrations } from '#scripts/deploy/database.ts'
import { keepEndpoint, retireEndpoints } from '#scripts/deploy/endpoint.ts'
import { checkAccounts, configure, examineStore, fill, setSchedules } from '#scripts/deploy/fill.ts'
import { deploy, setVariables } from '#scripts/deploy/host.ts'
import { runIn } from '#scripts/deploy/run.ts'
import { openState } from '#scripts/deploy/state.ts'
import type { Deployment, Step } from '#scripts/deploy/step.ts'
import { diagnose } from '#scripts/doctor.ts'

const project = join(import.meta.dirname, '..')

/** Every step, in order. */
export const stepsOf = (directory: string): Step[] => [
  checkAccounts,
  pushMigrations,
  pushConfiguration,
  importSigningKey,
  keepEndpoint,
  setVariables,
  configure,
  deploy,
  retireEndpoints,
  setSchedules(directory),
  fill,
  examineStore,
]

/** Does the steps in order. @throws Error of the first step that fails; it says how to resume and how to undo the step */
export async function perform(
  steps: readonly Step[],
  deployment: Deployment,
  say: (line: string) => void,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    say(`${index + 1}/${steps.length} ${step.name}…`)
    try {
      say(`    ${await step.run(deployment)}`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`${step.name}: ${reason}\nRun this again to go on here. To take this step back: ${step.undo}`)
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      state: { type: 'string', default: join('.nightlight', 'deploy.json') },
    },
  })
  const accounts = readAccounts(process.env)
  const steps = stepsOf(project)
  if (values['dry-run']) {
    for (const [index, { name, does, undo }] of steps.entries()) {
      console.log(`${index + 1}. ${name}: ${does(accounts)}\n   Undo: ${undo}`)
    }
    return
  }
  const deployment = {
    accounts,
    state: openState(resolve(project, values.state), process.env),
    run: runIn(project),
    doctor: (environment: Record<string, string>) => diagnose(environment, console.log),
  }
  await perform(steps, deployment, console.log)
  console.log(`\n${accounts.SITE_URL} is online.`)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
