import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deliveryCall, outcomeOf, scheduleCall } from '#deploy/calls.ts'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import type { Env } from '#lib/env.ts'
import { listen } from '#local/listen.ts'

/**
 * The container in its own process, with its secrets as files, behind what the gateway does to a path. QStash is its queue and its
 * clock, so deliveries and schedules come as QStash signs them.
 */
export const openFaas: Platform = {
  name: 'OpenFaaS',
  without: ['batch'],
  async deploy(_definitions, environment) {
    const sent: { line: string; text: string }[] = []
    const qstash = await listen(async (request) => {
      const url = decodeURIComponent(new URL(request.url).pathname)
      const trace = request.headers.get('upstash-forward-traceparent')
      const message = { ...((await request.json()) as object), traceparent: trace }
      sent.push({ line: url.split('/').at(-1) ?? '', text: JSON.stringify(message) })
      return Response.json({ messageId: 'msg_1' })
    })
    const folder = mkdtempSync(join(tmpdir(), 'nightlight-secrets-'))
    const isSecret = ([name]: [string, string]) => /SECRET|TOKEN|KEY/.test(name)
    for (const [name, value] of Object.entries(environment).filter(isSecret)) {
      writeFileSync(join(folder, name.toLowerCase().replaceAll('_', '-')), `${value}\n`)
    }
    const plain = Object.fromEntries(Object.entries(environment).filter((entry) => !isSecret(entry)))
    const gateway = 'https://gateway.example.com/function/nightlight'
    const place = { FUNCTIONS_URL: gateway, QSTASH_URL: qstash.url, PROBE_SECRETS: folder }
    const server = await startProbes('openfaas', { ...plain, ...place })
    const env = { ...environment, FUNCTIONS_URL: gateway } as unknown as Env
    const pass = (request: Request) => {
      const { pathname, search } = new URL(request.url)
      return fetch(new Request(server.url + pathname.replace('/function/nightlight', '') + search, request))
    }
    return {
      fetch: (path, init) => fetch(server.url + path, init),
      deliver: (name, texts) =>
        Promise.all(
          texts.map(async (text) => {
            const request = deliveryCall(env, name, text)
            if (!request) return { fate: 'dead' }
            const outcome = await outcomeOf(await pass(request))
            if (outcome.kind === 'again') return { fate: 'again', ...(outcome.after ? { after: outcome.after } : {}) }
            return { fate: outcome.kind === 'never' ? 'dead' : 'gone' }
          }),
        ),
      schedule: async (name, at) => (await pass(scheduleCall(env, name, at))).ok,
      sent: () => sent,
      logs: server.logs,
      async stop() {
        await Promise.all([server.stop(), qstash.close()])
        rmSync(folder, { recursive: true })
      },
    } satisfies Deployed
  },
}
