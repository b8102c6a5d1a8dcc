import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { makeStockReport } from '#shop/reports/stock.ts'

/**
 * Lists on Monday morning what to reorder. Called later in the week it is still that Monday's: when it was made already,
 * nothing is made, and the answer says so (`made: false`), with its day and how many finishes it reorders; its lines are at
 * /admin/reports. It plans nothing but its mail: the reports of days have added up the sales, and the rest is one short query.
 */
export const stockReport = defineFunction({
  name: 'stock-report',
  trigger: { kind: 'cron', schedule: '0 5 * * 1' },
  input: occurrence,
  async run({ at }, { db, queue, trace }) {
    const { job, ...report } = await makeStockReport(db, at, trace)
    await queue.ring(job)
    return { ...report, planned: job?.key ?? null }
  },
})
