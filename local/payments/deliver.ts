import { createHmac } from 'node:crypto'
import type { Send } from '#local/chaos/faults.ts'
import type { PaymentsContext } from '#local/payments/context.ts'
import { secretOf, type Webhook } from '#local/payments/endpoints.ts'
import { withPending } from '#local/payments/events.ts'
import { find, transact } from '#local/payments/objects.ts'
import { apiVersion, shapeFor } from '#local/payments/versions.ts'

export type Deliverer = { wake(): void; close(): Promise<void> }
type Tools = { sweep(): void; send: Send }
type Due = { sequence: number; event: string; endpoint: string; attempts: number }

const atOnce = 8
const attemptTimeout = 10_000
const pause = 1000
// 1 s, 2 s, 4 s … then hourly: the last attempt comes about three days after the first, as with Stripe.
const longestWait = 3_600_000
const mostAttempts = 84

/** `Stripe-Signature` for a body: https://docs.stripe.com/webhooks#verify-manually */
export function sign(body: string, secret: string, time: number): string {
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
}

/**
 * Delivers events at least once: a delivery is done only after a 2xx, so a crash before that sends the event again.
 * Each endpoint gets the shapes of its own API version.
 * @param speed how many times faster than normal to wait between attempts
 * @param tools `sweep` does the work that is due by time, before each round; `send` is `fetch`, or one with faults before it
 */
export function startDelivering(context: PaymentsContext, speed: number, { sweep, send }: Tools): Deliverer {
  const running = new Map<number, Promise<void>>()
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined

  function round(): void {
    if (stop.signal.aborted) return
    sweep()
    for (const due of dueNow()) {
      const attempt = deliver(due).finally(() => {
        running.delete(due.sequence)
        plan(0)
      })
      running.set(due.sequence, attempt)
    }
    plan(untilNext())
  }

  function plan(wait: number): void {
    if (stop.signal.aborted) return
    clearTimeout(timer)
    timer = setTimeout(round, wait)
  }

  function dueNow(): Due[] {
    const rows = context.store
      .prepare(
        `select sequence, event, endpoint, attempts from event_deliveries where state = 'pending' and due <= ? order by due, sequence limit ?`,
      )
      .all(context.now(), atOnce * 2) as Due[]
    return rows.filter((row) => !running.has(row.sequence)).slice(0, atOnce - running.size)
  }

  function untilNext(): number {
    const row = context.store
      .prepare(`select min(due) as due from event_deliveries where state = 'pending' and due > ?`)
      .get(context.now())
    const wait = row?.due ? Number(row.due) - context.now() : pause
    return Math.max(1, Math.min(wait, Math.max(20, pause / speed)))
  }

  async function deliver({ sequence, event: id, endpoint: to, attempts }: Due): Promise<void> {
    const event = find(context.store, 'event', id)
    const endpoint = find(context.store, 'webhook_endpoint', to)
    if (!event || endpoint?.status !== 'enabled') return drop(sequence)
    const version = endpoint.api_version ?? apiVersion
    const body = { ...shapeFor(version, withPending(context, event)), api_version: version }
    const target = { url: endpoint.url, secret: secretOf(context, to) }
    const outcome = await post(send, target, JSON.stringify(body, null, 2), stop.signal)
    if (stop.signal.aborted) return
    const tried = attempts + 1
    const missed = tried >= mostAttempts ? 'failed' : 'pending'
    const state = outcome === 'delivered' ? 'delivered' : missed
    const wait = Math.min(pause * 2 ** attempts, longestWait) / speed
    transact(context.store, () =>
      context.store
        .prepare('update event_deliveries set state = ?, attempts = ?, due = ?, outcome = ? where sequence = ?')
        .run(state, tried, Math.ceil(context.now() + wait), outcome, sequence),
    )
  }

  // The endpoint was removed or disabled.
  function drop(sequence: number): void {
    context.store.prepare(`update event_deliveries set state = 'dropped' where sequence = ?`).run(sequence)
  }

  plan(0)
  return {
    wake: () => plan(0),
    async close() {
      stop.abort()
      clearTimeout(timer)
      await Promise.all(running.values())
    },
  }
}

// A redirect is a failed delivery for Stripe too.
async function post(send: Send, webhook: Webhook, body: string, stop: AbortSignal): Promise<string> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (local)',
    'stripe-signature': sign(body, webhook.secret, Math.floor(Date.now() / 1000)),
  }
  const signal = AbortSignal.any([stop, AbortSignal.timeout(attemptTimeout)])
  try {
    const response = await send(webhook.url, { method: 'POST', headers, body, redirect: 'manual', signal })
    await response.body?.cancel()
    return response.ok ? 'delivered' : `answered ${response.status}`
  } catch (error) {
    return `no answer: ${error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : error}`
  }
}
