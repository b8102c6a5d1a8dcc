// Sets the schedule of every scheduled function at QStash, for platforms without a scheduler. Run
// `node deploy/keep-schedules.ts` with the store's environment after each deployment.
import { registry } from '#functions/registry.gen.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { keepSchedules } from '#lib/queue-qstash.ts'

const environment = env()
const schedules = listSchedules(registry, environment.PACE_MINUTES)
createLog().info('schedules are set', await keepSchedules(environment, schedules))
