import * as z from 'zod'
import { formatMoney } from '#lib/money.ts'
import { wordOf } from '#shop/accounts/audit-fields.ts'
import type { AuditPart } from '#shop/accounts/types.ts'

const text = z.string().optional()

/** An entry as the database's `list_audit` returns it. A viewer gets no free text and roles for people. */
export const auditRow = z.object({
  id: z.number(),
  at: z.string(),
  actor_name: z.string(),
  action: z.string(),
  subject: z.string(),
  subject_id: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  about: z.object({
    product_id: text,
    product: text,
    finish: text,
    order_id: text,
    number: text,
    person: text,
    amount: z.number().int().optional(),
    currency: text,
    names: z.record(z.string(), z.string()).optional(),
  }),
})
export type AuditRow = z.infer<typeof auditRow>

type Writer = (row: AuditRow) => readonly AuditPart[]

const before = (row: AuditRow, field: string) => row.before?.[field] ?? null
const after = (row: AuditRow, field: string) => row.after?.[field] ?? null
const said = (value: unknown) => (typeof value === 'string' && value ? `: ${value}` : '')
const link = (text: string, href: string | undefined): AuditPart => (href ? { text, href } : text)
const fieldsOf = (row: AuditRow) => Object.keys(row.after ?? {})
const article = (role: unknown) => `${/^[aeo]/.test(String(role)) ? 'an' : 'a'} ${role}`

/** The changed fields: `the name, the price and 2 more`. */
function listFields(row: AuditRow): string {
  const words = fieldsOf(row).map((field) => `the ${wordOf(field)}`)
  const shown = words.length > 3 ? [...words.slice(0, 2), `${words.length - 2} more`] : words
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'nothing')
}

function lamp({ about, before, after }: AuditRow, finish = ''): AuditPart {
  const name = about.product ?? after?.name ?? before?.name ?? 'a lamp'
  return link(`${name}${finish}`, about.product_id && `/admin/products/${about.product_id}`)
}
const finishName = (row: AuditRow) => String(row.about.finish ?? after(row, 'name') ?? before(row, 'name') ?? '')
const finish = (row: AuditRow) => {
  const name = finishName(row)
  return lamp({ ...row, after: null, before: null }, name && `, ${name}`)
}
const order = ({ about, after }: AuditRow) =>
  link(String(about.number ?? after?.number ?? 'an order'), about.order_id && `/admin/orders/${about.order_id}`)
const person = (row: AuditRow) => String(row.about.person ?? after(row, 'name') ?? before(row, 'name') ?? 'somebody')
const photograph = (row: AuditRow) =>
  row.about.product ? (['a photograph of ', lamp(row)] as const) : (['a photograph of a room'] as const)

function money({ about, before, after }: AuditRow): string {
  const amount = about.amount ?? after?.amount ?? before?.amount
  const currency = about.currency ?? after?.currency ?? before?.currency
  return typeof amount === 'number' && typeof currency === 'string' ? formatMoney({ amount, currency }) : 'an amount'
}

const orderMoves: Readonly<Record<string, string>> = {
  paid: 'marked as paid: ',
  packed: 'packed ',
  shipped: 'shipped ',
  delivered: 'marked as delivered: ',
  cancelled: 'cancelled ',
  refunded: 'closed as refunded: ',
}
const lampMoves: Readonly<Record<string, readonly [string, string]>> = {
  active: ['put ', ' into the shop'],
  archived: ['took ', ' out of the shop'],
  draft: ['made ', ' a draft'],
}
const refundStates: Readonly<Record<string, string>> = {
  requested: 'requested again',
  pending: 'sent to the bank',
  done: 'done',
  failed: 'failed',
}

/** Writes an entry without its actor, who is the subject of the sentence. The test knows every pair of table and action. */
export const writers: Readonly<Record<string, Writer>> = {
  'products insert': (row) => ['added the lamp ', lamp(row)],
  'products update': (row) => {
    const move = lampMoves[String(after(row, 'status'))]
    return move ? [move[0], lamp(row), move[1]] : [`changed ${listFields(row)} of `, lamp(row)]
  },
  'products delete': (row) => [`removed the lamp ${before(row, 'name') ?? ''}`],
  'variants insert': (row) => [`added the finish ${finishName(row)} to `, lamp({ ...row, after: null })],
  'variants update': (row) => {
    const [was, is, { currency }] = [before(row, 'price_amount'), after(row, 'price_amount'), row.about]
    const [had, has] = [before(row, 'stock'), after(row, 'stock')]
    if (typeof was === 'number' && typeof is === 'number' && currency) {
      const [from, to] = [was, is].map((amount) => formatMoney({ amount, currency }))
      return ['changed the price of ', finish(row), ` from ${from} to ${to}`]
    }
    if (typeof has === 'number') return ['changed the stock of ', finish(row), ` from ${had} to ${has}`]
    return [`changed ${listFields(row)} of `, finish(row)]
  },
  'variants delete': (row) => [`removed the finish ${finishName(row)} from `, lamp({ ...row, before: null })],
  'photographs insert': (row) => ['added ', ...photograph(row)],
  'photographs update': (row) => {
    const fields = fieldsOf(row)
    if (after(row, 'status') === 'uploaded') return ['had the sizes made again of ', ...photograph(row)]
    if (fields.every((field) => field === 'position')) return ['moved ', ...photograph(row)]
    if (fields.every((field) => /^focal_/.test(field))) return ['chose another focus for ', ...photograph(row)]
    return [`changed ${listFields(row)} of `, ...photograph(row)]
  },
  'photographs delete': (row) => ['removed ', ...photograph(row)],
  'stock_movements insert': (row) => {
    const quantity = Number(after(row, 'quantity'))
    const size = Math.abs(quantity)
    const moved: Record<string, readonly AuditPart[]> = {
      received: [`received ${size} × `, finish(row)],
      counted: ['counted ', finish(row), `: ${size} ${quantity < 0 ? 'fewer' : 'more'}`],
      damaged: [`wrote off ${size} × `, finish(row), ' as damaged'],
      taken: [`took ${size} × `, finish(row), ' for ', order(row)],
      returned: [`returned ${size} × `, finish(row), ' to stock from ', order(row)],
    }
    return moved[String(after(row, 'reason'))] ?? [`moved ${size} × `, finish(row)]
  },
  'stock_movements update': (row) => ['changed a stock movement of ', finish(row)],
  'stock_movements delete': (row) => ['removed a stock movement of ', finish(row)],
  'orders insert': (row) => ['placed ', order(row)],
  'orders update': (row) => {
    const tracking = after(row, 'tracking_number')
    const move = orderMoves[String(after(row, 'status'))]
    if (move) return [move, order(row), ...(tracking ? [` with tracking number ${tracking}`] : [])]
    if (tracking) return ['changed the tracking number of ', order(row), ` to ${tracking}`]
    if (before(row, 'needs_attention') && !after(row, 'needs_attention'))
      return ['settled ', order(row), said(before(row, 'needs_attention'))]
    if (after(row, 'needs_attention')) return ['flagged ', order(row), said(after(row, 'needs_attention'))]
    return [`changed ${listFields(row)} of `, order(row)]
  },
  'orders delete': (row) => ['removed ', order(row)],
  'refunds insert': (row) => [`refunded ${money(row)} of `, order(row), said(after(row, 'reason'))],
  'refunds update': (row) => {
    const state = refundStates[String(after(row, 'status'))]
    if (state) return [`changed the refund of ${money(row)} of `, order(row), ` to: ${state}`]
    return [`changed ${listFields(row)} of the refund of ${money(row)} of `, order(row)]
  },
  'refunds delete': (row) => [`removed the refund of ${money(row)} of `, order(row)],
  'staff insert': (row) => [`appointed ${person(row)}${row.after?.role ? ` as ${article(row.after.role)}` : ''}`],
  'staff update': (row) =>
    row.after?.role
      ? [`made ${person(row)} ${article(row.after.role)}, before: ${before(row, 'role')}`]
      : [`changed ${listFields(row)} of ${person(row)}`],
  'staff delete': (row) => [`dismissed ${person(row)}`],
  'jobs insert': (row) => {
    const number = after(row, 'order')
    return number ? [`sent the receipt of ${number} again`] : [`called ${row.subject_id} by hand`]
  },
  'jobs update': (row) => {
    if (after(row, 'status') === 'discarded') return [`gave up the job ${row.subject_id}`, said(after(row, 'reason'))]
    return [
      before(row, 'status') === 'failed' ? `replayed the job ${row.subject_id}` : `ran the job ${row.subject_id} again`,
    ]
  },
}

/** Writes what somebody did, in parts of which some are links. */
export function writeAudit(row: AuditRow): readonly AuditPart[] {
  return writers[`${row.subject} ${row.action}`]?.(row) ?? [`did “${row.action}” to ${row.subject} ${row.subject_id}`]
}
