// Gives every scheduled function its schedule at QStash, for any place whose platform has no scheduler of its own.
// `node functions/runtime/keep-schedules.ts`, with the store's environment; to be called again after each deployment.
import { cleanUp } from '#functions/clean-up.ts'
import { healthCheck } from '#functions/health-check.ts'
import { invariants } from '#functions/invariants.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { salesReport } from '#functions/sales-report.ts'
import { stockReport } from '#functions/stock-report.ts'
import { sweep } from '#functions/sweep.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { keepSchedules } from '#lib/queue.ts'

const scheduled = [cleanUp, healthCheck, invariants, salesReport, stockReport, sweep]

const environment = env()
const schedules = listSchedules(scheduled, environment.PACE_MINUTES)
createLog().info('schedules are set', await keepSchedules(environment, schedules))
