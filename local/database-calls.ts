import postgres, { type Sql } from 'postgres'
import type { Faults, Send } from '#local/chaos/faults.ts'

type QueuedRequest = {
  id: string
  method: string
  url: string
  headers: Record<string, string> | null
  body: Uint8Array | null
  timeout_milliseconds: number
}
type Outcome = {
  status_code: number | null
  content_type: string | null
  headers: Record<string, string> | null
  content: string | null
  timed_out: boolean
  error_msg: string | null
}

type Tools = { sql: Sql; call: Send; stop: AbortSignal }

const parallel = 8

/**
 * The worker of pg_net: sends the requests that `net.http_post` has queued and writes the responses to `net._http_response`. Like
 * pg_net it sends a request at most once: it does not retry a refused connection, and a kill between taking and sending loses the
 * request. It is idle until a migration has created the extension. Source: https://github.com/supabase/pg_net
 * @param options.databaseUrl with the rights of the superuser
 */
export async function startNet(options: { databaseUrl: string; faults?: Faults }): Promise<{ close(): Promise<void> }> {
  const { databaseUrl, faults } = options
  const call = faults?.sender('hooks') ?? fetch
  const sql = postgres(databaseUrl, { max: parallel + 1, onnotice: () => {} })
  const senders = new Set<Promise<void>>()
  const stop = new AbortController()
  let missed = false
  let timer: NodeJS.Timeout | undefined

  const wake = () => {
    missed = senders.size >= parallel
    if (stop.signal.aborted || missed) return
    const sender = sendUntilEmpty({ sql, call, stop: stop.signal }, wake)
      .catch((error: unknown) => {
        if (stop.signal.aborted) return
        console.error('net: the database did not answer', error)
        timer = setTimeout(wake, 1000)
      })
      .finally(() => {
        senders.delete(sender)
        if (missed) wake()
      })
    senders.add(sender)
  }

  await sql.listen('net_http_request', wake, wake)
  return {
    async close() {
      clearTimeout(timer)
      // A call on its way may have a minute for its answer; the stop does not.
      stop.abort()
      await Promise.allSettled(senders)
      await sql.end({ timeout: 1 })
    },
  }
}

/** A sender that takes a row starts one more sender, so several rows are sent in parallel and a single row needs one sender. */
async function sendUntilEmpty(tools: Tools, more: () => void): Promise<void> {
  const { sql, stop } = tools
  const [extension] = await sql`select to_regclass('net._http_response') is not null as made`
  if (!extension?.made) return
  await sql`delete from net._http_response where created < now() - interval '6 hours'`
  while (!stop.aborted && (await sendNext(tools, more)));
}

async function sendNext({ sql, call, stop }: Tools, more: () => void): Promise<boolean> {
  const [request] = await sql<QueuedRequest[]>`
    delete from net.http_request_queue where id = (
      select id from net.http_request_queue order by id limit 1 for update skip locked) returning *`
  if (!request) return false
  more()
  const outcome = await send(call, request, stop)
  const answer = { ...outcome, headers: sql.json(outcome.headers), id: request.id }
  await sql`insert into net._http_response ${sql(answer)}`
  return true
}

async function send(call: Send, request: QueuedRequest, stop: AbortSignal): Promise<Outcome> {
  try {
    const response = await call(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ? new Uint8Array(request.body) : null,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(request.timeout_milliseconds)]),
    })
    return {
      status_code: response.status,
      content_type: response.headers.get('content-type'),
      headers: Object.fromEntries(response.headers),
      content: await response.text(),
      timed_out: false,
      error_msg: null,
    }
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
    const nothing = { status_code: null, content_type: null, headers: null, content: null }
    return { ...nothing, timed_out: name === 'TimeoutError', error_msg: cause?.message ?? message }
  }
}
