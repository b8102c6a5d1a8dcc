import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { giveUp } from '#deploy/conformance/cut-off.ts'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startQstash } from '#deploy/conformance/qstash.ts'
import { freePort } from '#deploy/conformance/start-server.ts'
import { startGateway } from '#deploy/openfaas/stand-in/gateway.ts'
import { startWatchdog } from '#deploy/openfaas/stand-in/watchdog.ts'
import { waitUntilHealthy } from '#local/wait.ts'

const gatewayUrl = 'https://gateway.example.com/function/nightlight'
const serve = join(import.meta.dirname, '..', 'conformance', 'serve.ts')

/** Writes secrets as files, as OpenFaaS mounts them, and gives the variables that are none. */
export function mountSecrets(environment: Record<string, string>, folder: string): Record<string, string> {
  const isSecret = ([name]: [string, string]) => /SECRET|TOKEN|KEY/.test(name)
  for (const [name, value] of Object.entries(environment).filter(isSecret)) {
    writeFileSync(join(folder, name.toLowerCase().replaceAll('_', '-')), `${value}\n`)
  }
  return Object.fromEntries(Object.entries(environment).filter((entry) => !isSecret(entry)))
}

/** The server under its watchdog, with its secrets as files, behind the gateway. QStash is the queue and the clock. */
export const openFaas: Platform = {
  name: 'OpenFaaS',
  without: ['batch', 'uploads', 'strangers'],
  async deploy(_definitions, environment) {
    const qstash = await startQstash({ ...environment, FUNCTIONS_URL: gatewayUrl }, (request) => pass(request))
    const folder = mkdtempSync(join(tmpdir(), 'nightlight-openfaas-'))
    const temporary = mkdtempSync(join(tmpdir(), 'nightlight-lock-'))
    const port = await freePort()
    const place = { FUNCTIONS_URL: gatewayUrl, QSTASH_URL: qstash.url, PROBE_SECRETS: folder, HOST: '127.0.0.1' }
    const watchdog = await startWatchdog({
      process: [process.execPath, serve, 'openfaas'],
      environment: {
        ...{ NODE_ENV: 'production', PATH: process.env.PATH ?? '' },
        ...{ ...mountSecrets(environment, folder), ...place, PORT: String(port) },
      },
      folder: process.cwd(),
      port,
      temporary,
      execTimeout: 60_000,
    })
    await waitUntilHealthy(`${watchdog.url}/_/ready`, watchdog.ended)
    const gateway = await startGateway('nightlight', watchdog.url)
    const pass = (request: Request, signal?: AbortSignal) => {
      const { pathname, search } = new URL(request.url)
      return fetch(new Request(gateway.url + pathname + search, request), signal ? { signal } : {})
    }
    return {
      ...qstash,
      ranIn: { vendor: [], standIns: ['the watchdog', 'the gateway', 'QStash'] },
      fetch: (path, init) => fetch(`${gateway.url}/function/nightlight${path}`, init),
      cutOff: (name, text, begun) => giveUp(begun, (signal) => pass(qstash.callFor(name, text), signal)),
      addressOf: (name) => `${gatewayUrl}/api/${name}`,
      logs: watchdog.logs,
      async stop() {
        await watchdog.stop()
        await Promise.all([gateway.close(), qstash.close()])
        for (const one of [folder, temporary]) rmSync(one, { recursive: true })
      },
    } satisfies Deployed
  },
}
