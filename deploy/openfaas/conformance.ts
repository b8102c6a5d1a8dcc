import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startQstash } from '#deploy/conformance/qstash.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'

const gateway = 'https://gateway.example.com/function/nightlight'

/** The container in its own process, with its secrets as files, behind what the gateway does to a path. */
export const openFaas: Platform = {
  name: 'OpenFaaS',
  without: ['batch', 'uploads', 'strangers'],
  async deploy(_definitions, environment) {
    const qstash = await startQstash({ ...environment, FUNCTIONS_URL: gateway }, (request) => pass(request))
    const folder = mkdtempSync(join(tmpdir(), 'nightlight-secrets-'))
    const isSecret = ([name]: [string, string]) => /SECRET|TOKEN|KEY/.test(name)
    for (const [name, value] of Object.entries(environment).filter(isSecret)) {
      writeFileSync(join(folder, name.toLowerCase().replaceAll('_', '-')), `${value}\n`)
    }
    const plain = Object.fromEntries(Object.entries(environment).filter((entry) => !isSecret(entry)))
    const place = { FUNCTIONS_URL: gateway, QSTASH_URL: qstash.url, PROBE_SECRETS: folder }
    const server = await startProbes('openfaas', { ...plain, ...place })
    const pass = (request: Request) => {
      const { pathname, search } = new URL(request.url)
      return fetch(new Request(server.url + pathname.replace('/function/nightlight', '') + search, request))
    }
    return {
      ...qstash,
      fetch: (path, init) => fetch(server.url + path, init),
      logs: server.logs,
      async stop() {
        await Promise.all([server.stop(), qstash.close()])
        rmSync(folder, { recursive: true })
      },
    } satisfies Deployed
  },
}
