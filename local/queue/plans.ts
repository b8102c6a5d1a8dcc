/** The limits of an account. */
export type Limits = {
  retries: number
  /** milliseconds that a message may wait for its first delivery */
  delay: number
  /** bytes of a message */
  size: number
  schedules: number
  /** delivery attempts, retries included */
  messagesPerDay: number
}

const day = 86_400_000

/** https://upstash.com/pricing/qstash, and https://upstash.com/docs/qstash/api/schedules/create for the retries */
export const plans = {
  free: { retries: 3, delay: 7 * day, size: 1_048_576, schedules: 10, messagesPerDay: 1000 },
  'pay-as-you-go': {
    retries: 5,
    delay: 365 * day,
    size: 10_485_760,
    schedules: 1000,
    messagesPerDay: Number.POSITIVE_INFINITY,
  },
} satisfies Record<string, Limits>

export type Plan = keyof typeof plans

/** The plan of this name, or pay as you go by default. @throws Error for an unknown name */
export function readPlan(name = 'pay-as-you-go'): Plan {
  if (!Object.hasOwn(plans, name))
    throw new Error(`"${name}" is not a plan; the plans are: ${Object.keys(plans).join(', ')}`)
  return name as Plan
}
