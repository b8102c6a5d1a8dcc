import { formatMoney } from '#lib/money.ts'

/** The change of one field, in words. */
export type Change = Readonly<{ field: string; before: string | null; after: string | null }>

type Values = Readonly<Record<string, unknown>> | null
type About = Readonly<{ names?: Readonly<Record<string, string>> | undefined; currency?: string | undefined }>

/** The names of the columns in the log, as people read them. The test compares them with the database. */
export const fieldWords: Readonly<Record<string, string>> = {
  address: 'address',
  alt: 'description',
  amount: 'amount',
  called: 'called',
  capture_id: 'payment',
  care: 'care',
  category_id: 'category',
  collection_id: 'collection',
  compared_at: 'last compared with Stripe',
  completed_at: 'sizes made',
  copy: 'copy',
  created_at: 'created',
  currency: 'currency',
  deadline_at: 'deadline of the payment',
  description: 'description',
  dimensions: 'size',
  error: 'error',
  focal_x: 'focus from the left',
  focal_y: 'focus from the top',
  height: 'height',
  hex: 'colour',
  id: 'id',
  lead_days: 'lead time in days',
  light: 'light',
  materials: 'materials',
  name: 'name',
  needs_attention: 'needs attention',
  number: 'number',
  order: 'order',
  order_id: 'order',
  original_path: 'file',
  position: 'position',
  price_amount: 'price',
  product_id: 'lamp',
  quantity: 'quantity',
  reason: 'reason',
  receipt_email_id: 'mail of the receipt',
  requested_by: 'requested by',
  restocked: 'returned to stock',
  returns_stock: 'returns to stock',
  role: 'role',
  scene_id: 'room',
  settled_at: 'settled',
  shipping_amount: 'delivery',
  sku: 'SKU',
  slug: 'address in the shop',
  status: 'status',
  stock: 'stock',
  stripe_id: 'id at Stripe',
  stripe_session_id: 'session at Stripe',
  subtotal_amount: 'lamps',
  tagline: 'tagline',
  tags: 'tags',
  tax_amount: 'VAT',
  tax_rate: 'VAT in percent',
  thumbhash: 'preview',
  total_amount: 'total',
  trace: 'trace',
  tracking_number: 'tracking number',
  until: 'until',
  user_id: 'account',
  variant_id: 'finish',
  weight_grams: 'weight in grams',
  width: 'width',
  year: 'year',
}

/** Gives the name of a column for people. */
export function wordOf(field: string): string {
  return fieldWords[field] ?? field.replaceAll('_', ' ')
}

/** Writes what differs between two versions of a row. A value that is an object becomes one change for each of its fields. */
export function writeChanges(before: Values, after: Values, about: About): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort()
  return fields.flatMap((field) => writeChange(field, before?.[field], after?.[field], about))
}

function writeChange(field: string, before: unknown, after: unknown, about: About): Change[] {
  if (isObject(before) || isObject(after)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    return writeChanges(was, is, about)
      .filter((change) => change.before !== change.after)
      .map((change) => ({ ...change, field: `${wordOf(field)}: ${change.field}` }))
  }
  const change = { field: wordOf(field), before: write(field, before, about), after: write(field, after, about) }
  // A new row has many empty fields. They are not changes.
  return change.before === null && change.after === null ? [] : [change]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function write(field: string, value: unknown, about: About): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number' && /(^|_)amount$/.test(field) && about.currency)
    return formatMoney({ amount: value, currency: about.currency })
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join(', ') : null
  return about.names?.[String(value)] ?? String(value)
}
