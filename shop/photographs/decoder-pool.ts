import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { join } from 'node:path'
import { beforeFreeze } from '#lib/freeze.ts'
import type { MadePhotograph, MadeSize } from '#shop/photographs/photographs.ts'

/** Thrown for a photograph that a retry cannot make usable; the message is for the person who uploaded it. */
export class UnusablePhotograph extends Error {}

/** Thrown when the child ended without an answer, perhaps not because of the photograph: a retry may help, a few times. */
export class DecoderEnded extends Error {}

/** Signals of a program that broke on its input: the same photograph would break it again. */
const crashes: readonly (string | null)[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']

/** Of the child's memory, so that a function of 512 MB has room for one child beside its own process. */
const megabytes = 384
/** A child that still has more after a photograph is not used again, so that the next photograph finds as much room as this one. */
const mostAtRest = 160
const seconds = 45
/** How long an idle child is kept, in milliseconds. */
const idleTimeout = 20_000
const idle: { child: ChildProcess; end: NodeJS.Timeout }[] = []

beforeFreeze(() => {
  for (const { child } of [...idle]) {
    forget(child)
    child.kill()
  }
})

/** A child sends each size as soon as it is made, and ends with what it knows of the whole photograph, or with a refusal. */
type DecoderReply =
  | { size: MadeSize }
  | (({ made: MadePhotograph } | { unusable: boolean; message: string }) & { megabytes: number })

/** Starts a child, unless one is idle, so that it is ready when the original has been downloaded. */
export function wakeDecoder(): void {
  if (idle.length === 0) rest(start(megabytes))
}

/**
 * Makes the sizes of a photograph in a child process with a limit of 384 MB and 45 seconds. Reuses idle children.
 * @param original its bytes, which go on to the child as they come, so that this process never holds them
 * @param keep takes each size while the next ones are made; what it gives is in the result
 * @param limits for tests
 * @throws UnusablePhotograph when the picture cannot be read, crashes the child, or needs more than the limits;
 *   DecoderEnded when the child ended for another reason; what `original` and `keep` throw
 */
export function makePhotograph<Kept>(
  original: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  formats: readonly MadeSize['format'][],
  keep: (size: MadeSize) => Promise<Kept>,
  limits = { seconds, megabytes },
): Promise<MadePhotograph & { sizes: Kept[] }> {
  const child = (limits.megabytes === megabytes ? wake() : undefined) ?? start(limits.megabytes)
  child.ref()
  child.channel?.ref()
  const keeping: Promise<Kept>[] = []
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      finish(() =>
        reject(new UnusablePhotograph(`This photograph took longer than ${limits.seconds} seconds to decode.`)),
      )
    }, limits.seconds * 1000)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      child.removeAllListeners()
      settle()
    }
    child.on('message', (answer: DecoderReply) => {
      if ('size' in answer) {
        const kept = keep(answer.size)
        // It is looked at when all sizes are made, or not at all when the photograph fails before.
        kept.catch(() => {})
        keeping.push(kept)
        return
      }
      finish(() => {
        if (limits.megabytes === megabytes && answer.megabytes < mostAtRest) rest(child)
        else child.kill()
        if ('made' in answer) Promise.all(keeping).then((sizes) => resolve({ ...answer.made, sizes }), reject)
        else reject(answer.unusable ? new UnusablePhotograph(answer.message) : new Error(answer.message))
      })
    })
    child.once('exit', (code, signal) => finish(() => reject(explainEnd(code, signal))))
    child.once('error', (error) => finish(() => reject(error)))
    send(child, original, formats).catch((error: Error) => {
      child.kill('SIGKILL')
      finish(() => reject(error))
    })
  })
}

/** @throws what `original` throws; a child that has ended is no error here, because its end is one */
async function send(
  child: ChildProcess,
  original: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  formats: readonly MadeSize['format'][],
): Promise<void> {
  const give = (part: object) => new Promise<void>((resolve) => void child.send(part, () => resolve()))
  for await (const bytes of original) await give({ bytes })
  await give({ formats })
}

function explainEnd(code: number | null, signal: string | null): Error {
  if (code === 137)
    return new UnusablePhotograph(
      'This photograph needs too much memory to decode. Save it as a smaller JPEG, and upload it again.',
    )
  if (crashes.includes(signal))
    return new UnusablePhotograph('This photograph crashes the program that reads it. Save it in another format.')
  return new DecoderEnded(`the decoder ended: ${code ?? signal}`)
}

const place = (...path: string[]) => join(/* turbopackIgnore: true */ process.cwd(), ...path)

/**
 * How the child is started: without secrets in its environment, and with Node's permission model
 * (https://nodejs.org/api/permissions.html), so that it reads its own code and nothing else. The environment of this process, with
 * all secrets, is a file in /proc that a child could read.
 */
export const decoderOptions: ForkOptions = {
  serialization: 'advanced',
  env: {
    NODE_ENV: 'production',
    // glibc gives the memory of a picture back when it is freed, instead of keeping it for each thread (mallopt(3)): a child that
    // has made fifty photographs is no larger than one that has made five.
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: String(4 * 1_048_576),
  },
  execArgv: [
    '--max-old-space-size=128',
    '--expose-gc',
    '--permission',
    // sharp is an addon.
    '--allow-addons',
    ...['node_modules', 'shop', 'lib', 'package.json', 'shop.config.ts'].map(
      (name) => `--allow-fs-read=${place(name)}`,
    ),
  ],
}

function start(limit: number): ChildProcess {
  // Started by its path, not imported: bundlers must keep this file a separate program.
  return fork(place('shop', 'photographs', 'decoder-child.ts'), [String(limit)], decoderOptions)
}

/** An idle child does not keep its parent alive. It ends with its parent or after `idleTimeout`. */
function rest(child: ChildProcess): void {
  child.once('exit', () => forget(child))
  // Without a program to start, the call that wants the child has the error again.
  child.once('error', () => forget(child))
  child.unref()
  child.channel?.unref()
  idle.push({ child, end: setTimeout(() => forget(child) && child.kill(), idleTimeout).unref() })
}

function wake(): ChildProcess | undefined {
  const resting = idle.pop()
  clearTimeout(resting?.end)
  return resting?.child
}

/** Removes an idle child from the pool. Returns true if the child was idle. */
function forget(child: ChildProcess): boolean {
  const index = idle.findIndex((resting) => resting.child === child)
  const [resting] = index < 0 ? [] : idle.splice(index, 1)
  clearTimeout(resting?.end)
  return resting !== undefined
}
