import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { jobRow } from '#lib/jobs.ts'
import { everyMinutes } from '#lib/pace.ts'
import { createStripe } from '#lib/stripe.ts'
import { unwrap } from '#lib/supabase.ts'
import { reconcile } from '#shop/orders/orders.ts'

const expiredRow = z.object({ id: z.uuid(), session_id: z.string().nullable() })

/**
 * Rings again for jobs that nobody answered, works on uploads whose event was lost, plans what the scheduler missed, and
 * settles orders whose time to pay is over. It asks Stripe whether they were paid after all.
 */
export const sweep = defineFunction({
  name: 'sweep',
  trigger: { kind: 'cron', schedule: everyMinutes },
  input: z.object({}),
  async run(_input, { db, env, queue, log, trace }) {
    const overdue = unwrap(await db.rpc('take_overdue_jobs', { most: 20 }))
    for (const row of overdue) await queue.ring(jobRow.parse(row), { again: true })
    const lost = unwrap(await db.rpc('mark_lost_uploads', { most: 20 }))
    for (const row of lost) await queue.ring(jobRow.parse(row))
    const missed = unwrap(await db.rpc('plan_missed', { trace }))
    for (const row of missed) await queue.ring(jobRow.parse(row))
    const stripe = createStripe(env)
    const expired = unwrap(await db.rpc('list_expired_orders', { most: 20 }))
    let settled = 0
    for (const row of expired) {
      const order = expiredRow.parse(row)
      try {
        await queue.ring(await reconcile(db, stripe, order.id, order.session_id))
        settled += 1
      } catch (error) {
        log.error('an order could not be settled', { order: order.id, error })
      }
    }
    unwrap(await db.rpc('flag_late_orders'))
    return {
      rung: overdue.length,
      found: lost.length,
      planned: missed.length,
      settled,
      failed: expired.length - settled,
    }
  },
})
