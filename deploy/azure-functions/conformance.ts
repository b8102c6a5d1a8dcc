import { join } from 'node:path'
import { startAccount } from '#deploy/azure-functions/stand-in/account.ts'
import { createListener, type Message } from '#deploy/azure-functions/stand-in/listener.ts'
import type { Deployed, Fate, Platform } from '#deploy/conformance/platform.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import { versionOf } from '#deploy/conformance/version-of.ts'
import { planFunctions } from '#deploy/plan.ts'
import { registry } from '#functions/registry.gen.ts'

const lines = planFunctions(registry, 'storage-queue').flatMap(({ takes }) => takes.map(({ name }) => name))

/**
 * The library of Azure Functions in its own process, under a stub of the host, which cannot run without its own tools. Its queues are
 * azurite's where that is installed, and a listener takes messages from them as the host does.
 */
export const azureFunctions: Platform = {
  name: 'Azure Functions',
  without: ['batch', 'address', 'strangers'],
  deploy: (_definitions, environment) => deployToAzure(environment),
}

/** @param kind of the service behind the storage account */
export async function deployToAzure(environment: Record<string, string>, kind?: Parameters<typeof startAccount>[1]) {
  const account = await startAccount(lines, kind)
  const { sent } = account
  const place = { FUNCTIONS_URL: 'https://nightlight.azurewebsites.net', ...account.environment }
  const program = join(import.meta.dirname, 'stub-host.ts')
  const start = () => startProbes('azure-functions', { ...environment, ...place }, program)
  let host = await start()
  const wake = async (name: string, data: object, triggerMetadata: object = {}) => {
    const traceContext = { traceParent: '', traceState: '', attributes: {} }
    const body = JSON.stringify({ data, traceContext, triggerMetadata })
    const call = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    // A worker that ends has not taken it.
    const response = await fetch(`${host.url}/host/${name}`, call).catch(() => Response.json({ taken: false }))
    return ((await response.json()) as { taken: boolean }).taken
  }
  const runMessage = (line: string, { id, receipt, text, dequeueCount }: Message) => {
    const metadata = { id, popReceipt: receipt, dequeueCount: String(dequeueCount) }
    return wake(
      line,
      { string: text },
      Object.fromEntries(Object.entries(metadata).map(([name, string]) => [name, { string }])),
    )
  }
  const listener = createListener(account.storage, runMessage)
  const taken = new Set<string>()
  const fates = new Map<string, Fate>()
  /** The queue and the message with this text: the function's own, when it has sent one, else a new one. */
  async function find(name: string, text: string) {
    const own = sent.find((one) => one.line.startsWith(name) && one.text === text && !taken.has(one.id))
    if (!own) return { line: name, id: await listener.put(name, text) }
    // Its time has come.
    if (own.wait > 0 && !fates.has(own.id)) await listener.hide(own.line, own, 0)
    taken.add(own.id)
    return own
  }
  async function deliver(name: string, text: string): ReturnType<Deployed['deliver']> {
    const { line, id } = await find(name, text)
    // Others before it are taken too.
    while (!fates.has(id)) {
      const before = sent.length
      const result = await listener.once(line)
      if (!result) throw new Error(`The message ${id} is not in the queue ${line}.`)
      const poisoned = sent.slice(before).some((one) => one.line === `${line}-poison`)
      fates.set(result.id, poisoned ? 'dead' : result.fate)
    }
    return [{ fate: fates.get(id) ?? 'gone' }]
  }
  return {
    ranIn: {
      vendor: [versionOf('@azure/functions'), ...account.vendor],
      standIns: ['the host', 'managed identity', ...(account.vendor.length > 0 ? [] : ['Storage queues'])],
    },
    listener,
    account,
    fetch: (path: string, init?: RequestInit) => fetch(host.url + path, init),
    async deliver(name: string, texts: readonly string[]) {
      const results: Awaited<ReturnType<Deployed['deliver']>> = []
      for (const text of texts) results.push(...(await deliver(name, text)))
      return results
    },
    schedule(name: string, at: Date) {
      const last = at.toISOString()
      const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: { Last: last, Next: last }, IsPastDue: false }
      return wake(name, { json: JSON.stringify(timer) })
    },
    upload(path: string) {
      const url = `https://account.blob.core.windows.net/originals/${encodeURIComponent(path)}`
      const event = { id: '1', eventType: 'Microsoft.Storage.BlobCreated', topic: '', subject: '', data: { url } }
      return wake('storage-webhook-upload', { json: JSON.stringify(event) })
    },
    sent: () => sent.filter(({ line }) => !line.endsWith('-poison')),
    // At functionTimeout the host restarts its worker, and the message is visible again after its time.
    async cutOff(name: string, text: string, begun: Promise<void>) {
      const call = deliver(name, text)
      await Promise.race([begun, call])
      host.child.kill('SIGKILL')
      const [result] = await call
      if (result?.fate !== 'again') throw new Error('The call ended before the platform cut it off.')
      host = await start()
      return { fate: 'again' as const, killed: true }
    },
    logs: () => host.logs(),
    async stop() {
      await host.stop()
      await account.stop()
    },
  } satisfies Deployed & Record<string, unknown>
}
