import { join } from 'node:path'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import { listen } from '#local/listen.ts'

const identity = { access_token: 'token-of-the-identity', expires_on: '4102444800', token_type: 'Bearer' }

/** The library of Azure Functions in its own process, under a stub of the host, which cannot run without its own tools. */
export const azureFunctions: Platform = {
  name: 'Azure Functions',
  without: ['batch', 'address', 'strangers'],
  async deploy(_definitions, environment) {
    const sent: { line: string; text: string }[] = []
    // The endpoint of the managed identity, and the queues of a storage account.
    const cloud = await listen(async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/msi/token') {
        const asked = request.headers.get('x-identity-header') === 'secret-of-the-host'
        return asked ? Response.json(identity) : new Response(null, { status: 403 })
      }
      const [, line = ''] = /^\/nightlight-(.+)\/messages$/.exec(pathname) ?? []
      const known = request.headers.get('authorization') === `Bearer ${identity.access_token}`
      if (!known || !request.headers.get('x-ms-version')) return new Response(null, { status: 403 })
      const [, text = ''] = /<MessageText>(.*)<\/MessageText>/s.exec(await request.text()) ?? []
      sent.push({ line, text: text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&') })
      return new Response('<QueueMessagesList/>', { status: 201 })
    })
    const place = { FUNCTIONS_URL: 'https://nightlight.azurewebsites.net', QUEUE: 'storage-queue' }
    const queue = { QUEUE_URL: `${cloud.url}/nightlight-`, IDENTITY_ENDPOINT: `${cloud.url}/msi/token` }
    const host = await startProbes(
      'azure-functions',
      { ...environment, ...place, ...queue, IDENTITY_HEADER: 'secret-of-the-host' },
      join(import.meta.dirname, 'stub-host.ts'),
    )
    const wake = async (name: string, data: object) => {
      const traceContext = { traceParent: '', traceState: '', attributes: {} }
      const body = JSON.stringify({ data, traceContext })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${host.url}/host/${name}`, { method: 'POST', headers, body })
      return ((await response.json()) as { taken: boolean }).taken
    }
    return {
      fetch: (path, init) => fetch(host.url + path, init),
      async deliver(name, texts) {
        const fates: Awaited<ReturnType<Deployed['deliver']>> = []
        for (const text of texts) {
          const before = sent.length
          const taken = await wake(name, { string: text })
          const dead = sent.slice(before).some(({ line }) => line === `${name}-poison`)
          const fate = dead ? 'dead' : 'gone'
          fates.push({ fate: taken ? fate : 'again' })
        }
        return fates
      },
      schedule(name, at) {
        const last = at.toISOString()
        const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: { Last: last, Next: last }, IsPastDue: false }
        return wake(name, { json: JSON.stringify(timer) })
      },
      upload(path) {
        const url = `https://account.blob.core.windows.net/originals/${encodeURIComponent(path)}`
        const event = { id: '1', eventType: 'Microsoft.Storage.BlobCreated', topic: '', subject: '', data: { url } }
        return wake('storage-webhook-upload', { json: JSON.stringify(event) })
      },
      sent: () => sent.filter(({ line }) => !line.endsWith('-poison')),
      logs: host.logs,
      async stop() {
        await Promise.all([host.stop(), cloud.close()])
      },
    } satisfies Deployed
  },
}
