import { z } from 'zod'
import { defineFunction } from '#functions/define.ts'
import { listLeftovers, planCleanUp } from '#shop/clean-up.ts'
import { occurrence } from '#shop/occurrence.ts'

/**
 * Plans the clean-up of the last Sunday; remove-leftovers does it. When it was done already, there is nothing to plan. With
 * `?dry=1` it plans nothing on any day, and lists what would go.
 */
export const cleanUp = defineFunction({
  name: 'clean-up',
  trigger: { kind: 'cron', schedule: '0 3 * * 0' },
  input: occurrence.extend({ dry: z.literal('1').optional() }),
  async run({ at, dry }, { db, queue, trace }) {
    if (dry) return { dry: true, leftovers: await listLeftovers(db) }
    const job = await planCleanUp(db, at, trace)
    await queue.ring(job)
    return { planned: job?.key ?? null }
  },
})
