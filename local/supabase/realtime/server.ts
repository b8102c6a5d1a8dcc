import { upgradeWebSocket } from '@hono/node-server'
import { Hono } from 'hono'
import type { Sql } from 'postgres'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Sockets } from '#local/listen.ts'
import { type Caller, notImplemented, problemResponse } from '#local/supabase/gateway.ts'
import { createAuthorizer } from '#local/supabase/realtime/authorize.ts'
import { broadcastRoutes } from '#local/supabase/realtime/broadcast-api.ts'
import { deliverChange } from '#local/supabase/realtime/changes.ts'
import { serveConnection } from '#local/supabase/realtime/connection.ts'
import { createCounter, freePlan, type Limits } from '#local/supabase/realtime/limits.ts'
import type { Realtime } from '#local/supabase/realtime/member.ts'
import type { Change } from '#local/supabase/realtime/pgoutput.ts'
import { followChanges, type Replication } from '#local/supabase/realtime/replication.ts'
import { changesPublication } from '#local/supabase/realtime/subscription.ts'
import { createTopics, topicKey } from '#local/supabase/realtime/topics.ts'
import type { SigningKeys } from '#local/supabase/signing-keys.ts'

export type RealtimeOptions = {
  sql: Sql
  /** of a role that may replicate */
  databaseUrl: string
  signingKeys: SigningKeys
  roleOfKey(key: string): string | undefined
  refuseRole(role: string): Promise<{ message: string } | undefined>
  /** who calls over HTTP, or the answer to a caller who is nobody */
  identify(request: Request): Promise<Caller | Response>
  limits?: Limits
}

/** As the hosted service names it. It makes the publication too: migrations do not. */
const messagesPublication = 'supabase_realtime_messages_publication'
/** Bytes of one frame. */
const largestFrame = 5_000_000

/**
 * Supabase's Realtime: broadcast, presence and changes of tables over WebSockets, and broadcast over HTTP.
 * It follows the changes of the database from the first connection on.
 */
export function openRealtime({ sql, databaseUrl, identify, roleOfKey, limits = freePlan, ...rest }: RealtimeOptions) {
  const topics = createTopics()
  const realtime: Realtime = { sql, topics, watchers: new Set(), authorizer: createAuthorizer(sql), limits, ...rest }
  const mayJoin = createCounter(limits.joinsPerSecond, 1000)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame })
  let opening: Promise<void> | undefined
  let stream: Replication | undefined
  let closed = false
  let changes = Promise.resolve()

  const handle = async (change: Change) => {
    if (change.schema !== 'realtime') return deliverChange(sql, change, [...realtime.watchers])
    if (change.action === 'INSERT') publishMessage(realtime, change)
  }
  const follow = async () => {
    await prepareMessages(sql)
    return followChanges(databaseUrl, [changesPublication, messagesPublication], (change) => {
      changes = changes.then(() => handle(change)).catch(report)
    })
  }
  const open = async () => {
    stream = await follow()
    if (closed) await stream.close()
  }
  /** Every connection waits for the stream, so that nothing is lost between a join and the first change. */
  const ready = async () => {
    opening ??= open()
    await opening.catch((error: unknown) => {
      opening = undefined
      throw error
    })
  }

  const routes = new Hono()
  routes.get('/websocket', async (context, next) => {
    const { apikey = '', vsn = '1.0.0' } = context.req.query()
    const role = roleOfKey(context.req.header('x-api-key') ?? apikey)
    if (!role) return problemResponse(invalidKey)
    if (vsn !== '1.0.0' && vsn !== '2.0.0') return context.json({ message: `Version ${vsn} is not supported.` }, 403)
    if (sockets.clients.size >= limits.connections) return context.json({ message: 'Too many connected users' }, 429)
    await ready()
    const upgrade = upgradeWebSocket(() => ({
      onOpen: (_event, { raw }) => serveConnection(realtime, raw as WebSocket, { role, version: vsn }, mayJoin),
    }))
    return upgrade(context, next)
  })
  routes.route('/api', broadcastRoutes(realtime, identify))
  // A refused handshake has no body that could say why.
  routes.onError((error) => {
    console.error(`realtime: ${error.message}`)
    return problemResponse({ status: 500, code: 'XX000', message: error.message })
  })
  routes.notFound(({ req }) => problemResponse(notImplemented(req.method, req.path)))

  return {
    routes,
    // Its type is a subset of this one, as far as an exact optional property goes.
    sockets: sockets as unknown as Sockets,
    async close() {
      closed = true
      // A stream that Postgres has not opened yet may wait for a transaction, and nobody waits for that.
      await stream?.close()
      await changes
    },
  }
}

const invalidKey = { status: 401, code: 'UNAUTHORIZED_INVALID_API_KEY', message: 'Invalid API key' }

function report(error: unknown): void {
  console.error(`realtime: a change could not be delivered: ${error instanceof Error ? error.message : error}`)
}

/** What the hosted service does when it connects to a database: it follows `realtime.messages`, and deletes rows of more than three days. */
async function prepareMessages(sql: Sql): Promise<void> {
  const [known] = await sql`select from pg_publication where pubname = ${messagesPublication}`
  if (!known) await sql.unsafe(`create publication ${messagesPublication} for table realtime.messages`)
  await sql`delete from realtime.messages where inserted_at < now() at time zone 'utc' - interval '3 days'`
}

/** A row of `realtime.messages` is a broadcast: SQL made it by `realtime.send`. */
function publishMessage({ topics }: Realtime, { row }: Change): void {
  const [topic, event, id, bytes] = ['topic', 'event', 'id', 'binary_payload'].map((name) => row.get(name))
  const payload = bytes ? Buffer.from(bytes.slice(2), 'hex') : row.get('payload')
  if (!topic || !event || payload === null || payload === undefined || row.get('extension') !== 'broadcast') return
  topics.publish(topicKey(topic, row.get('private') === 't'), { event, payload, meta: { id } })
}
