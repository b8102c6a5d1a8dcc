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

const megabytes = 1024
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

type DecoderReply = { made: MadePhotograph } | { unusable: boolean; message: string }

/**
 * Makes the sizes of a photograph in a child process with a limit of 1 GB and 45 seconds. Reuses idle children.
 * @param limits for tests
 * @throws UnusablePhotograph when the picture cannot be read, crashes the child, or needs more than the limits;
 *   DecoderEnded when the child ended for another reason
 */
export function makePhotograph(
  original: Uint8Array,
  formats: readonly MadeSize['format'][],
  limits = { seconds, megabytes },
): Promise<MadePhotograph> {
  const child = (limits.megabytes === megabytes ? wake() : undefined) ?? start(limits.megabytes)
  child.ref()
  child.channel?.ref()
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
    child.once('message', (answer: DecoderReply) =>
      finish(() => {
        if (limits.megabytes === megabytes) rest(child)
        else child.kill()
        if ('made' in answer) resolve(answer.made)
        else reject(answer.unusable ? new UnusablePhotograph(answer.message) : new Error(answer.message))
      }),
    )
    child.once('exit', (code, signal) => finish(() => reject(explainEnd(code, signal))))
    child.once('error', (error) => finish(() => reject(error)))
    child.send({ original, formats })
  })
}

function explainEnd(code: number | null, signal: string | null): Error {
  if (code === 137) return new UnusablePhotograph('This photograph needs too much memory to decode.')
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
  env: { NODE_ENV: 'production' },
  execArgv: [
    '--max-old-space-size=256',
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
