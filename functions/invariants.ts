import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { planCheck } from '#shop/health/invariants.ts'

/** Plans the nightly check of the invariants; check-invariants does it. It runs after the reports, which it checks too. */
export const invariants = defineFunction({
  name: 'invariants',
  trigger: { kind: 'cron', schedule: '30 2 * * *' },
  input: occurrence,
  async run({ at }, { db, queue, trace }) {
    const job = await planCheck(db, at, trace)
    await queue.ring(job)
    return { planned: job?.key ?? null }
  },
})
