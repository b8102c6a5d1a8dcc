import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { makeStockReport } from '#shop/reports/stock.ts'

/**
 * Lists on Monday morning what to reorder. A later call in the week is for that Monday too: when its list exists, nothing is
 * made, and the answer says so (`made: false`) with its day and the number of finishes to reorder; /admin/reports shows the
 * lines. Only the mail is a job: the daily reports have added up the sales, so the list is one short query.
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
