import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { testEnvironment } from '#functions/runtime/testing.ts'
import { listen } from '#local/listen.ts'
import type { TestDatabase } from '#local/supabase/test-database.ts'

const root = dirname(import.meta.dirname)
const ignored = ['node_modules', '.git', '.next', '.nightlight']

/** The file that a developer writes for a scheduled function. */
const source = `import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { unwrap } from '#lib/supabase.ts'

/** Counts the open jobs once a month. Nobody reads the second sentence. */
export const countJobs = defineFunction({
  name: 'count-jobs',
  trigger: { kind: 'cron', schedule: '30 4 1 * *' },
  limits: { seconds: 30, memory: 256 },
  input: occurrence,
  async run(_input, { db }) {
    return { open: unwrap(await db.rpc('count_open_jobs')) }
  },
})
`

/** The migration that a developer writes: the role and its grants. */
const migration = `create role count_jobs nologin;
grant function_runner to count_jobs;
grant count_jobs to authenticator;

create function public.count_open_jobs() returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.jobs j where j.status in ('waiting', 'running')
$$;
grant execute on function public.count_open_jobs to count_jobs;
`

let copy = ''
const path = (...parts: string[]) => join(copy, ...parts)
const run = (...parameters: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: copy, encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}` }
}
const program = (name: string) => path('node_modules', ...name.split('/'))

type TestDatabases = { startTestDatabase(): Promise<TestDatabase> }
type Testing = { testEnvironment: typeof testEnvironment }

beforeAll(async () => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'nightlight-function-')))
  // Postgres does not run as root; its user must be able to read the directory.
  chmodSync(copy, 0o755)
  cpSync(root, copy, { recursive: true, filter: (from) => !ignored.some((name) => from === join(root, name)) })
  symlinkSync(join(root, 'node_modules'), path('node_modules'), 'junction')
}, 120_000)
afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('a new function is stale until it is generated', { timeout: 120_000 }, () => {
  writeFileSync(path('functions', 'count-jobs.ts'), source)
  writeFileSync(path('supabase', 'migrations', '29991231000000_count_jobs.sql'), migration)
  const before = run('scripts/generate.ts', '--check')
  expect(before.status).toBe(1)
  for (const file of ['app/api/count-jobs/route.ts', 'functions/registry.gen.ts', 'vercel.json', 'lib/roles.gen.ts'])
    expect(before.said).toContain(file)

  expect(run('scripts/generate.ts')).toMatchObject({ status: 0 })
  const [rights, routes] = ['supabase/tests/rights/functions.json', 'e2e/rights/routes.json']
  const unreviewed = run('scripts/generate.ts', '--check')
  expect(unreviewed.status).toBe(1)
  for (const file of [rights, routes]) expect(unreviewed.said).toContain(file)
  const review = (file: string, who: string) =>
    writeFileSync(path(file), readFileSync(path(file), 'utf8').replace('"unreviewed"', JSON.stringify(who)))
  review(rights, 'count_jobs')
  review(routes, '')
  // It may name prices that are old.
  const { status, said } = run('scripts/generate.ts', '--check')
  expect(status).toBe(0)
  expect(said).not.toMatch(/stale|unreviewed/i)
})

test('the generated files compile', { timeout: 120_000 }, () => {
  const settings = { extends: './tsconfig.json', include: ['app/api', 'functions/registry.gen.ts', 'next-env.d.ts'] }
  writeFileSync(path('tsconfig.new.json'), JSON.stringify(settings))
  expect(run(program('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.new.json')).toEqual({ status: 0, said: '' })
})

test('the new function is in the schedule with its limits, and in the docs', () => {
  const { crons, functions } = JSON.parse(readFileSync(path('vercel.json'), 'utf8'))
  expect(crons).toContainEqual({ path: '/api/count-jobs', schedule: '30 4 1 * *' })
  expect(functions['app/api/count-jobs/route.ts']).toEqual({ maxDuration: 30, memory: 256 })
  expect(readFileSync(path('docs', 'architecture.md'), 'utf8')).toContain(
    '| `count-jobs` | day 1 of the month, 4:30 | 30 s, 256 MB | Counts the open jobs once a month. |\n',
  )
})

test('the new function answers only the scheduler, and has its own role', { timeout: 120_000 }, async () => {
  const load = (...file: string[]) => import(/* @vite-ignore */ pathToFileURL(path(...file)).href)
  const { startTestDatabase } = (await load('local', 'supabase', 'test-database.ts')) as TestDatabases
  // From the copy, because its environment has a token for the new role.
  const environment = ((await load('functions', 'runtime', 'testing.ts')) as Testing).testEnvironment({})
  const database = await startTestDatabase()
  const port = await freePort()
  const env = { ...environment, SUPABASE_URL: database.url, PORT: String(port) } as never
  const host = spawn(process.execPath, ['deploy/host.ts'], { cwd: copy, env, stdio: 'ignore' })
  try {
    const call = (authorization: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${port}/api/count-jobs`, { method, headers: { authorization } })
    await vi.waitFor(() => call(''), { timeout: 60_000 })
    expect([(await call('')).status, (await call('Bearer not-the-secret')).status]).toEqual([401, 401])
    expect((await call(`Bearer ${environment.CRON_SECRET}`, 'POST')).status).toBe(405)
    await database.sql`insert into jobs (key, name, input) values ('job', 'ship-order', '{}')`
    const answer = await call(`Bearer ${environment.CRON_SECRET}`)
    expect([answer.status, await answer.json()]).toEqual([200, { open: 1 }])
    expect(await database.sql`select function, trigger, status from function_runs`).toEqual([
      { function: 'count-jobs', trigger: 'cron', status: 200 },
    ])

    // The role can use its grants, and the role of another function cannot.
    expect((await database.signIn('count_jobs').rpc('count_open_jobs')).data).toBe(1)
    expect((await database.signIn('count_jobs').from('orders').select('id')).error).toMatchObject({ code: '42501' })
    expect((await database.signIn('sweep').rpc('count_open_jobs')).error).toMatchObject({ code: '42501' })
  } finally {
    host.kill()
    await database.close()
  }
})

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const listening = await listen(() => new Response())
  await listening.close()
  return Number(new URL(listening.url).port)
}
