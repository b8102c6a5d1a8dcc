import { execFile, fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeAppEntry } from '#deploy/azure-functions/entry.ts'
import { bundle } from '#deploy/bundle.ts'
import { packImage } from '#deploy/container/context.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'

const project = join(import.meta.dirname, '..')
const place = mkdtempSync(join(tmpdir(), 'nightlight-pack-'))
const context = join(place, 'container')
const { PATH = '' } = process.env
const bare = { PATH, NODE_ENV: 'production' as const }

beforeAll(async () => {
  await packImage(context)
  // In place of `npm ci` in the Dockerfile.
  symlinkSync(join(project, 'node_modules'), join(context, 'node_modules'))
}, 60_000)
afterAll(() => rmSync(place, { recursive: true }))

test('the image’s context has the bundled programs, and nothing of a developer', () => {
  const files = globSync('**/*.*', { cwd: context, exclude: ['node_modules/**'] })
    .filter((file) => !/^chunks\/[\w.-]+\.js$/.test(file))
    .toSorted()
  const code = ['deploy/container/task.js', 'deploy/host.js', 'shop/photographs/decoder-child.ts']
  expect([...files, 'Dockerfile'].toSorted()).toEqual(
    [...code, 'Dockerfile', 'package-lock.json', 'package.json'].toSorted(),
  )
})

test('npm installs there what cannot be bundled, in the versions of the project, and no more', () => {
  const options = ['ci', '--omit=dev', '--ignore-scripts', '--dry-run', '--offline', '--json', '--prefix', context]
  const { status, stderr } = spawnSync('npm', options, { encoding: 'utf8', shell: process.platform === 'win32' })
  expect({ status, stderr }).toMatchObject({ status: 0 })
  const read = (folder: string) =>
    (JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, object> })
      .packages
  const [installed, ours] = [read(context), read(project)]
  const names = Object.keys(installed).filter(Boolean)
  expect(names).toEqual(expect.arrayContaining(['node_modules/sharp', 'node_modules/@img/sharp-linux-x64']))
  expect(names.filter((name) => /\/(next|react|ai|stripe|@supabase\/.+)$/.test(name))).toEqual([])
  for (const name of names) expect(installed[name]).toEqual(ours[name])
})

test('from there, the host serves its functions', async () => {
  const [entry = '', ...command] = JSON.parse(
    /^ENTRYPOINT (.+)$/m.exec(readFileSync(join(context, 'Dockerfile'), 'utf8'))?.[1] ?? '[]',
  )
  expect(entry).toBe('node')
  const environment = { ...testEnvironment({}), ...bare, PORT: '0', HOST: '127.0.0.1' }
  const child = fork(join(context, command[0]), ['health', 'storage-webhook'], {
    cwd: context,
    env: environment,
    stdio: 'pipe',
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const unsigned = await fetch(`http://127.0.0.1:${port}/api/storage-webhook`, { method: 'POST', body: '{}' })
  expect(unsigned.status).toBe(401)
  expect((await fetch(`http://127.0.0.1:${port}/api/chat`, { method: 'POST' })).status).toBe(404)
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
}, 30_000)

test('from there, a task starts, and says what it lacks', async () => {
  const child = spawn(process.execPath, ['deploy/container/task.js', 'make-sales-report', '{}'], {
    cwd: context,
    env: bare,
  })
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text))
  expect((await once(child, 'close'))[0]).toBe(2)
  expect(JSON.parse(output.trim().split('\n').at(-1) ?? '')).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('kind'),
  })
}, 30_000)

test('an app for Azure registers its function with the host, from wherever it lies', async () => {
  const folder = join(place, 'ship-order')
  const { dependencies } = await bundle(writeAppEntry('ship-order'), folder)
  expect([dependencies, existsSync(join(folder, 'index.mjs'))]).toEqual([{}, true])
  // The host brings this module; here it tells what was registered.
  const host = `import Module from 'node:module'
    const load = Module._load
    const core = { setProgrammingModel() {}, log() {}, registerFunction: ({ bindings }) => console.log(JSON.stringify(bindings)) }
    Module._load = (name, ...rest) => (name === '@azure/functions-core' ? core : load(name, ...rest))
    await import(${JSON.stringify(join(folder, 'index.mjs'))})`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', host], {
    cwd: place,
    env: bare,
  })
  const [bindings] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(Object.values(bindings)).toMatchObject([{ type: 'queueTrigger', queueName: 'nightlight-ship-order' }])
}, 60_000)
