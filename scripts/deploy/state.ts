import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

/** Secrets that the deployment makes itself; hosts show none of them again. */
const shape = z.object({
  SEAL_SECRET: z.string().optional(),
  STORAGE_WEBHOOK_SECRET: z.string().optional(),
  CRON_SECRET: z.string().optional(),
  /** the secret of the webhook endpoint with this id */
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  stripeEndpoint: z.string().optional(),
})
type Values = z.infer<typeof shape>

export type State = {
  values: Readonly<Values>
  keep(changes: Partial<Values>): void
  /** The secret of this name; a new random one the first time. */
  secret(name: 'SEAL_SECRET' | 'STORAGE_WEBHOOK_SECRET' | 'CRON_SECRET'): string
}

/**
 * The values that later deployments need, in a file that only its owner can read and that git ignores.
 * @param given values of the environment; they override the file, for a machine without one
 * @throws Error when both know a secret of Stripe's endpoint, and not the same: Stripe may have made a new one since
 */
export function openState(file: string, given: Readonly<Record<string, string | undefined>>): State {
  const kept = existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  const told = Object.entries(shape.parse(given)).filter(([, value]) => value)
  const secret = told.find(([name]) => name === 'STRIPE_WEBHOOK_SECRET')?.[1]
  if (secret && kept.STRIPE_WEBHOOK_SECRET && secret !== kept.STRIPE_WEBHOOK_SECRET)
    throw new Error(
      `STRIPE_WEBHOOK_SECRET of the environment is not the one in ${file}. Unset the one that is out of date.`,
    )
  let values: Values = { ...kept, ...Object.fromEntries(told) }
  const keep = (changes: Partial<Values>) => {
    values = { ...values, ...changes }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 })
  }
  return {
    get values() {
      return values
    },
    keep,
    secret(name) {
      const value = values[name] ?? randomBytes(32).toString('base64url')
      if (values[name] === undefined) keep({ [name]: value })
      return value
    },
  }
}
