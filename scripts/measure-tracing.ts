// Measures what spans cost a purchase: `node scripts/measure-tracing.ts [pairs]`. It pays orders through the functions, with spans and
// without them in turns, so that whatever else the machine does meets both alike, and prints medians and their ratio: of the time, and of
// what processors worked for it, here and in the database, which a busy machine hardly changes.
import { existsSync, readFileSync } from 'node:fs'
import Stripe from 'stripe'
import { processOrder } from '#functions/process-order.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, testEnvironment } from '#functions/runtime/testing.ts'
import { startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { parseEnv } from '#lib/env.ts'
import { continueTrace } from '#lib/trace.ts'
import { listen } from '#local/listen.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'
import { shop } from '#shop.config.ts'

const pairs = Number(process.argv[2] ?? 150)
const print = console.log
// The functions log each run.
console.log = () => {}
console.error = () => {}

const database = await startTestDatabase()
const { sql } = database
const payments = await startFakeStripe()
const queue = await listen(() => Response.json({ messageId: 'msg_1' }))
const mail = await listen(() => Response.json({ id: 'mail_1' }))
const values = testEnvironment({ database: database.url, payments: payments.url, queue: queue.url, mail: mail.url })
const ways = { on: 'false', off: 'true' }
const handlers = Object.entries(ways).map(([way, disabled]) => {
  const env = parseEnv({ ...values, OTEL_SDK_DISABLED: disabled })
  const options = { env: () => env }
  return {
    way,
    webhook: serve(stripeWebhook, options),
    process: serve(processOrder, options),
    ms: [] as number[],
    cpu: [] as number[],
  }
})

await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
  select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
  select id, 'brass', 'Brass', '#aa8844', 'brass', 24900 from products returning id`
await sql`select receive_stock(${variant?.id}, 100000)`

/** Milliseconds that processors have worked: this process, and the database's connections where the system tells (proc(5), schedstat). */
async function processor(): Promise<number> {
  const { user, system } = process.cpuUsage()
  const connections = await sql<
    { pid: number }[]
  >`select pid from pg_stat_activity where backend_type = 'client backend'`
  const files = connections.map(({ pid }) => `/proc/${pid}/schedstat`).filter((file) => existsSync(file))
  const database = files.reduce((sum, file) => sum + Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6, 0)
  return (user + system) / 1000 + database
}

/** Pays an order and does its job. Returns milliseconds, and those that processors worked. */
async function purchase(
  number: string,
  { webhook, process: work }: (typeof handlers)[number],
): Promise<{ ms: number; cpu: number }> {
  const traceparent = continueTrace(null)
  const [cart] = await sql`select add_to_cart(null, ${variant?.id}, 1) as id`
  const [placed] = await sql<{ order: { id: string; total: number } }[]>`
    select place_order(${cart?.id}, ${traceparent}) as order`
  if (!placed) throw new Error('There is no order.')
  const { id, total } = placed.order
  await sql`select attach_session(${id}, ${`cs_${number}`})`
  const address = { line1: 'Kade 1', line2: null, postal_code: '9000', city: 'Ghent', country: 'BE' }
  const session = {
    ...{ id: `cs_${number}`, object: 'checkout.session', client_reference_id: id, status: 'complete' },
    ...{
      payment_status: 'paid',
      payment_intent: `pi_${number}`,
      amount_total: total,
      currency: shop.currency.toLowerCase(),
    },
    ...{ customer_details: { email: 'ada@example.com', name: 'Ada' }, metadata: { traceparent } },
    collected_information: { shipping_details: { name: 'Ada', address } },
  }
  payments.sessions.set(session.id, session)
  const created = Math.floor(Date.now() / 1000)
  const event = {
    id: `evt_${number}`,
    object: 'event',
    type: 'checkout.session.completed',
    created,
    data: { object: session },
  }
  const payload = JSON.stringify(event)
  const secret = values.STRIPE_WEBHOOK_SECRET
  const signature = new Stripe('sk_test_local').webhooks.generateTestHeaderString({ payload, secret })
  const paid = callOf('stripe-webhook', { body: payload, headers: { 'stripe-signature': signature } })
  const delivery = deliveryOf('process-order', `process-order.${id}`, { orderId: id })
  const worked = await processor()
  const startedAt = performance.now()
  const statuses = [(await webhook(paid)).status, (await work(delivery)).status]
  const ms = performance.now() - startedAt
  if (statuses.join() !== '200,200') throw new Error(`A purchase was answered with ${statuses.join()}.`)
  return { ms, cpu: (await processor()) - worked }
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

for (let pair = 0; pair < pairs; pair++) {
  const order = pair % 2 ? handlers : handlers.toReversed()
  for (const handler of order) {
    const { ms, cpu } = await purchase(`${pair}${handler.way}`, handler)
    // The first pairs warm everything up.
    if (pair < 10) continue
    handler.ms.push(ms)
    handler.cpu.push(cpu)
  }
}
for (const what of ['ms', 'cpu'] as const) {
  const [on = [], off = []] = handlers.map((handler) => handler[what])
  const ratios = on.map((value, index) => value / (off[index] ?? value))
  print(
    `${what === 'ms' ? 'time' : 'processors'}: with spans ${median(on).toFixed(1)} ms, without ${median(off).toFixed(1)} ms, ` +
      `ratio ${(median(on) / median(off)).toFixed(3)}, median of the ratios of neighbours ${median(ratios).toFixed(3)}`,
  )
}
await Promise.all([payments.close(), queue.close(), mail.close()])
await database.close()
