import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Receiver } from '@upstash/qstash'
import { onTestFinished } from 'vitest'
import { listen } from '#local/listen.ts'
import { type QueueOptions, startQueue } from '#local/queue/server.ts'

export const secrets = { token: 'qstash_token_local', currentKey: 'sig_current_local', nextKey: 'sig_next_local' }

export const receiver = new Receiver({ currentSigningKey: secrets.currentKey, nextSigningKey: secrets.nextKey })

/** A delivery as the destination received it; `verified` is the result of the official receiver. */
export type Call = {
  path: string
  method: string
  headers: Headers
  body: string
  signature: string
  verified: boolean
}

type Respond = (call: Call, times: number) => Response | Promise<Response>

/** A destination that keeps its deliveries and answers 200, or with `answers` for a path (`times` counts from 1). */
export async function openDestination(answers: Record<string, Respond> = {}) {
  const calls: Call[] = []
  const server = await listen(async (request) => {
    const { pathname, search } = new URL(request.url)
    const path = pathname + search
    const body = await request.text()
    const signature = request.headers.get('upstash-signature') ?? ''
    const verified = await receiver.verify({ signature, body, url: server.url + path }).catch(() => false)
    const call = { path, method: request.method, headers: request.headers, body, signature, verified }
    calls.push(call)
    return answers[pathname]?.(call, calls.filter((other) => other.path === path).length) ?? new Response('fine')
  })
  onTestFinished(() => server.close())
  return { url: server.url, calls, paths: () => calls.map((call) => call.path) }
}

/** A queue on a free port with the official client. It is closed when the test ends. */
export async function openQueue(options: Partial<QueueOptions> = {}) {
  const queue = await startQueue({ port: 0, file: ':memory:', ...secrets, ...options })
  let open = true
  const close = async () => {
    if (open) await queue.close()
    open = false
  }
  onTestFinished(close)
  return { url: queue.url, close, client: clientOf(queue.url) }
}

export const clientOf = (url: string) =>
  new Client({ baseUrl: url, token: secrets.token, retry: false, enableTelemetry: true })

export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-queue-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'queue.sqlite')
}

/** A queue in its own process, which a test can kill with SIGKILL. */
export async function forkQueue(file: string, speed = 1) {
  const child = fork(join(import.meta.dirname, 'testing-child.ts'), [JSON.stringify({ file, speed, ...secrets })])
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    client: clientOf(url),
    async kill() {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    },
  }
}

export const waitOptions = { timeout: 8000, interval: 10 }
