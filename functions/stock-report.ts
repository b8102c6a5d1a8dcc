import { defineFunction } from '#functions/define.ts'
import { occurrence } from '#shop/occurrence.ts'
import { makeStockReport } from '#shop/stock-report.ts'

/**
 * Says on Monday morning what to reorder; called later in the week it is still that Monday's, and made once. It plans nothing but its mail: the reports of days have added up the sales
 * already, and the rest is one short query.
 */
export const stockReport = defineFunction({
  name: 'stock-report',
  trigger: { kind: 'cron', schedule: '0 5 * * 1' },
  input: occurrence,
  async run({ at }, { db, queue, trace }) {
    const job = await makeStockReport(db, at, trace)
    await queue.ring(job)
    return { planned: job?.key ?? null }
  },
})
