import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { jobRow } from '#lib/jobs.ts'
import { everyMinutes } from '#lib/pace.ts'
import { createStripe } from '#lib/stripe.ts'
import { unwrap } from '#lib/supabase.ts'
import { compareRecentOrders, settleExpiredOrders } from '#shop/orders/sweep.ts'

/** Milliseconds that a run may spend on orders; half of its 60 s, so that the rest of the sweep has time too. */
const budget = 30_000

/**
 * Rings again for overdue jobs, repeats lost events of uploads and of pages that changed, plans missed schedules, settles
 * orders whose time to pay is over, and compares recent payments with Stripe. It asks Stripe whether a late order was paid
 * before it cancels it.
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
    const stale = unwrap(await db.rpc('announce_lost_changes', { most: 100 }))
    const missed = unwrap(await db.rpc('plan_missed', { trace }))
    for (const row of missed) await queue.ring(jobRow.parse(row))
    const tools = { db, queue, log, stripe: createStripe(env), hasTime: () => performance.now() < until }
    const { settled, failed } = await settleExpiredOrders(tools)
    const compared = await compareRecentOrders(tools)
    unwrap(await db.rpc('flag_late_orders'))
    return { rung: overdue.length, found: lost.length + stale, planned: missed.length, settled, failed, compared }
  },
})
