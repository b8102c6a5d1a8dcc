import { z } from 'zod'
import { defineFunction } from '#functions/define.ts'
import type { Env } from '#lib/env.ts'
import type { Queue } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

type Part = 'database' | 'payments' | 'storage' | 'queue' | 'mail'
type Report = { status: 'ok' | 'degraded' | 'down'; parts: Record<Part, 'up' | 'down'>; checkedAt: string }

/** Without these nothing can be sold; without the others it can, and what is late is made up. */
const essential: Part[] = ['database', 'payments']

let last: { report: Promise<Report>; until: number } | undefined

/** What is up: 200 when the store can sell, else 503. Asked often, it looks at most every five seconds. */
export const health = defineFunction({
  name: 'health',
  trigger: { kind: 'http' },
  input: z.unknown(),
  async run(_input, { db, env, queue }) {
    if (!last || last.until < Date.now()) last = { report: look(db, env, queue), until: Date.now() + 5000 }
    const report = await last.report
    if (report.status === 'down') last = undefined
    return Response.json(report, {
      status: report.status === 'down' ? 503 : 200,
      headers: { 'cache-control': 'no-store' },
    })
  },
})

async function look(db: Db, env: Env, queue: Queue): Promise<Report> {
  const checks: Record<Part, () => Promise<boolean>> = {
    async database() {
      const rows = unwrap(
        await db.from('variants').select('product_id, products!inner(status)').gt('stock', 0).limit(1),
      )
      return rows.length > 0
    },
    async payments() {
      return Array.isArray(
        (await createStripe(env).checkout.sessions.list({ limit: 1 }, { timeout: 3000, maxNetworkRetries: 0 })).data,
      )
    },
    // An object that does not exist: storage says so itself, so any answer below 500 means that it is there.
    storage: () => answers(`${env.SUPABASE_URL}/storage/v1/object/public/photographs/health`),
    queue: () => queue.reachable(),
    mail: () => answers(`${env.RESEND_BASE_URL}/domains`, { authorization: `Bearer ${env.RESEND_API_KEY}` }),
  }
  const names = Object.keys(checks) as Part[]
  const results = await Promise.all(names.map((name) => within(checks[name]())))
  const parts = Object.fromEntries(
    names.map((name, index) => [name, results[index] ? 'up' : 'down']),
  ) as Report['parts']
  const down = names.filter((name) => parts[name] === 'down')
  const cannotSell = down.some((name) => essential.includes(name))
  const works = down.length > 0 ? 'degraded' : 'ok'
  return { status: cannotSell ? 'down' : works, parts, checkedAt: new Date().toISOString() }
}

async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(3000) })
  await response.body?.cancel()
  return response.status < 500
}

/** False when a check fails or takes longer than four seconds. */
async function within(check: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 4000)
  })
  return Promise.race([check.catch(() => false), late]).finally(() => clearTimeout(timer))
}
