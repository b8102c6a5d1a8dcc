import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseEnv as parseEnvFile } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { listSchedules, vercelCrons } from '#functions/runtime/schedules.ts'
import { variables } from '#lib/env.ts'
import { jobs } from '#lib/jobs.ts'
import { paces } from '#lib/pace.ts'

const root = join(import.meta.dirname, '..', '..')
const readText = (...path: string[]) => readFile(join(root, ...path), 'utf8')

/** Every function of the folder by its file's name, found by what its module exports. */
const functions = new Map<string, FunctionDefinition>()
beforeAll(async () => {
  const files = (await readdir(join(root, 'functions'))).filter((file) => file.endsWith('.ts'))
  for (const file of files) {
    const text = await readText('functions', file)
    if (file.endsWith('.test.ts') || !text.includes('defineFunction(')) continue
    const module = (await import(/* @vite-ignore */ pathToFileURL(join(root, 'functions', file)).href)) as Record<
      string,
      unknown
    >
    const definition = Object.values(module).find((value) => (value as FunctionDefinition | null)?.trigger)
    functions.set(file.replace('.ts', ''), definition as FunctionDefinition)
  }
})

test('every function has the name of its file', () => {
  expect(functions.size).toBeGreaterThan(8)
  for (const [file, definition] of functions) expect(definition.name).toBe(file)
})

test('every function, and nothing else, is served: by Next under /api, and by the plain host', async () => {
  const entries = await readdir(join(root, 'app', 'api'))
  expect(entries.toSorted()).toEqual([...functions.keys()].toSorted())
  const host = await readText('functions', 'runtime', 'host.ts')
  const hosted = [...host.matchAll(/'\/api\/([a-z-]+)': serve\((\w+)\)/g)].map((match) => [match[1], match[2]])
  const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  expect(Object.fromEntries(hosted)).toEqual(
    Object.fromEntries([...functions.keys()].map((name) => [name, camel(name)])),
  )
})

test('every route answers the one method that its callers use', async () => {
  for (const [name, { trigger }] of functions) {
    const route = await readText('app', 'api', name, 'route.ts')
    const methods = [...route.matchAll(/export const (\w+) = serve\((\w+)/g)].map((match) => match[1])
    const reading = trigger.kind === 'cron' || (trigger.kind === 'http' && name === 'health')
    expect([name, methods]).toEqual([name, [reading ? 'GET' : 'POST']])
  }
})

test('every function has a Postgres role of its name, and every role its function', async () => {
  const files = await readdir(join(root, 'supabase', 'migrations'))
  const migrations = await Promise.all(files.map((file) => readText('supabase', 'migrations', file)))
  const created = [...migrations.join('\n').matchAll(/^create role (\w+) nologin;/gm)].map((match) => match[1])
  const expected = [
    'function_runner',
    'checkout',
    'gatekeeper',
    ...[...functions.keys()].map((name) => name.replaceAll('-', '_')),
  ]
  expect(created.toSorted()).toEqual(expected.toSorted())
  const types = await readText('lib', 'supabase.ts')
  for (const role of expected.slice(1)) expect(types).toContain(`| '${role}'`)
})

test('the scheduler calls every function that waits for it, at one pace of the shop, and no other', async () => {
  const { crons } = JSON.parse(await readText('vercel.json')) as { crons: unknown }
  const definitions = [...functions.values()]
  expect(paces.map((pace) => vercelCrons(listSchedules(definitions, pace)))).toContainEqual(crons)
})

test('Edge Functions run on the very packages that the store is pinned to', async () => {
  const { dependencies } = JSON.parse(await readText('package.json')) as { dependencies: Record<string, string> }
  for (const name of await readdir(join(root, 'supabase', 'functions'))) {
    const { imports } = JSON.parse(await readText('supabase', 'functions', name, 'deno.json')) as {
      imports: Record<string, string>
    }
    const packages = Object.entries(imports).filter(([key]) => !key.startsWith('#'))
    expect(packages.length).toBeGreaterThan(0)
    for (const [key, value] of packages) expect(value).toBe(`npm:${key}@${dependencies[key]}`)
  }
})

test('where there is no scheduler, the same functions get their schedules at the queue', async () => {
  const program = await readText('functions', 'runtime', 'keep-schedules.ts')
  const listed = /const scheduled = \[([^\]]+)\]/.exec(program)?.[1]?.split(', ') ?? []
  const crons = [...functions.values()].filter(({ trigger }) => trigger.kind === 'cron')
  const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  expect(listed.toSorted()).toEqual(crons.map(({ name }) => camel(name)).toSorted())
})

test('every job has a function of the queue that takes just its input', () => {
  const queued = [...functions.values()].filter(({ trigger }) => trigger.kind === 'queue')
  expect(queued.map(({ name }) => name).toSorted()).toEqual(Object.keys(jobs).toSorted())
  for (const { name, input } of queued) expect(input).toBe(jobs[name as keyof typeof jobs])
})

test('only the health check and the assistant may be called by anyone', () => {
  const open = [...functions.values()].filter(({ trigger }) => trigger.kind === 'http')
  expect(open.map(({ name }) => name)).toEqual(['chat', 'health'])
})

describe('.env.example', () => {
  test('lists exactly the variables that the store reads', async () => {
    const listed = parseEnvFile(await readText('.env.example'))
    expect(Object.keys(listed).toSorted()).toEqual(variables.toSorted())
  })

  test('holds no secret', async () => {
    const listed = parseEnvFile(await readText('.env.example'))
    const filled = Object.entries(listed).filter(([name, value]) => /SECRET|TOKEN|KEY/.test(name) && value)
    expect(filled).toEqual([])
  })
})
