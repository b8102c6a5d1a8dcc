import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildFolder } from '#local/build.ts'
import { checkStart, readCount, readPort } from '#local/check-start.ts'
import { deleteData, storeRuns } from '#local/one-store.ts'
import { choosePorts, type Ports } from '#local/settings.ts'

const project = join(import.meta.dirname, '..')
let directory = ''
const running: ChildProcess[] = []
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'nightlight-start-')))
})
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  rmSync(directory, { recursive: true, force: true })
})

/** Runs a program that imports a part of the local stack, prints a line, and stays. Gives the line. */
async function runApart(code: string): Promise<{ line: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${code}\nsetInterval(() => {}, 1000)`], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  const [line] = await once(child.stdout, 'data')
  return { line: String(line), child }
}

const start = (environment: Record<string, string>, ...options: string[]) =>
  spawnSync(process.execPath, ['local/main.ts', 'start', '--data', directory, ...options], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment } as never,
  })

const holdStore = `import { beOnlyStore } from '#local/one-store.ts'`

describe('a second start in one folder', () => {
  test.each([['start'], ['--fresh']])('is refused at once and changes nothing: %s', async (...options) => {
    const file = JSON.stringify({ store: 'http://localhost:3000' })
    const { child } = await runApart(`${holdStore}\nawait beOnlyStore(${JSON.stringify(directory)})\nconsole.log('on')`)
    writeFileSync(join(directory, 'urls.json'), file)
    writeFileSync(join(directory, 'ports.json'), '{"store":3000}')
    const before = readdirSync(directory)
    const { status, stderr, stdout } = start({}, ...options)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      `A store already runs at http://localhost:3000 with the data of ${directory} (process ${child.pid}). Stop it with ` +
        'Ctrl-C first, or start a second one with its own data: npm start -- --data .nightlight/second\n',
    )
    expect(readdirSync(directory)).toEqual(before)
    expect(readFileSync(join(directory, 'ports.json'), 'utf8')).toBe('{"store":3000}')
  })

  test('is not refused after a kill, and forgets the addresses of the killed store', async () => {
    const hold = `${holdStore}\nawait beOnlyStore(${JSON.stringify(directory)})\nconsole.log('on')`
    const { child } = await runApart(hold)
    writeFileSync(join(directory, 'urls.json'), '{}')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await runApart(hold)).line).toBe('on\n')
    expect(existsSync(join(directory, 'urls.json'))).toBe(false)
  })
})

test('a start waits for the store of its folder that is about to stop', async () => {
  const hold = `${holdStore}\nawait beOnlyStore(${JSON.stringify(directory)})\nconsole.log('on')`
  const first = await runApart(hold)
  const second = await runApart(`console.log('begins')\n${hold}`)
  const next = once(second.child.stdout as NodeJS.ReadableStream, 'data')
  first.child.kill('SIGTERM')
  expect([second.line, String(await next)]).toEqual(['begins\n', 'on\n'])
})

test('a killed store does not count as running', async () => {
  const hold = `${holdStore}\nawait beOnlyStore(${JSON.stringify(directory)})\nconsole.log('on')`
  const { child } = await runApart(hold)
  writeFileSync(join(directory, 'urls.json'), '{"store":"http://localhost:9"}')
  expect(storeRuns(directory)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(storeRuns(directory)).toBe(false)
  expect(start({}, '--cron', 'sweep').stderr).toBe('The store is not running: start it first.\n')
})

test('--fresh deletes nothing in a folder that is no store’s', () => {
  for (const name of ['build', 'package.json']) writeFileSync(join(directory, name), '')
  for (const name of ['storage', 'next']) mkdirSync(join(directory, name))
  deleteData(directory)
  expect(readdirSync(directory)).toHaveLength(4)
})

test('--fresh deletes the data of the store, and nothing else in its folder', () => {
  const own = [
    'ports.json',
    'seeded',
    'build',
    'next.tsconfig.json',
    'store.log',
    'actions.key',
    'queue.sqlite',
    'queue.sqlite-wal',
  ]
  const others = ['deploy.json', 'notes.txt', 'package.json']
  for (const name of [...own, ...others]) writeFileSync(join(directory, name), '')
  for (const name of ['postgres', 'storage', 'next', 'test']) mkdirSync(join(directory, name))
  deleteData(directory)
  expect(readdirSync(directory).toSorted()).toEqual([...others, 'test'].toSorted())
})

describe('ports', () => {
  /** Chooses in a process of its own, which keeps the ports until it is killed. */
  async function choose(where: string) {
    const { line, child } = await runApart(`import { choosePorts } from '#local/settings.ts'
      const began = performance.now()
      const ports = await choosePorts(${JSON.stringify(where)})
      console.log(JSON.stringify({ ports, milliseconds: performance.now() - began }))`)
    const { ports, milliseconds } = JSON.parse(line) as { ports: Ports; milliseconds: number }
    return { ports, milliseconds, child }
  }

  test('two stores that start at the same moment have no port in common', async () => {
    const chosen = await Promise.all(['a', 'b', 'c'].map((name) => choose(join(directory, name))))
    const ports = chosen.flatMap(({ ports }) => Object.values(ports))
    expect(ports).toHaveLength(21)
    expect(new Set(ports).size).toBe(21)
  })

  test('a killed store leaves its ports to the next one', async () => {
    const { ports, child } = await choose(directory)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await choose(directory)).ports).toEqual(ports)
  })

  test('a copied folder takes other ports at once while the original runs', async () => {
    const first = await choose(join(directory, 'a'))
    mkdirSync(join(directory, 'b'))
    writeFileSync(join(directory, 'b', 'ports.json'), readFileSync(join(directory, 'a', 'ports.json')))
    const second = await choose(join(directory, 'b'))
    expect(Object.values(second.ports).filter((port) => Object.values(first.ports).includes(port))).toEqual([])
    // Waiting for the end of a killed store takes five seconds.
    expect(second.milliseconds).toBeLessThan(4000)
  })

  test('a file of ports that a kill has cut off counts as none', async () => {
    writeFileSync(join(directory, 'ports.json'), '{"store": 30')
    expect((await choose(directory)).ports.store).toBeGreaterThan(0)
  })

  test('a port that another program has is refused, and nothing is written', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    await expect(choosePorts(directory, port)).rejects.toThrow(`Port ${port} is in use. Choose another with PORT=…`)
    expect(readdirSync(directory)).toEqual([])
    server.close()
  })

  test.each(['abc', '0', '70000', '3000.5', '-1'])('PORT=%s is refused', (value) => {
    expect(() => readPort(value)).toThrow(`PORT=${value} is no port. Use a number from 1 to 65535`)
  })
  test('PORT may be missing or empty', () =>
    expect([readPort(undefined), readPort(''), readPort('3001')]).toEqual([undefined, undefined, 3001]))
})

test.each(['', '-1', '1.5', 'many', '1e3', '400001'])('--products=%s is no number of lamps', (value) => {
  expect(() => readCount(value)).toThrow(`--products=${value} is no number of lamps. Use a whole number up to 400000`)
  expect([readCount(undefined), readCount('0'), readCount('400000')]).toEqual([0, 0, 400_000])
})

describe('a start is refused with a sentence that says what to do', () => {
  const check = (changes: { project?: string; directory?: string; environment?: Record<string, string> }) => () =>
    checkStart({ project: directory, directory, environment: {}, ...changes })

  test.each(['0.0.0.0', '::', '192.168.1.20'])('with HOST=%s', (HOST) => {
    expect(check({ environment: { HOST } })).toThrow(
      /its secrets are published with its code. Unset HOST: .*adb reverse/,
    )
  })
  test.each(['', 'localhost', '127.0.0.1', '::1', hostname()])('but not with HOST=%s', (HOST) => {
    expect(check({ environment: { HOST } })).not.toThrow()
  })
  test.each(['a$b', 'a"b', 'a`b'])('in a folder %s', (name) => {
    expect(check({ directory: join(directory, name) })).toThrow('Rename or move the folder.')
    expect(check({ project: join(directory, name) })).toThrow('Postgres cannot run in')
  })
  test.each(['a#b', 'a?b'])('when the project is in a folder %s', (name) => {
    expect(check({ project: join(directory, name) })).toThrow('Tailwind cannot run in')
  })
  test.each(["it's", 'a b', '100%', 'é', '(x)', '[y]', 'a&b'])('but not in a folder %s', (name) => {
    mkdirSync(join(directory, name))
    expect(check({ project: join(directory, name), directory: join(directory, name, 'data') })).not.toThrow()
  })
  test('when the data is a file', () => {
    writeFileSync(join(directory, 'file'), '')
    expect(check({ directory: join(directory, 'file') })).toThrow('is a file. Delete it, or choose a folder')
  })
  test.skipIf(process.platform === 'win32')('when a folder cannot be written', () => {
    chmodSync(directory, 0o555)
    const code = `import { checkStart } from '#local/check-start.ts'
      const [, directory] = process.argv
      for (const wish of [{ project: directory, directory }, { project: '/tmp', directory: directory + '/new/data' }])
        try { checkStart({ ...wish, environment: {} }) } catch (error) { console.log(error.message) }`
    // The superuser may write everywhere.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const parameters = ['--input-type=module', '-e', code, directory]
    const { stdout } = spawnSync(process.execPath, parameters, { cwd: project, encoding: 'utf8', ...user })
    expect(stdout).toBe(
      `This user cannot write to ${directory}. The build is made there: copy the project to a folder that is yours.\n` +
        `This user cannot write to ${directory}. Choose another folder for the data with --data.\n`,
    )
  })
  test('with an unknown option or word', () => {
    expect(start({}, '--frsh').stderr).toMatch(/^Unknown option '--frsh'/)
    expect(start({}, 'strat').stderr).toBe('Unknown: strat. The options are at the top of local/main.ts.\n')
  })
  test('before anything is written', () => {
    expect(start({ HOST: '0.0.0.0' }).status).toBe(1)
    expect(start({ PORT: '99999' }).stderr).toContain('PORT=99999 is no port')
    expect(readdirSync(directory)).toEqual([])
  })
})

test('data elsewhere has its build inside the project, where Next can make it', () => {
  expect(buildFolder('/a/shop', '/a/shop/.nightlight/test')).toBe(join('.nightlight', 'test', 'next'))
  const elsewhere = ['/a/shop-data', '/a', '/b/c'].map((data) => buildFolder('/a/shop', data))
  expect(new Set(elsewhere).size).toBe(3)
  for (const folder of elsewhere) expect(folder).toMatch(/^\.nightlight.builds.[0-9a-f]{12}$/)
})

test('calls between the services go through no proxy', async () => {
  const code = `import { listen } from '#local/listen.ts'
    import { reachDirectly } from '#local/reach-directly.ts'
    reachDirectly(process.env)
    const server = await listen(() => new Response('direct'))
    const names = [server.url, server.url.replace('127.0.0.1', 'localhost')]
    console.log(await Promise.all(names.map(async (url) => (await fetch(url)).text())), process.env.NO_PROXY)
    await server.close()`
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: project,
    encoding: 'utf8',
    env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'intra.example' } as never,
  })
  expect(child.stdout).toBe("[ 'direct', 'direct' ] intra.example,localhost,127.0.0.1,[::1],::1\n")
})

test('a command before `npm ci` says so', () => {
  mkdirSync(join(directory, 'scripts'))
  cpSync(join(project, 'scripts', 'check-node.js'), join(directory, 'scripts', 'check-node.js'))
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
  const { stderr, status } = spawnSync(process.execPath, ['--import', './scripts/check-node.js', 'main.ts'], {
    cwd: directory,
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([1, 'The packages are missing. Run `npm ci --include=dev` first.\n'])
})

test('every command of package.json checks the machine first', () => {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const own = Object.values(scripts).flatMap((line) => /node .*?\.ts/.exec(line)?.[0] ?? [])
  expect(own.length).toBeGreaterThan(6)
  for (const line of own) expect(line).toMatch(/^node --import \.\/scripts\/check-node\.js \S+\.ts$/)
})

test.runIf(existsSync('/usr/bin/node'))('an old Node is told what to do', () => {
  const { stderr, status } = spawnSync(
    '/usr/bin/node',
    ['--import', './scripts/check-node.js', 'local/main.ts', 'start'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  )
  const old = Number(spawnSync('/usr/bin/node', ['-p', 'process.versions.node.split(".")[0]']).stdout) < 24
  if (old) expect([status, stderr]).toEqual([1, expect.stringMatching(/^Nightlight runs on Node 24.*npm rebuild/)])
})
