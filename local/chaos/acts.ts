import { randomBytes, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { listIntents, refundIntent } from '#local/chaos/bank.ts'
import { type ChaosTools, read } from '#local/chaos/chaos-tools.ts'
import type { Lesson, Note } from '#local/chaos/lesson.ts'
import type { Subject } from '#local/chaos/subject.ts'
import { openBrowser, type Page } from '#local/plain-browser.ts'
import { fireCron } from '#local/scheduler/clock.ts'
import { waitUntil } from '#local/wait.ts'

export type Stage = ChaosTools & {
  subject: Subject
  /** Tells the faults another word that the calls of this lesson contain. */
  mark(word: string): void
  say(kind: Note['kind'], text: string): void
}

/** What is done in a lesson, each through the doors that everybody uses. */
export const acts: Record<Lesson['act'], (stage: Stage) => Promise<void>> = {
  buy: (stage) => buy(stage),
  'buy-and-leave': (stage) => buy(stage, { leaves: true }),
  'buy-twice': (stage) => buy(stage, { presses: 2 }),
  async refund(stage) {
    await buy(stage)
    await refund(stage)
  },
  async 'refund-at-stripe'(stage) {
    await buy(stage, { leaves: true })
    await refundAtStripe(stage)
  },
  upload,
  check: (stage) => check(stage, 1),
  'check-ten-times': (stage) => check(stage, 10),
}

/** The headers of a lesson's visitor: its trace, and a network of its own, so that it uses up nobody's limits. */
function headersOf({ trace }: Subject): Record<string, string> {
  const [a, b, c] = randomBytes(3)
  return { traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01`, 'x-forwarded-for': `10.${a}.${b}.${c}` }
}

/** A shopper without JavaScript buys the lamp that there is most of. */
async function buy(stage: Stage, { leaves = false, presses = 1 } = {}): Promise<void> {
  const { sql, subject, mark, say } = stage
  const [lamp] =
    await sql`select v.id, p.slug, p.name from public.variants v join public.products p on p.id = v.product_id
    where p.status = 'active' order by v.stock desc, v.id limit 1`
  if (!lamp) throw new Error('The shop sells nothing.')
  subject.variantId = String(lamp.id)
  const browser = openBrowser(read(stage, 'SITE_URL'), headersOf(subject))
  await browser.open(`/products/${lamp.slug}`)
  await browser.submit('Add to cart', { variantId: subject.variantId, quantity: '1' })
  await browser.open('/cart')
  say('act', `A shopper puts ${lamp.name} into the cart and presses “Check out”${presses > 1 ? ' twice at once' : ''}.`)
  const pages = await Promise.all(Array.from({ length: presses }, () => browser.submit('Check out', {})))
  let payment = pages.at(-1)
  for (let tries = 1; !isPayment(payment) && tries < 7; tries += 1) {
    say('act', 'The shop says that something went wrong. The shopper opens the cart and presses again.')
    await browser.open(`${read(stage, 'SITE_URL')}/cart`)
    payment = await browser.submit('Check out', {})
  }
  const [order] = await sql`select id, number, stripe_session_id as session from public.orders
    where split_part(trace, '-', 2) = ${subject.trace} order by created_at desc limit 1`
  if (!order) throw new Error('Checking out made no order.')
  subject.orderId = String(order.id)
  mark(subject.orderId)
  if (order.session) mark(String(order.session))
  say('act', `Order ${order.number}: the shopper pays with a test card${leaves ? ' and closes the browser' : ''}.`)
  const card = { cardNumber: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123', nameOnCard: 'Ada Byron' }
  const person = {
    email: subject.email,
    name: 'Ada Byron',
    line1: '12 St James’s Square',
    postalCode: '1010',
    city: 'Vienna',
  }
  // The first country that the shop delivers to.
  const country = /<option\b[^>]*value="([A-Z]{2})"/.exec(payment?.html ?? '')?.[1] ?? ''
  const answer = await browser.submit('Pay', { ...person, ...card, country }, { leaves })
  if (answer.status === 200 && isPayment(answer))
    throw new Error(`The payment was refused: ${answer.words.slice(0, 300)}`)
}

const isPayment = (page: Page | undefined) => page?.url.includes('/c/pay/') ?? false

/** An editor cancels the order once it is packed, with the rights of an editor. */
async function refund(stage: Stage): Promise<void> {
  const { sql, subject, mark, say } = stage
  const packed = async () =>
    (
      await sql`select from public.orders o join public.jobs j on j.key = 'process-order.' || o.id
      where o.id = ${subject.orderId ?? null} and o.status = 'packed' and j.status = 'done'`
    ).length > 0
  await waitUntil(packed, 'the order was not packed')
  subject.refundId = randomUUID()
  mark(subject.refundId)
  say('act', 'The parcel is packed. Now an editor cancels the order: all of its money goes back.')
  const body = { refund_id: subject.refundId, order_id: subject.orderId, reason: 'a lesson in chaos' }
  const jobs = (await callAsStaff(stage, '/rest/v1/rpc/staff_cancel_order', body)) as {
    name: string
    key: string
    input: object
  }[]
  for (const { name, key, input } of jobs) {
    await demand(
      `${read(stage, 'QSTASH_URL')}/v2/publish/${read(stage, 'SITE_URL')}/api/${name}`,
      {
        authorization: `Bearer ${read(stage, 'QSTASH_TOKEN')}`,
        'upstash-retries': '5',
        'upstash-forward-traceparent': headersOf(subject).traceparent ?? '',
      },
      { key, input },
    )
  }
}

/** Somebody pays the money back in Stripe's dashboard, which tells the shop by events only. */
async function refundAtStripe(stage: Stage): Promise<void> {
  const { subject, mark, say } = stage
  const [intent] = await listIntents(stage, String(subject.orderId))
  if (!intent) throw new Error('Stripe knows no payment of the order.')
  mark(intent.id)
  say('act', 'At once somebody pays all of it back in Stripe’s dashboard. The shop knows of it by events only.')
  subject.refundId = (await refundIntent(stage, intent.id)).id
}

/** An editor uploads a photograph to a lamp that is not for sale. */
async function upload(stage: Stage): Promise<void> {
  const { sql, subject, mark, say } = stage
  const name = `chaos-${subject.trace?.slice(0, 8)}`
  const [lamp] =
    await sql`insert into public.products (slug, sku, name, category_id, collection_id, weight_grams, light, year, status)
    select ${name}, ${name}, 'A lesson in chaos', category_id, collection_id, weight_grams, light, year, 'draft'
    from public.products order by position limit 1 returning id`
  const id = randomUUID()
  subject.photographId = id
  mark(id)
  const original_path = `uploads/${id}.jpg`
  await callAsStaff(stage, '/rest/v1/photographs', { id, product_id: lamp?.id, role: 'on', alt: '', original_path })
  say('act', 'An editor uploads a photograph of 1600 × 1200 pixels.')
  const signed = (await callAsStaff(stage, `/storage/v1/object/upload/sign/originals/${original_path}`, {})) as {
    url: string
  }
  const picture = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#c98d4b' } })
    .jpeg()
    .toBuffer()
  const response = await fetch(`${read(stage, 'SUPABASE_URL')}/storage/v1${signed.url}`, {
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(picture),
  })
  if (!response.ok) throw new Error(`The upload was answered with ${response.status}.`)
}

/** The scheduler asks for the check of a night that nobody has checked. */
async function check(stage: Stage, calls: number): Promise<void> {
  const { subject, mark, say } = stage
  const night = new Date(Date.UTC(2001, 0, 1) + Math.floor(Math.random() * 6000) * 86_400_000)
  subject.day = night.toISOString().slice(0, 10)
  mark(`check-invariants.${subject.day}`)
  say('act', `The scheduler calls for the check of ${subject.day}${calls > 1 ? `, ${calls} times at once` : ''}.`)
  const call = () => fireCron(stage.scheduler, 'invariants', { at: subject.day ?? '' }, headersOf(subject))
  const answers = await Promise.all(Array.from({ length: calls }, call))
  const refused = answers.find(({ status }) => status >= 400)
  if (refused) throw new Error(`The schedule was answered with ${refused.status}: ${refused.body}`)
}

let session: { token: string; until: number } | undefined

async function callAsStaff(stage: Stage, path: string, body: object): Promise<unknown> {
  const [url, apikey] = [read(stage, 'SUPABASE_URL'), read(stage, 'SUPABASE_PUBLISHABLE_KEY')]
  if (!session || session.until < Date.now()) {
    const answer = await demand(`${url}/auth/v1/token?grant_type=password`, { apikey }, stage.staff)
    session = { token: (answer as { access_token: string }).access_token, until: Date.now() + 30 * 60_000 }
  }
  return demand(url + path, { apikey, authorization: `Bearer ${session.token}` }, body)
}

/** Posts JSON. @throws Error when the answer is no success */
async function demand(url: string, headers: Record<string, string>, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}: ${text.slice(0, 300)}`)
  return text === '' ? null : JSON.parse(text)
}
