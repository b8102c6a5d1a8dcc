import { defineFunction } from '#functions/runtime/define.ts'
import { occurrence } from '#functions/runtime/occurrence.ts'
import { everyMinutes, healthCheckMinutes } from '#lib/pace.ts'
import { checkHealth as check, recordHealth } from '#shop/health/check.ts'

/**
 * Checks every part of the shop and stores the results. Two failures of a part in a row open an incident; the owner gets a
 * mail when it begins and when it ends. When the database is down, this check fails too: see docs/decisions/0016.
 */
export const checkHealth = defineFunction({
  name: 'check-health',
  trigger: { kind: 'cron', schedule: (pace) => everyMinutes(healthCheckMinutes(pace)) },
  refreshes: true,
  input: occurrence,
  async run({ at }, context) {
    const { queue, log, trace, refresh } = context
    const observations = await check(context, at)
    const down = observations.filter(({ ok }) => !ok).map(({ part, note }) => ({ part, note }))
    if (down.length > 0) log.warn('parts of the shop are down', { down })
    const { kept, job } = await recordHealth(context, at, observations, trace)
    await queue.ring(job)
    if (kept) await refresh(['status'])
    return { kept, down: down.map(({ part }) => part) }
  },
})
