import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuOf } from '#bench/processor.ts'

/** A server that can be started at a port. */
export type Program = {
  command: readonly string[]
  directory: string
  environment: Readonly<Record<string, string | undefined>>
}

export type Started = {
  url: string
  pid: number
  /** milliseconds from its start to the whole first answer, and those of processors meanwhile */
  answered: number
  cpu: number | null
  stop(): Promise<void>
}

const patience = 30_000

/** Starts a server and asks for a page until it answers. @throws Error when it ends, or does not answer in half a minute */
export async function startProgram({ command, directory, environment }: Program, path: string): Promise<Started> {
  const port = await findPort()
  const began = performance.now()
  const child = spawn(process.execPath, [...command, '--port', String(port)], {
    cwd: directory,
    env: { ...environment, PORT: String(port) } as never,
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const url = `http://localhost:${port}`
  while (!(await answers(`${url}${path}`))) {
    if (child.exitCode !== null) throw new Error(`A server ended before it answered: ${command.join(' ')}`)
    if (performance.now() - began > patience)
      throw new Error(`A server does not answer at ${path}: ${command.join(' ')}`)
    await pause(5)
  }
  const answered = performance.now() - began
  const pid = child.pid as number
  return {
    ...{ url, pid, answered, cpu: cpuOf([pid]) },
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** A port that was free a moment ago. */
async function findPort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

/** Whether a page comes whole, with 200. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = get(url, { agent: false }, (answer) =>
      answer.resume().once('end', () => resolve(answer.statusCode === 200)),
    )
    asking.once('error', () => resolve(false))
  })
}
