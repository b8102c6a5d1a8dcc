// Serves a built store on any machine with Node: `npm run build`, then `node server/main.ts --port 3000 --hostname 0.0.0.0`. It
// listens before Next is there, because pages that are files need no Next. NEXT_OUTPUT names another folder of the build.

import type { RequestListener } from 'node:http'
import { get } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createFront } from '#server/serve.ts'

const { values } = parseArgs({ options: { port: { type: 'string' }, hostname: { type: 'string' } } })
const port = Number(values.port ?? process.env.PORT ?? 3000)
const hostname = values.hostname ?? 'localhost'
const project = join(import.meta.dirname, '..')

/** Paths to make again, one after the other, so that visitors come first. */
const again = new Set<string>()
/** Milliseconds from a change on: what changes many times, such as photographs whose sizes are made, is made again once. */
const quiet = 5000
let isMaking = false

/** Milliseconds for whoever waits at the door already: loading Next keeps the process busy for half a second. */
const firstMoment = 50
let hasBegun = false

/** Next's listener, when it is there. */
const { promise: ready, resolve: setReady } = Promise.withResolvers<RequestListener>()
const front = createFront({
  distDir: join(project, process.env.NEXT_OUTPUT ?? '.next'),
  next(request, response) {
    void begin()
    void ready.then((handle) => handle(request, response))
  },
  again(path) {
    again.add(path)
    if (isMaking) return
    isMaking = true
    setTimeout(makeAgain, quiet).unref()
  },
})
const { server } = front
server.listen(port, hostname, () => setTimeout(begin, firstMoment))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)

/** Loads Next, when a request needs it or the first moment is over. */
async function begin(): Promise<void> {
  if (hasBegun) return
  hasBegun = true
  const { default: next } = await import('next')
  // Next sends forms to itself there when another part of it has their action.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://${hostname}:${port}`
  const app = next({ dev: false, dir: project, hostname, port, quiet: true })
  await app.prepare()
  setReady(app.getRequestHandler())
  closeNext = () => app.close()
  console.log(`Ready at http://${hostname}:${port}`)
  await front.warm()
}

let closeNext = async () => {}

/** Ends when the last answer is given. What has begun after it, such as a span that is written, is ended by Next. */
async function stop(): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), 3000)
  server.close(async () => {
    clearTimeout(late)
    await closeNext()
    process.exit(0)
  })
  server.closeIdleConnections()
}

async function makeAgain(): Promise<void> {
  for (const path of again) {
    again.delete(path)
    await new Promise<void>((resolve) => {
      // One page that never ends would keep all others old.
      const signal = AbortSignal.timeout(60_000)
      const asking = get({ host: hostname, port, path, agent: false, signal }, (answer) =>
        answer.resume().once('close', resolve),
      )
      asking.on('error', () => resolve())
    })
  }
  isMaking = false
}
