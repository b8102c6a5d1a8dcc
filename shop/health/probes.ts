import type { Env } from '#lib/env.ts'
import type { Queue } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/** Tools of a health check. */
export type Place = { db: Db; env: Env; queue: Queue }

export type Service = 'database' | 'payments' | 'storage' | 'queue' | 'mail'

/** Checks whether each service of the shop answers. A check may throw or take long: call it through `within`. */
export const services: Record<Service, (place: Place) => Promise<boolean>> = {
  async database({ db }) {
    // An answer without a row is an answer: the shop may be sold out, or sell nothing yet.
    unwrap(await db.from('variants').select('product_id').limit(1))
    return true
  },
  async payments({ env }) {
    return Array.isArray(
      (await createStripe(env).checkout.sessions.list({ limit: 1 }, { timeout: 3000, maxNetworkRetries: 0 })).data,
    )
  },
  // This object does not exist. Storage answers with an error of its own, so any status below 500 means that it works.
  storage: ({ env }) => answers(`${env.SUPABASE_URL}/storage/v1/object/public/photographs/health`),
  queue: ({ queue }) => queue.reachable(),
  mail: ({ env }) => answers(`${env.RESEND_BASE_URL}/domains`, { authorization: `Bearer ${env.RESEND_API_KEY}` }),
}

async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(3000) })
  await response.body?.cancel()
  return response.status < 500
}

/** Returns `otherwise` when a check fails or takes longer than four seconds. */
export async function within<Result>(check: Promise<Result>, otherwise: Result): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), 4000)
  })
  return Promise.race([check.catch(() => otherwise), late]).finally(() => clearTimeout(timer))
}
