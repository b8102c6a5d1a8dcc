import { fork } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import { measure } from '#bench/load.ts'
import { cpuOf } from '#bench/processor.ts'
import type { Taken } from '#bench/result.ts'

/** A server under load, and the processes that work for it; none: not of this machine. */
export type Server<Name extends string = string> = {
  name: Name
  url: string
  processes: readonly number[]
  headers?: Record<string, string>
}

const [seconds, connections] = [1, 16]

/** Asks for one address as often as the server answers. */
export async function takeLoad({ url, processes, headers = {} }: Server, path: string): Promise<Taken> {
  const before = cpuOf(processes)
  const { perSecond } = await measure(new URL(path, url).href, { seconds, connections, headers })
  const after = cpuOf(processes)
  const isKnown = before !== null && after !== null && processes.length > 0
  return { value: perSecond, cpu: isKnown ? (after - before) / (perSecond * seconds) : null }
}

export type Bare = { server: Server<'bare server'>; answer(body: Buffer): Promise<void>; close(): void }

/** Starts the limit: a server that answers everything with the same bytes. */
export async function startBare(): Promise<Bare> {
  const child = fork(join(import.meta.dirname, 'bare.ts'))
  const [port] = await once(child, 'message')
  return {
    server: { name: 'bare server', url: `http://127.0.0.1:${port}`, processes: child.pid ? [child.pid] : [] },
    async answer(body) {
      child.send(body.toString('base64'))
      await once(child, 'message')
    },
    close: () => child.disconnect(),
  }
}

/** The bytes of an answer as they were sent, with gzip. */
export function fetchGzip(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asking = get(url, { headers: { 'accept-encoding': 'gzip' }, agent: false }, async (answer) =>
      resolve(Buffer.concat(await answer.toArray())),
    )
    asking.once('error', reject)
  })
}
