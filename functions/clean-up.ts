import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { listLeftovers, planCleanUp } from '#shop/health/clean-up.ts'

/**
 * Plans the clean-up of the last Sunday; do-clean-up does it. A call on another day is for the last Sunday too. When that
 * clean-up was planned before, nothing is planned, and the answer gives its day and its state (`done`, or `failed` when it
 * waits for a person). With `?dry=1` it plans nothing and lists what the clean-up would remove.
 */
export const cleanUp = defineFunction({
  name: 'clean-up',
  trigger: { kind: 'cron', schedule: '0 3 * * 0' },
  input: occurrence.extend({ dry: z.literal('1').optional() }),
  async run({ at, dry }, { db, queue, trace }) {
    if (dry) return { dry: true, leftovers: await listLeftovers(db) }
    const { job, ...state } = await planCleanUp(db, at, trace)
    await queue.ring(job)
    return { ...state, planned: job?.key ?? null }
  },
})
