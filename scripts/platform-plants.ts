// `npm run platforms -- planted [platform]`: puts a mistake into an adapter of a copy of the project, and expects the suite to see it.
// The mistakes of AWS are in deploy/aws-lambda/stand-in/plants.ts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject } from '#scripts/copy-project.ts'

type Plant = { platform: string; file: string; name: string; code: string; mistake: string }

const azure = { platform: 'Azure Functions', file: 'deploy/azure-functions/adapter.ts' }
const google = { platform: 'Google Cloud', file: 'deploy/google-cloud/adapter.ts' }
const knative = { platform: 'Knative', file: 'deploy/knative/adapter.ts' }
const edge = { platform: 'Supabase Edge', file: 'deploy/supabase-edge/adapter.ts' }
const files = { platform: 'OpenFaaS', file: 'deploy/secret-files.ts' }
const server = { platform: 'OpenFaaS', file: 'deploy/app.ts' }
const framework = { platform: 'Cloud Run functions', file: 'deploy/google-cloud/function.ts' }

const plants: readonly Plant[] = [
  { ...azure, name: 'a failure is swallowed', code: "if (outcome.kind !== 'done') throw", mistake: 'if (false) throw' },
  { ...azure, name: 'cookies are lost', code: 'body: body as never, cookies }', mistake: 'body: body as never }' },
  {
    ...azure,
    name: 'a dead letter is repeated',
    code: "if (!outcome || outcome.kind === 'never') return",
    mistake: 'if (!outcome) return',
  },
  {
    ...google,
    name: 'anybody may wake a function',
    code: 'return caller && sure && email === caller',
    mistake: 'return true',
  },
  {
    ...google,
    name: 'a failure is acknowledged',
    code: '{ status: 503, headers }',
    mistake: '{ status: 200, headers }',
  },
  {
    ...google,
    name: 'retry-after is lost',
    code: "outcome.after ? { 'retry-after': String(outcome.after) } : {}",
    mistake: "outcome.after ? { 'retry-after': '1' } : {}",
  },
  {
    ...framework,
    name: 'the parsed body is used',
    code: 'getRequestListener(createCloudRun(...settings).fetch)',
    mistake: `(request: never, response: never) => {
    const parsed = request as { rawBody?: Buffer; body?: unknown }
    if (parsed.rawBody) parsed.rawBody = Buffer.from(JSON.stringify(parsed.body))
    return getRequestListener(createCloudRun(...settings).fetch)(request, response)
  }`,
  },
  { ...knative, name: 'signatures are not checked', code: 'line.startsWith(name) &&', mistake: 'true ||' },
  {
    ...knative,
    name: 'a failure goes to the dead letters',
    code: 'reason: outcome.reason }, 503)',
    mistake: 'reason: outcome.reason }, 422)',
  },
  {
    ...knative,
    name: 'the planned time is lost',
    code: 'event.time ? new Date(event.time) : undefined',
    mistake: 'undefined',
  },
  { ...files, name: 'a secret keeps its line end', code: '.trim()', mistake: '' },
  {
    ...server,
    name: 'the trace of the platform is dropped',
    code: 'return run(withTraceOf(raw))',
    mistake: 'return run(new Request(raw, { headers: {} }))',
  },
  {
    ...edge,
    name: 'the path is that of the platform',
    code: 'url.pathname = `/api/',
    mistake: 'url.pathname = `/',
  },
  {
    ...edge,
    name: 'headers of the answer are lost',
    code: 'const headers = new Headers(response.headers)',
    mistake: 'const headers = new Headers()',
  },
]

/** Runs the suite of a platform in a folder. True when it passes. */
async function passes(folder: string, platform: string): Promise<boolean> {
  const vitest = join(folder, 'node_modules', '.bin', 'vitest')
  const parameters = ['run', 'deploy/conformance/conformance.test.ts', '-t', `^${platform}( |$)`, '--bail=1']
  const [code] = await once(spawn(vitest, parameters, { cwd: folder, stdio: 'ignore' }), 'exit')
  return code === 0
}

/** @param only the name of one platform; all of them unless told */
export async function runPlants(only?: string): Promise<void> {
  const chosen = plants.filter(({ platform }) => !only || platform === only)
  const copy = copyProject('nightlight-plants-')
  process.stdout.write('| platform | planted | |\n|---|---|---|\n')
  for (const platform of new Set(chosen.map((plant) => plant.platform))) {
    if (!(await passes(copy, platform))) throw new Error(`The suite of ${platform} fails without a planted mistake.`)
  }
  for (const { platform, file, name, code, mistake } of chosen) {
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(code)) throw new Error(`${file} has no such code any more: ${code}`)
    writeFileSync(path, text.replace(code, mistake))
    const seen = !(await passes(copy, platform))
    writeFileSync(path, text)
    process.stdout.write(`| ${platform} | ${name} | ${seen ? 'seen' : 'NOT SEEN'} |\n`)
    if (!seen) process.exitCode = 1
  }
  rmSync(copy, { recursive: true })
}
