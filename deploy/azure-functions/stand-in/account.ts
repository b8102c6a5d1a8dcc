// A storage account of Azure in front of its queues: it knows the function's identity, and notes what functions send.
import { type Storage, startAzurite } from '#deploy/azure-functions/stand-in/azurite.ts'
import { startQueueService } from '#deploy/azure-functions/stand-in/queue-service.ts'
import { versionOf } from '#deploy/conformance/version-of.ts'
import { prefix } from '#deploy/generated.ts'
import { listen } from '#local/listen.ts'
import { findTool } from '#local/tools.ts'

const identity = { access_token: 'token-of-the-identity', expires_on: '4102444800', token_type: 'Bearer' }
const identityHeader = 'secret-of-the-host'

/** A message that a function has put on a queue; `wait` is in seconds. */
export type Sent = { line: string; text: string; id: string; receipt: string; wait: number }
export type Account = {
  /** what the Functions host sets for a function with this account */
  environment: Record<string, string>
  storage: Storage
  /** the vendor's software behind it, with its version */
  vendor: readonly string[]
  sent: Sent[]
  stop(): Promise<void>
}

/** Which service is behind the account: Microsoft's emulator where it is installed. */
export const backend: 'azurite' | 'stand-in' = findTool('azurite') ? 'azurite' : 'stand-in'

/** The text of an element of XML. */
export const textIn = (xml: string, element: string): string =>
  (new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(xml)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

async function startStorage(kind: typeof backend): Promise<Storage> {
  if (kind === 'azurite') return startAzurite()
  const service = await startQueueService()
  return {
    call: (method, path, body) => fetch(`${service.url}/${path}`, { method, ...(body === undefined ? {} : { body }) }),
    stop: service.close,
  }
}

/** @param lines of jobs, for each of which there is a queue, and one for what cannot be delivered */
export async function startAccount(lines: readonly string[], kind = backend): Promise<Account> {
  const storage = await startStorage(kind)
  for (const line of lines.flatMap((one) => [one, `${one}-poison`])) await storage.call('PUT', `${prefix}-${line}`)
  const sent: Sent[] = []
  const front = await listen(async (request) => {
    const { pathname, search, searchParams } = new URL(request.url)
    if (pathname === '/msi/token') {
      const known = request.headers.get('x-identity-header') === identityHeader
      return known ? Response.json(identity) : new Response(null, { status: 403 })
    }
    const signedIn = request.headers.get('authorization') === `Bearer ${identity.access_token}`
    if (!(signedIn && request.headers.get('x-ms-version'))) return new Response(null, { status: 403 })
    const body = request.method === 'POST' ? await request.text() : undefined
    const answer = await storage.call(request.method, pathname.slice(1) + search, body)
    const given = await answer.text()
    if (body !== undefined && answer.ok) {
      sent.push({
        line: pathname.slice(1 + prefix.length + 1).split('/')[0] ?? '',
        text: textIn(body, 'MessageText'),
        id: textIn(given, 'MessageId'),
        receipt: textIn(given, 'PopReceipt'),
        wait: Number(searchParams.get('visibilitytimeout')),
      })
    }
    return new Response(given || null, { status: answer.status, headers: answer.headers })
  })
  return {
    environment: {
      QUEUE: 'storage-queue',
      QUEUE_URL: `${front.url}/${prefix}-`,
      IDENTITY_ENDPOINT: `${front.url}/msi/token`,
      IDENTITY_HEADER: identityHeader,
    },
    storage,
    vendor: kind === 'azurite' ? [versionOf(kind, findTool(kind) ?? undefined)] : [],
    sent,
    async stop() {
      await front.close()
      await storage.stop()
    },
  }
}
