import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { jobRow } from '#lib/jobs.ts'
import { everyMinutes } from '#lib/pace.ts'
import { createStripe } from '#lib/stripe.ts'
import { unwrap } from '#lib/supabase.ts'
import { compareRecentOrders, settleExpiredOrders } from '#shop/orders/sweep.ts'

/** How long a run goes on with orders, in ms: a function may run for a minute. */
const budget = 30_000

/**
 * Rings again for jobs that nobody answered, works on uploads whose event was lost, plans what the scheduler missed, settles
 * orders whose time to pay is over, and compares recent payments with Stripe. It asks Stripe whether late orders were paid after all.
 */
export const sweep = defineFunction({
  name: 'sweep',
  trigger: { kind: 'cron', schedule: everyMinutes },
  input: z.object({}),
  async run(_input, { db, env, queue, log, trace }) {
    const until = performance.now() + budget
    const overdue = unwrap(await db.rpc('take_overdue_jobs', { most: 20 }))
    for (const row of overdue) await queue.ring(jobRow.parse(row), { again: true })
    const lost = unwrap(await db.rpc('mark_lost_uploads', { most: 20 }))
    for (const row of lost) await queue.ring(jobRow.parse(row))
    const missed = unwrap(await db.rpc('plan_missed', { trace }))
    for (const row of missed) await queue.ring(jobRow.parse(row))
    const office = { db, queue, log, stripe: createStripe(env), hasTime: () => performance.now() < until }
    const { settled, failed } = await settleExpiredOrders(office)
    const compared = await compareRecentOrders(office)
    unwrap(await db.rpc('flag_late_orders'))
    return { rung: overdue.length, found: lost.length, planned: missed.length, settled, failed, compared }
  },
})
