import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { DecoderEnded, decoderOptions, makePhotograph, UnusablePhotograph } from '#shop/photographs/decoder-pool.ts'
import { makeWhole } from '#shop/photographs/testing.ts'

const small = sharp({ create: { width: 200, height: 100, channels: 3, background: '#3a6' } })
  .png()
  .toBuffer()
const large = sharp({ create: { width: 6000, height: 5000, channels: 3, background: '#3a6' } })
  .png()
  .toBuffer()

type Child = { pid: number; command: string }

/** Lists the children of this process that decode photographs. Reads /proc, because a small Linux has no `ps`. */
function listChildren(): Child[] {
  const all = existsSync('/proc/self/stat') ? listProc() : listPs()
  return all.filter(({ parent, command }) => parent === process.pid && command.includes('decoder-child'))
}

function listPs(): (Child & { parent: number })[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/)
    return { pid: Number(pid), parent: Number(parent), command: command.join(' ') }
  })
}

function listProc(): (Child & { parent: number })[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      return [{ pid: Number(name), parent: Number(parent), command }]
    } catch {
      // The process does not exist or has just ended.
      return []
    }
  })
}

test('a child reads neither the environment of its parent nor files of the shop, and starts nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-decoder-'))
  const program = join(directory, 'hostile.mjs')
  const secrets = [`/proc/${process.pid}/environ`, join(process.cwd(), '.env'), join(process.cwd(), 'proxy.ts')]
  writeFileSync(
    program,
    `import { execFileSync } from 'node:child_process'
    import { readFileSync } from 'node:fs'
    const attempt = (run) => { try { return String(run()) } catch (error) { return error.code } }
    const read = ${JSON.stringify(secrets)}.map((path) => attempt(() => readFileSync(path)))
    process.send([...read, attempt(() => execFileSync('cat', ${JSON.stringify(secrets.slice(0, 1))})), Object.keys(process.env)])`,
  )
  const child = fork(program, decoderOptions)
  const [found] = await once(child, 'message')
  child.kill()
  rmSync(directory, { recursive: true })
  expect(found.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'ERR_ACCESS_DENIED'))
  expect(found[4].filter((name: string) => !/^(NODE_|MALLOC_|__)/.test(name))).toEqual([])
})

describe('a limit', () => {
  test('of time ends the child that exceeds it, and the next call goes well', async () => {
    const late = makeWhole(await large, ['avif'], { seconds: 0.02, megabytes: 1024 })
    await expect(late).rejects.toThrow(UnusablePhotograph)
    await expect(late).rejects.toThrow('longer than 0.02 seconds')
    expect((await makeWhole(await small, ['webp'])).sizes).toHaveLength(2)
  })

  test('of memory ends the child that exceeds it, and the next call goes well', async () => {
    const greedy = makeWhole(await large, ['webp'], { seconds: 45, megabytes: 40 })
    await expect(greedy).rejects.toThrow(UnusablePhotograph)
    await expect(greedy).rejects.toThrow('too much memory')
    expect((await makeWhole(await small, ['webp'])).sizes).toHaveLength(2)
  })
})

test('children are used again, and a refusal does not end one', async () => {
  await makeWhole(await small, ['webp'])
  await vi.waitFor(() => expect(listChildren()).toHaveLength(1), 5000)
  for (let round = 0; round < 3; round++) {
    await expect(makeWhole(new Uint8Array(9), ['webp'])).rejects.toThrow(UnusablePhotograph)
    await makeWhole(await small, ['webp'])
  }
  expect(listChildren()).toHaveLength(1)
})

test('an original that breaks off, and a size that cannot be kept, are failures of their own', async () => {
  async function* breakOff() {
    yield (await small).subarray(0, 50)
    throw new Error('the storage is gone')
  }
  await expect(makePhotograph(breakOff(), ['webp'], async (size) => size)).rejects.toThrow('the storage is gone')
  const keep = async ({ width }: { width: number }) => {
    if (width === 160) throw new Error('the storage is full')
  }
  await expect(makePhotograph([await small], ['webp'], keep)).rejects.toThrow('the storage is full')
  // What came of the first one is not in the next one.
  expect((await makeWhole(await small, ['webp'])).sizes.map(({ width }) => width)).toEqual([200, 160])
})

test('many photographs at once each get their own', async () => {
  const widths = [110, 120, 130, 140]
  const originals = await Promise.all(
    widths.map((width) =>
      sharp({ create: { width, height: 9, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
    ),
  )
  const made = await Promise.all(originals.map((original) => makeWhole(original, ['webp'])))
  expect(made.map(({ width }) => width)).toEqual(widths)
})

/** Starts to decode a large photograph and ends its decoder with a signal. */
async function endWith(signal: NodeJS.Signals): Promise<Error> {
  const work = makeWhole(await large, ['avif'], { seconds: 45, megabytes: 2000 })
  const find = () => listChildren().find(({ command }) => command.endsWith(' 2000'))?.pid
  const pid = await vi.waitFor(() => {
    const found = find()
    if (!found) throw new Error('not yet')
    return found
  }, 5000)
  process.kill(pid, signal)
  return work.then(
    () => new Error('it was decoded'),
    (thrown: Error) => thrown,
  )
}

test('a child that somebody else ends is a failure to be tried again, not the fault of the photograph', async () => {
  const error = await endWith('SIGKILL')
  expect(error).toBeInstanceOf(DecoderEnded)
  expect(error).not.toBeInstanceOf(UnusablePhotograph)
})

test.each(['SIGSEGV', 'SIGABRT', 'SIGBUS'] as const)(
  'a photograph that crashes its child with %s is not tried again',
  async (signal) => {
    const error = await endWith(signal)
    expect(error).toBeInstanceOf(UnusablePhotograph)
    expect(error.message).toBe('This photograph crashes the program that reads it. Save it in another format.')
  },
)
