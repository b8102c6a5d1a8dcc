import * as z from 'zod'
import type { Log } from '#lib/log.ts'
import { type Queue, ringAll } from '#lib/queue.ts'
import type { Stripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { comparePayment, reconcile } from '#shop/orders/payments.ts'

type Sweep = { db: Db; stripe: Stripe; queue: Queue; log: Log; hasTime: () => boolean }

const expiredRow = z.object({ id: z.uuid(), session_id: z.string().nullable() })
const paidRow = z.object({ id: z.uuid(), payment_intents: z.array(z.string()) })

/** How many orders are settled at once. Stripe allows 25 calls a second in a sandbox: https://docs.stripe.com/rate-limits */
const parallel = 5

/**
 * Settles every order whose time to pay is over: asks Stripe, then marks the order as paid or cancels it. Stops when the time is up.
 * If one order cannot be settled, the others still are.
 */
export async function settleExpiredOrders(sweep: Sweep): Promise<{ settled: number; failed: number }> {
  const { db, stripe, queue, log, hasTime } = sweep
  let [settled, failed] = [0, 0]
  while (hasTime()) {
    const rows = z.array(expiredRow).parse(unwrap(await db.rpc('take_expired_orders', { most: 20 })))
    if (rows.length === 0) break
    await inParallel(rows, async ({ id, session_id: sessionId }) => {
      try {
        await ringAll(queue, await reconcile(db, stripe, id, sessionId))
        settled += 1
      } catch (error) {
        failed += 1
        log.error('an order could not be settled', { order: id, error })
      }
    })
  }
  return { settled, failed }
}

/** Copies refunds and disputes of recent orders from Stripe, in case events were lost. Returns how many orders were compared. */
export async function compareRecentOrders({ db, stripe, queue, log, hasTime }: Sweep): Promise<number> {
  if (!hasTime()) return 0
  const rows = z.array(paidRow).parse(unwrap(await db.rpc('take_orders_to_compare', { most: 10 })))
  await inParallel(rows, async ({ id, payment_intents: payments }) => {
    try {
      for (const payment of payments) await ringAll(queue, await comparePayment(db, stripe, payment))
    } catch (error) {
      log.error('an order could not be compared', { order: id, error })
    }
  })
  return rows.length
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: parallel }, next))
}
