import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Failure, type Result, startRuntimeApi } from '#deploy/aws-lambda/stand-in/runtime-api.ts'

export type FunctionSettings = {
  /** with the shop's prefix: `nightlight-sweep` */
  name: string
  /** the package: what lies at /var/task */
  folder: string
  environment: Record<string, string>
  /** the longest call */
  seconds: number
  /** MB */
  memory: number
}

/** One process of a function, which takes one call at a time and is frozen between two. */
export type Instance = {
  /** milliseconds until the handler was loaded */
  initMs: number
  /** True until its process has ended. */
  lives(): boolean
  /** True while a call has no answer yet, or a streamed one has not ended. */
  busy(): boolean
  /** @param trace the header of X-Ray for this call */
  invoke(event: object, trace: string): Promise<Result>
  /** Ends the call that runs as at its limit. */
  cutOff(): void
  stop(): Promise<void>
}

export const account = '123456789012'
export const region = 'eu-central-1'
/** Lambda gives a package ten seconds for its first phase. */
const initSeconds = 10

/** Amazon's own client where AWS_LAMBDA_RIC names its folder, such as node_modules/aws-lambda-ric; else the stand-in for it. */
export const { AWS_LAMBDA_RIC: ric } = process.env
const runtime = ric ? join(ric, 'index.mjs') : join(import.meta.dirname, 'bootstrap.ts')

/** What Lambda sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const setByLambda = ({ name, folder, memory }: FunctionSettings, api: string) => ({
  _HANDLER: 'index.handler',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_SESSION_TOKEN: 'example-session',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: `2026/01/01/[$LATEST]${randomUUID().replaceAll('-', '')}`,
  AWS_LAMBDA_RUNTIME_API: api,
  LAMBDA_TASK_ROOT: folder,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  PATH: process.env.PATH ?? '',
})

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/**
 * Starts an instance.
 * @param write gets what the function writes
 * @throws Error with the runtime's own words when the package cannot be loaded
 */
export async function startInstance(settings: FunctionSettings, write: (text: string) => void): Promise<Instance> {
  const { name, folder, environment, seconds, memory } = settings
  let ready = Promise.withResolvers<void>()
  const api = await startRuntimeApi({ waits: () => void freeze(), failed: (failure) => ready.reject(toError(failure)) })
  const began = performance.now()
  const child = spawn(process.execPath, [`--max-old-space-size=${Math.floor(memory * 0.9)}`, runtime], {
    cwd: folder,
    env: { NODE_ENV: 'production', ...setByLambda(settings, api.address), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => write(text.toString()))
  let answer: ((result: Result) => void) | undefined
  let expire = () => {}
  let over = false
  let streams = false
  const finish = (result: Result) => {
    if (answer && 'stream' in result) {
      streams = true
      result.stream.once('close', () => {
        streams = false
      })
    }
    answer?.(result)
    answer = undefined
  }
  child.once('exit', (code, signal) => {
    living.delete(child)
    api.close()
    const failure = exitOf(code, signal)
    ready.promise.catch(() => {})
    ready.reject(toError(failure))
    finish({ failure })
  })
  const lives = () => !over && child.exitCode === null && child.signalCode === null

  /** Between two calls nothing of an instance runs, and nothing that it has started may. */
  async function freeze(): Promise<void> {
    const left = await childrenOf(child.pid ?? 0)
    if (left.length > 0) write(`${name} leaves child processes behind: ${left}\n`)
    if (process.platform !== 'win32') child.kill('SIGSTOP')
    ready.resolve()
  }

  const late = setTimeout(() => child.kill('SIGKILL'), initSeconds * 1000)
  try {
    await ready.promise
  } finally {
    clearTimeout(late)
  }
  return {
    initMs: performance.now() - began,
    lives,
    busy: () => answer !== undefined || streams,
    async invoke(event, trace) {
      await ready.promise
      ready = Promise.withResolvers()
      ready.promise.catch(() => {})
      const id = randomUUID()
      return new Promise<Result>((resolve) => {
        expire = () => {
          const errorMessage = `RequestId: ${id} Error: Task timed out after ${seconds.toFixed(2)} seconds`
          write(`${errorMessage}\n`)
          over = true
          finish({ failure: { errorType: 'Sandbox.Timedout', errorMessage } })
          child.kill('SIGKILL')
        }
        const end = setTimeout(expire, seconds * 1000)
        answer = resolve
        ready.promise.catch(() => {}).finally(() => clearTimeout(end))
        child.kill('SIGCONT')
        const arn = `arn:aws:lambda:${region}:${account}:function:${name}`
        const deadline = Date.now() + seconds * 1000
        api.hand({ id, event: JSON.stringify(event), trace, deadline, arn }, finish)
      })
    },
    cutOff: () => expire(),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

const toError = ({ errorType, errorMessage }: Failure) => Object.assign(new Error(errorMessage), { name: errorType })

const exitOf = (code: number | null, signal: string | null): Failure => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `Error: Runtime exited with ${signal ? `error: signal: ${signal}` : `code: ${code}`}`,
})

/** The processes that this one has started and that still run, after a second in which they may end. Linux only. */
async function childrenOf(pid: number): Promise<string[]> {
  const file = `/proc/${pid}/task/${pid}/children`
  for (let tries = 0; ; tries++) {
    const children = existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean) : []
    const running = children.filter((child) => !isGone(child))
    if (running.length === 0 || tries >= 50) return running
    await wait(20)
  }
}

function isGone(pid: string): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
