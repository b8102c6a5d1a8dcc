import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { planReports } from '#shop/reports/reports.ts'

/**
 * Plans the report of the day that has ended, and of days that were missed; make-sales-report makes them.
 * 23:15 UTC is after midnight in the shop's time zone, in summer and in winter.
 */
export const salesReport = defineFunction({
  name: 'sales-report',
  trigger: { kind: 'cron', schedule: '15 23 * * *' },
  input: occurrence,
  async run({ at }, { db, queue, trace }) {
    const planned = await planReports(db, at, trace)
    for (const job of planned) await queue.ring(job)
    return { planned: planned.map(({ key }) => key) }
  },
})
