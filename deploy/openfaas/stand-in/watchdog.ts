// OpenFaaS's of-watchdog in its mode "http", by its source (github.com/openfaas/of-watchdog: pkg/watchdog.go, executor/http_runner.go):
// the entry of the container, which starts the function's server and forwards calls to it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export type WatchdogSettings = {
  /** `fprocess`: the program and its arguments */
  process: readonly [program: string, ...parameters: string[]]
  /** the environment of that program */
  environment: Record<string, string>
  /** where it works */
  folder: string
  /** `upstream_url`: the port at which it listens */
  port: number
  /** the folder of `.lock`, /tmp in a container */
  temporary: string
  /** `exec_timeout`, in milliseconds */
  execTimeout: number
  /** `max_inflight`: further calls get 429; 0 is no limit */
  maxInflight?: number
}
export type Watchdog = {
  url: string
  child: ChildProcess
  /** the exit code of the function, when it has ended */
  ended: Promise<number>
  logs(): string
  stop(): Promise<void>
}

/** Starts the watchdog and its function, whose own `/_/ready` is the `ready_path`. A call before the function listens fails, as there. */
export async function startWatchdog(settings: WatchdogSettings): Promise<Watchdog> {
  const [program, ...parameters] = settings.process
  const child = spawn(program, parameters, {
    cwd: settings.folder,
    env: settings.environment as never,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(([code]) => Number(code))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text))
  const lock = join(settings.temporary, '.lock')
  let inFlight = 0
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url?.split('?')[0]
    const healthy = existsSync(lock)
    if (path === '/_/health') return void outgoing.writeHead(healthy ? 200 : 503).end()
    if (path === '/_/ready' && !healthy) return void outgoing.writeHead(503).end()
    if (settings.maxInflight && inFlight >= settings.maxInflight) return void outgoing.writeHead(429).end()
    inFlight += 1
    outgoing.once('close', () => (inFlight -= 1))
    await forward(incoming, outgoing, settings)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  writeFileSync(lock, '')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    child,
    ended,
    logs: () => output,
    // SIGTERM: it is unhealthy at once, takes no further calls, ends those that run, and the function ends by the same signal.
    async stop() {
      rmSync(lock, { force: true })
      child.kill('SIGTERM')
      server.close()
      server.closeIdleConnections()
      await ended
      server.closeAllConnections()
    },
  }
}

/** Forwards a call with all its headers. Its answer is read to the end, unless the caller asked for an event stream. */
async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { port, execTimeout }: WatchdogSettings,
): Promise<void> {
  const began = performance.now()
  const duration = () => ({ 'x-duration-seconds': ((performance.now() - began) / 1000).toFixed(6) })
  // The function is not ended: only the call to it is.
  const signal = AbortSignal.timeout(execTimeout)
  const { method, url: path, headers } = incoming
  const upstream = request({ port, host: '127.0.0.1', method, path, headers, signal })
  incoming.pipe(upstream)
  try {
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage]
    const parts: Buffer[] = []
    const streams = headers.accept?.startsWith('text/event-stream')
    const begin = () => {
      for (const [name, values = []] of Object.entries(answer.headersDistinct)) outgoing.setHeader(name, values)
      outgoing.writeHead(answer.statusCode ?? 500, duration())
      outgoing.flushHeaders()
    }
    if (streams) begin()
    for await (const part of answer) {
      if (streams) outgoing.write(part)
      else parts.push(part as Buffer)
    }
    if (!streams) begin()
    outgoing.end(Buffer.concat(parts))
  } catch {
    if (!outgoing.headersSent) outgoing.writeHead(signal.aborted ? 504 : 500, duration())
    outgoing.end()
  }
}
