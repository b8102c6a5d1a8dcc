import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv as parseEnvFile } from 'node:util'
import { describe, expect, test } from 'vitest'
import { registry } from '#functions/registry.gen.ts'
import { variables } from '#lib/env.ts'
import { jobPolicies } from '#lib/jobs.gen.ts'
import { functionRoles } from '#lib/roles.gen.ts'

const root = join(import.meta.dirname, '..', '..')
const readText = (...path: string[]) => readFile(join(root, ...path), 'utf8')
async function readMigrations(): Promise<string> {
  const files = await readdir(join(root, 'supabase', 'migrations'))
  return (await Promise.all(files.map((file) => readText('supabase', 'migrations', file)))).join('\n')
}

test('every function has a Postgres role of its name, and every role has a function', async () => {
  const created = [...(await readMigrations()).matchAll(/^create role (\w+) nologin;/gm)].map((match) => match[1])
  expect(created.toSorted()).toEqual(
    ['checkout', 'function_runner', 'gatekeeper', 'tracer', ...functionRoles].toSorted(),
  )
})

test('Edge Functions use the package versions that the store pins', async () => {
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

test('every job that a migration adds has a queue function', async () => {
  const planned = [...(await readMigrations()).matchAll(/private\.add_job\('([a-z-]+)'/g)].map((match) => match[1])
  expect([...new Set(planned)].toSorted()).toEqual(Object.keys(jobPolicies).toSorted())
})

test('anyone may call only health and chat', () => {
  const open = registry.filter(({ trigger }) => trigger.kind === 'http')
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
