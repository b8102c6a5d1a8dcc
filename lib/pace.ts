/** Minutes between two sweeps: PACE_MINUTES in the environment. */
export const paces = [1, 5, 15] as const
export type Pace = (typeof paces)[number]

/** Minutes between two health checks: the pace, but never less than five. */
export const healthCheckMinutes = (pace: Pace): number => Math.max(5, pace)

/** The cron expression (five fields, UTC) for every `minutes` minutes of an hour. */
export const everyMinutes = (minutes: number): string => (minutes === 1 ? '* * * * *' : `*/${minutes} * * * *`)
