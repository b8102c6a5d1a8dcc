import { listIntents, listRefunds } from '#local/chaos/bank.ts'
import { type ChaosTools, read } from '#local/chaos/chaos-tools.ts'
import type { Check } from '#local/chaos/lesson.ts'
import { listJobs, type Subject } from '#local/chaos/subject.ts'

/** What the shop, the bank and the mailbox say of a lesson. The promises have the ids of the invariants that they sharpen. */
export async function hearWitnesses(tools: ChaosTools, subject: Subject): Promise<Check[]> {
  const checks = await Promise.all([
    subject.orderId ? hearOrder(tools, subject, subject.orderId) : [],
    subject.photographId ? hearPhotograph(tools, subject.photographId) : [],
    subject.day ? hearNight(tools, subject.day) : [],
    hearJobs(tools, subject),
  ])
  return checks.flat()
}

const check = (id: string | null, promise: string, ok: boolean, found: string): Check => ({ id, promise, ok, found })
const count = (number: number, one: string, several = `${one}s`) => `${number} ${number === 1 ? one : several}`

async function hearOrder(tools: ChaosTools, { trace, email, refundId }: Subject, orderId: string): Promise<Check[]> {
  const { sql } = tools
  const [order] = await sql`select o.number, o.status, o.currency, o.total_amount as total,
      (select count(*)::integer from public.orders x where split_part(x.trace, '-', 2) = ${trace} and x.status <> 'cancelled') as orders,
      (select coalesce(sum(p.amount), 0)::integer from public.payments p where p.order_id = o.id and p.kind = 'capture') as captured,
      (select coalesce(sum(r.amount), 0)::integer from public.refunds r where r.order_id = o.id and r.status = 'done') as returned
    from public.orders o where o.id = ${orderId}`
  const intents = await listIntents(tools, orderId)
  const taken = intents.filter(({ status }) => status === 'succeeded')
  const sum = taken.reduce((total, intent) => total + intent.amount_received, 0)
  const same = taken.length === 1 && sum === order?.total && order?.captured === sum
  const money = inMoney(String(order?.currency))
  const said = `the bank took ${money(sum)} in ${count(taken.length, 'payment')}, the ledger has ${money(order?.captured)}, the order costs ${money(order?.total)}`
  const checks = [
    check('I3', 'One purchase is one order.', order?.orders === 1, count(order?.orders ?? 0, 'order')),
    check('I1', 'The money was taken once, and bank, ledger and order name the same sum.', same, said),
    await hearMailbox(tools, email, String(order?.number)),
  ]
  if (!refundId) {
    const isPacked = ['packed', 'shipped', 'delivered'].includes(order?.status)
    return [...checks, check('I5', 'The parcel is packed.', isPacked, `the order is ${order?.status}`)]
  }
  const returned = (await Promise.all(taken.map(({ id }) => listRefunds(tools, id)))).flat()
  const back = returned.reduce((total, { amount }) => total + amount, 0)
  const even = returned.length === 1 && back === sum && order?.returned === sum
  const how = `the bank paid back ${money(back)} in ${count(returned.length, 'refund')}, the shop says ${money(order?.returned)}`
  return [
    ...checks,
    check('I7', 'The money went back once, and not a cent more.', even, how),
    check(
      'I15',
      'An order whose money went back is called refunded.',
      order?.status === 'refunded',
      `the order is ${order?.status}`,
    ),
  ]
}

/** Writes amounts, which are in minor units. */
function inMoney(currency: string): (amount: number) => string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0
  return (amount) => format.format(amount / 10 ** digits)
}

type Mail = { to: string[]; subject: string }

/** Each mail of an order has a subject of its own, so two with the same subject are one too many. */
async function hearMailbox(tools: ChaosTools, email: string, number: string): Promise<Check> {
  const headers = { authorization: `Bearer ${read(tools, 'RESEND_API_KEY')}` }
  const response = await fetch(`${read(tools, 'RESEND_BASE_URL')}/emails?limit=100`, { headers })
  const { data } = (await response.json()) as { data: Mail[] }
  const subjects = data.filter(({ to }) => to.includes(email)).map(({ subject }) => subject)
  const receipts = subjects.filter((subject) => subject.startsWith('Your ') && subject.endsWith(number)).length
  const ok = receipts === 1 && new Set(subjects).size === subjects.length
  const extra = subjects.length - new Set(subjects).size
  const found = `${count(receipts, 'receipt')} in the mailbox${extra > 0 && receipts === 1 ? ', and another mail twice' : ''}`
  return check('I9', 'The shopper has one receipt, and no mail twice.', ok, found)
}

async function hearPhotograph({ sql }: ChaosTools, id: string): Promise<Check[]> {
  const [photograph] = await sql`select i.status, i.reason,
      (select count(*)::integer from public.photograph_sizes s where s.photograph_id = i.id) as sizes,
      (select count(*)::integer from public.photograph_sizes s join storage.objects o on o.bucket_id = 'photographs' and o.name = s.path
        where s.photograph_id = i.id) as files
    from public.photographs i where i.id = ${id}`
  const { status, reason, sizes = 0, files = 0 } = photograph ?? {}
  return [
    check(
      'I12',
      'The photograph has all its sizes.',
      status === 'ready' && sizes >= 4,
      `${reason ?? status}, ${count(sizes, 'size')}`,
    ),
    check(
      'I17',
      'Each size has its file.',
      sizes > 0 && sizes === files,
      `${count(files, 'file')} for ${count(sizes, 'size')}`,
    ),
  ]
}

async function hearNight({ sql }: ChaosTools, day: string): Promise<Check[]> {
  const [night] =
    await sql`select j.status, j.runs, j.attempts, (select count(*)::integer from public.job_steps s where s.job_key = j.key) as steps,
      (select count(*)::integer from public.invariants) as wanted from public.jobs j where j.key = ${`check-invariants.${day}`}`
  const { status = 'missing', runs = 0, steps = 0, wanted = 0 } = night ?? {}
  const found = `${steps} of ${count(wanted, 'step')} done in ${count(runs, 'run')}, the job is ${status}`
  return [
    check(
      'I13',
      'The check of the night was planned once, and each of its steps done once.',
      status === 'done' && steps === wanted,
      found,
    ),
  ]
}

async function hearJobs({ sql }: ChaosTools, subject: Subject): Promise<Check> {
  const jobs = await listJobs(sql, subject)
  const open = jobs.filter(({ status }) => status !== 'done')
  const found = open.map(({ key, status }) => `${key} is ${status}`).join(', ') || `${count(jobs.length, 'job')} done`
  return check(
    'I8',
    'Nothing is left over: every job that is due is done.',
    jobs.length > 0 && open.length === 0,
    found,
  )
}

/** The invariants of the shop, by the query of the nightly check. A breach is the lesson's when it names something of the lesson. */
export async function hearInvariants({ sql }: ChaosTools, marks: readonly string[]): Promise<Check[]> {
  const [invariants, breaches] = await Promise.all([
    sql`select id, promise from public.invariants order by substring(id from 2)::integer`,
    sql`select invariant, detail from public.find_breaches()`,
  ])
  const own = breaches.filter(({ detail }) => marks.some((mark) => String(detail).includes(mark)))
  return invariants.map(({ id, promise }) => {
    const broken = own.filter(({ invariant }) => invariant === id).map(({ detail }) => String(detail))
    return check(String(id), String(promise), broken.length === 0, broken.join(', '))
  })
}
