import { randomInt } from 'node:crypto'
import { cpuOf } from '#bench/processor.ts'
import { compare, loadNow, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import { type Bare, fetchGzip, takeLoad } from '#bench/server.ts'
import type { Store } from '#bench/store.ts'
import { openBrowser } from '#local/plain-browser.ts'
import { waitUntil } from '#local/wait.ts'

const [shoppers, milliseconds] = [4, 6000]

type Lamp = { id: string; slug: string }

/**
 * Measures orders from the lamp's page to the receipt: forms, payment, webhook, queue, mail. The orders stay in the store. What a bare
 * server does meanwhile is the measure of the machine.
 */
export async function measurePipeline(store: Store, bare: Bare, say: Say): Promise<Result[]> {
  const lamps = await store.sql<Lamp[]>`select v.id, p.slug from public.variants v
    join public.products p on p.id = v.product_id where p.status = 'active' and v.stock > 20 order by v.stock desc limit 20`
  if (lamps.length === 0) throw new Error('The store has too few lamps to sell: npm start -- --fresh')
  await bare.answer(await fetchGzip(`${store.url}/products/porch`))
  const waits: number[] = []
  const sides = [
    { name: 'store', take: () => takeOrders(store, lamps, waits) },
    { name: 'bare server', take: () => takeLoad(bare.server, '/') },
  ] as const
  const taken = await takeTurns(sides, (line) => say(`orders end to end ${line} a second`))
  const what = { name: 'order, from the page to the receipt', unit: 'orders/s', limit: 'bare server' } as const
  const sorted = waits.toSorted((a, b) => a - b)
  const alone = { unit: 'ms', limit: null, ratio: null, cpu: null, cpuLimit: null, load: loadNow() } as const
  return [
    compare(what, taken.store, taken['bare server']),
    { ...alone, name: 'pressed “Pay” to receipt, median', ours: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN },
    { ...alone, name: 'pressed “Pay” to receipt, p95', ours: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN },
  ]
}

/** Shoppers buy until the time is over. It adds the milliseconds from each payment to its receipt to `waits`. */
async function takeOrders(store: Store, lamps: readonly Lamp[], waits: number[]): Promise<Taken> {
  const [began, worked] = [Date.now(), cpuOf(store.all)]
  const paid = new Map<string, number>()
  const shop = async () => {
    while (Date.now() < began + milliseconds) {
      const email = `bench-${crypto.randomUUID()}@example.com`
      paid.set(email, await buy(store, lamps[randomInt(lamps.length)] as Lamp, email))
    }
  }
  await Promise.all(Array.from({ length: shoppers }, shop))
  let sent: { email: string; at: number }[] = []
  await waitUntil(async () => {
    sent = await store.sql<{ email: string; at: number }[]>`
      select o.email, extract(epoch from s.finished_at)::double precision * 1000 as at from public.orders o
      join public.job_steps s on s.job_key = 'process-order.' || o.id and s.step = 'send-receipt'
      where o.email = any(${[...paid.keys()]})`
    return sent.length === paid.size
  }, 'not every order has its receipt')
  for (const { email, at } of sent) waits.push(at - (paid.get(email) ?? Number.NaN))
  const spent = worked === null || store.all.length === 0 ? null : (cpuOf(store.all) ?? worked) - worked
  const seconds = (Math.max(...sent.map(({ at }) => at)) - began) / 1000
  return { value: sent.length / seconds, cpu: spent === null ? null : spent / sent.length }
}

/** Buys a lamp without JavaScript and closes the browser, so that the webhook brings the news. Returns when “Pay” was pressed. */
async function buy({ url }: Store, { id, slug }: Lamp, email: string): Promise<number> {
  // A network of its own, so that it meets nobody's limits.
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  const browser = openBrowser(url, { 'x-forwarded-for': network })
  await browser.open(`/products/${slug}`)
  await browser.submit('Add to cart', { variantId: id, quantity: '1' })
  await browser.open('/cart')
  const payment = await browser.submit('Check out', {})
  // The first country that the shop delivers to.
  const country = /<option\b[^>]*value="([A-Z]{2})"/.exec(payment.html)?.[1] ?? ''
  const person = {
    email,
    name: 'Ada Byron',
    line1: '12 St James’s Square',
    postalCode: '1010',
    city: 'Vienna',
    country,
  }
  const card = { cardNumber: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123', nameOnCard: 'Ada Byron' }
  const pressed = Date.now()
  const answer = await browser.submit('Pay', { ...person, ...card }, { leaves: true })
  if (answer.status !== 303) throw new Error(`The payment was refused: ${answer.words.slice(0, 300)}`)
  return pressed
}
