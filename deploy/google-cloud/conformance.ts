import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { giveUp } from '#deploy/conformance/cut-off.ts'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { type Server, startProbes } from '#deploy/conformance/start-server.ts'
import { versionOf } from '#deploy/conformance/version-of.ts'
import { startFramework } from '#deploy/google-cloud/stand-in/framework.ts'
import { listen } from '#local/listen.ts'

const caller = 'queue@project.iam.gserviceaccount.com'
const queues = '/v2/projects/p/locations/europe-west1/queues/nightlight-'

const common = {
  without: ['batch', 'dead letters'],
  traceHeader: (trace: string) => ['x-cloud-trace-context', `${trace}/1311768467294899695;o=1`],
} satisfies Partial<Platform>

/** Cloud Run as a container in its own process, called as Cloud Tasks, Cloud Scheduler and Eventarc call it. */
export const googleCloud: Platform = {
  name: 'Google Cloud',
  ...common,
  deploy: (_definitions, environment) => deployWith(environment, [], (given) => startProbes('google-cloud', given)),
}

/** The bundle of the functions under Google's functions framework, as Cloud Run functions start it. */
export const cloudRunFunctions: Platform = {
  name: 'Cloud Run functions',
  ...common,
  deploy: (_definitions, environment) =>
    deployWith(environment, [versionOf('@google-cloud/functions-framework')], startFramework),
}

type Start = (environment: Record<string, string>) => Promise<Pick<Server, 'url' | 'logs' | 'stop'>>

async function deployWith(environment: Record<string, string>, vendor: readonly string[], start: Start) {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(publicKey)), alg: 'RS256', kid: 'google', use: 'sig' }
  const sent: { line: string; text: string }[] = []
  // The metadata server, which gives a service account's token, and Cloud Tasks.
  const cloud = await listen(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname.endsWith('/service-accounts/default/token')) {
      const asked = request.headers.get('metadata-flavor') === 'Google'
      return asked ? Response.json({ access_token: 'token-of-the-account' }) : new Response(null, { status: 403 })
    }
    if (request.headers.get('authorization') !== 'Bearer token-of-the-account')
      return new Response(null, { status: 401 })
    const { task } = (await request.json()) as { task: { name: string; httpRequest: { body: string; url: string } } }
    const line = pathname.slice(queues.length).split('/')[0] ?? ''
    const named = task.name.startsWith(`${queues.slice('/v2/'.length)}${line}/tasks/`)
    if (!named || !task.httpRequest.url.includes('/tasks/')) return new Response(null, { status: 400 })
    sent.push({ line, text: Buffer.from(task.httpRequest.body, 'base64').toString() })
    return Response.json({ name: task.name })
  })
  const FUNCTIONS_URL = 'https://functions-abc.a.run.app'
  const server = await start({
    ...environment,
    FUNCTIONS_URL,
    QUEUE: 'cloud-tasks',
    QUEUE_URL: cloud.url + queues,
    QUEUE_CALLER: caller,
    GCE_METADATA_HOST: new URL(cloud.url).host,
    PROBE_KEYS: JSON.stringify({ keys: [key] }),
  })
  const identify = async (email = caller, audience = FUNCTIONS_URL) => {
    const claims = new SignJWT({ email, email_verified: true }).setProtectedHeader({ alg: 'RS256', kid: 'google' })
    const token = claims.setIssuer('https://accounts.google.com').setAudience(audience).setExpirationTime('5m')
    return { authorization: `Bearer ${await token.sign(privateKey)}` }
  }
  const push = async (name: string, body: string, rest: RequestInit = {}) => {
    const headers = { ...(await identify()), 'content-type': typeOf(body) }
    return fetch(`${server.url}/tasks/${name}`, { method: 'POST', headers, body, ...rest })
  }
  let published = false
  return {
    ranIn: { vendor, standIns: ['Cloud Tasks', 'Pub/Sub', 'Cloud Scheduler', 'Eventarc', 'identity tokens'] },
    fetch: (path, init) => fetch(server.url + path, init),
    deliver: (name, texts) =>
      Promise.all(
        texts.map(async (body) => {
          // By Cloud Tasks and by Pub/Sub, in turn.
          published = !published
          const response = await push(name, published ? publish(body) : body)
          const after = Number(response.headers.get('retry-after'))
          return response.ok ? { fate: 'gone' } : { fate: 'again', ...(after ? { after } : {}) }
        }),
      ),
    cutOff: (name, text, begun) => giveUp(begun, (signal) => push(name, text, { signal })),
    addressOf: (name) => `${FUNCTIONS_URL}/api/${name}`,
    async schedule(name, at) {
      const headers = { ...(await identify()), 'x-cloudscheduler-scheduletime': at.toISOString() }
      return (await fetch(`${server.url}/schedules/${name}`, { headers })).ok
    },
    async upload(path) {
      const headers = { ...(await identify()), 'content-type': 'application/json' }
      const event = JSON.stringify({ bucket: 'nightlight-originals', name: path })
      const tell = async (body: string, rest: Record<string, string> = {}) =>
        (await fetch(`${server.url}/uploads`, { method: 'POST', headers: { ...headers, ...rest }, body })).ok
      const notice = (eventType: string) =>
        publish(event, { bucketId: 'nightlight-originals', objectId: path, eventType })
      // By Eventarc, and by a notification of the bucket; a removal is no upload.
      const ways = [
        await tell(event, { 'ce-type': 'google.cloud.storage.object.v1.finalized' }),
        await tell(notice('OBJECT_FINALIZE')),
      ]
      return ways.every(Boolean) && (await tell(notice('OBJECT_DELETE')))
    },
    async strangers() {
      const headers = [{}, await identify('somebody@example.com'), await identify(caller, 'https://other.run.app')]
      const calls = headers.flatMap((one) =>
        ['/tasks/deliver-order', '/schedules/invariants', '/uploads'].map(
          async (path) => (await fetch(server.url + path, { method: 'POST', headers: one, body: '{}' })).status,
        ),
      )
      return Promise.all(calls)
    },
    sent: () => sent,
    logs: server.logs,
    async stop() {
      await Promise.all([server.stop(), cloud.close()])
    },
  } satisfies Deployed
}

/** A text in a push of Pub/Sub: https://cloud.google.com/pubsub/docs/push#receive_push */
function publish(text: string, attributes: Record<string, string> = {}): string {
  const message = { data: Buffer.from(text).toString('base64'), attributes, messageId: '136969346945' }
  return JSON.stringify({ message, subscription: 'projects/p/subscriptions/nightlight' })
}

/** Google's framework refuses text of this type that is no JSON, before the function sees it; then the sender was not the store. */
function typeOf(body: string): string {
  try {
    JSON.parse(body)
    return 'application/json'
  } catch {
    return 'application/octet-stream'
  }
}
