import postgres, { type Sql, type TransactionSql } from 'postgres'

type QueuedRequest = {
  id: string
  method: string
  url: string
  headers: Record<string, string> | null
  body: Uint8Array | null
  timeout_milliseconds: number
  attempts: number
}
type Outcome = {
  status_code: number | null
  content_type: string | null
  headers: Record<string, string> | null
  content: string | null
  timed_out: boolean
  error_msg: string | null
}

const parallel = 8
const shortestWaitMs = 100
const longestWaitMs = 10_000

/**
 * The worker of pg_net: sends what `net.http_post` has queued and writes the answer to `net._http_response`.
 * Tries once, as pg_net does (https://github.com/supabase/pg_net), except while nobody listens at the address: the store may
 * still be starting. A row is deleted in the transaction that holds it while it is sent, so a kill sends it again.
 */
export async function startNet({ databaseUrl }: { databaseUrl: string }): Promise<{ close(): Promise<void> }> {
  const sql = postgres(databaseUrl, { max: parallel + 1, onnotice: () => {} })
  await sql`delete from net._http_response where created < now() - interval '6 hours'`
  const senders = new Set<Promise<void>>()
  let closed = false
  let missed = false
  let timer: NodeJS.Timeout | undefined

  const wake = () => {
    missed = senders.size >= parallel
    if (closed || missed) return
    const sender = sendUntilEmpty(sql, () => closed, wake)
      .then(planNext)
      .catch((error: unknown) => {
        if (closed) return
        console.error('net: the database did not answer', error)
        timer = setTimeout(wake, 1000)
      })
      .finally(() => {
        senders.delete(sender)
        if (missed) wake()
      })
    senders.add(sender)
  }

  /** Two kinds of rows announce nothing: those that wait for their receiver, and those a killed worker still seems to hold. */
  const planNext = async () => {
    const rows = await sql<{ wait: number | null }[]>`
      select (extract(epoch from min(due_at) - now()) * 1000)::float8 as wait from net.http_request_queue`
    const wait = rows[0]?.wait ?? null
    if (closed || wait === null) return
    clearTimeout(timer)
    timer = setTimeout(wake, Math.max(wait + 1, shortestWaitMs))
  }

  await sql.listen('net_http_request', wake, wake)
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await Promise.allSettled(senders)
      await sql.end({ timeout: 5 })
    },
  }
}

/** Each row taken wakes one more sender, so that a burst is sent in parallel and one row by one sender. */
async function sendUntilEmpty(sql: Sql, isClosed: () => boolean, more: () => void): Promise<void> {
  let took = true
  while (took && !isClosed()) {
    took = (await sql.begin((transaction) => sendNext(transaction, more))) as boolean
  }
}

async function sendNext(transaction: TransactionSql, more: () => void): Promise<boolean> {
  const [request] = await transaction<QueuedRequest[]>`
    select * from net.http_request_queue where due_at <= now() order by id limit 1 for update skip locked`
  if (!request) return false
  more()
  const outcome = await send(request)
  if (outcome === 'nobody listens') await postpone(transaction, request)
  else await finish(transaction, request, outcome)
  return true
}

async function postpone(transaction: TransactionSql, { id, attempts }: QueuedRequest): Promise<void> {
  const wait = Math.min(longestWaitMs, shortestWaitMs * 2 ** attempts)
  await transaction`update net.http_request_queue set attempts = attempts + 1,
    due_at = clock_timestamp() + ${wait} * interval '1 millisecond' where id = ${id}`
}

async function finish(transaction: TransactionSql, { id }: QueuedRequest, outcome: Outcome): Promise<void> {
  const headers = transaction.json(outcome.headers)
  await transaction`insert into net._http_response ${transaction({ ...outcome, headers, id })}`
  await transaction`delete from net.http_request_queue where id = ${id}`
}

async function send(request: QueuedRequest): Promise<Outcome | 'nobody listens'> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ? new Uint8Array(request.body) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeout_milliseconds),
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
    if (cause?.code === 'ECONNREFUSED') return 'nobody listens'
    const nothing = { status_code: null, content_type: null, headers: null, content: null }
    return { ...nothing, timed_out: name === 'TimeoutError', error_msg: cause?.message ?? message }
  }
}
