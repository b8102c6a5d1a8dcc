import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { functions } from '#supabase/tests/rights/identities.ts'

type Row = Record<string, unknown>
export type Planted = ReturnType<typeof makePlants>

const nonce = randomUUID().slice(0, 8)
const at = '2026-11-23T10:00:00Z'
const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`

/** The string that stands in a column and nowhere else, such as `canary-orders-email-1a2b3c4d`. */
export const canary = (table: string, column: string) => `canary-${table}-${column}-${nonce}`.replaceAll('_', '-')

const jobOf = (role: string) => role.replaceAll('_', '-')

/**
 * A row in every table, with a canary in every column that is not plain. The order and the question belong to the user `shopper`; the user `member` is on
 * the staff.
 * @returns the rows by table, each with the columns of its key first, and the canaries by `table.column`
 */
export function makePlants({ shopper, member }: { shopper: string; member: string }) {
  const [order, pending, cart, refund, capture, question, run] = Array.from({ length: 7 }, () => randomUUID())
  const [product, variant, photograph, scene, category, collection, shipped] = Array.from({ length: 7 }, () =>
    randomUUID(),
  )
  const [actor, requester] = Array.from({ length: 2 }, () => randomUUID())
  const eur = { currency: 'eur' }
  const order1 = {
    ...{ id: order, number: 'NL-77001', user_id: shopper, status: 'paid', ...eur, cart_id: randomUUID() },
    ...{ subtotal_amount: 10_000, shipping_amount: 900, tax_rate: 21, tax_amount: 1892, total_amount: 10_900 },
    ...{ trace, created_at: at, updated_at: at, deadline_at: '2999-01-01', compared_at: '2999-01-01' },
    access_key: canary('orders', 'access_key'),
    network: canary('orders', 'network'),
    needs_attention: `a return was asked for: ${canary('orders', 'needs_attention')}`,
    email: `${canary('orders', 'email')}@example.com`,
    address: {
      ...{ name: canary('orders', 'address'), line1: canary('orders', 'address'), line2: canary('orders', 'address') },
      ...{ postalCode: canary('orders', 'address'), city: 'Ghent', country: 'BE' },
    },
    stripe_session_id: canary('orders', 'stripe_session_id'),
    receipt_email_id: canary('orders', 'receipt_email_id'),
    receipt_error: canary('orders', 'receipt_error'),
    tracking_number: canary('orders', 'tracking_number'),
  }
  const order2 = {
    ...order1,
    id: pending,
    number: 'NL-77002',
    status: 'pending',
    cart_id: cart,
    stripe_session_id: null,
  }
  const order3 = {
    ...order1,
    id: shipped,
    number: 'NL-77003',
    status: 'shipped',
    cart_id: null,
    stripe_session_id: null,
  }
  const jobs = functions.map((role) => ({
    ...{ key: jobOf(role), name: jobOf(role), status: 'running', attempts: 2, runs: 1, trace, run_at: '2999-01-01' },
    leased_until: '2999-01-01',
    input: { orderId: order, canary: canary('jobs', 'input') },
    error: canary('jobs', 'error'),
  }))
  const tables: Record<string, [key: string, rows: Row[]]> = {
    'private.settings': ['name', [{ name: 'canary', value: canary('settings', 'value') }]],
    'private.turns': ['key', [{ key: canary('turns', 'key') }]],
    'private.chat_budgets': ['key', [{ key: canary('chat_budgets', 'key') }]],
    categories: ['id', [{ id: category, slug: 'planted', name: 'Planted' }]],
    collections: ['id', [{ id: collection, slug: 'planted', name: 'Planted', hex: '#112233' }]],
    products: [
      'id',
      [
        {
          ...{ id: product, slug: 'planted', sku: 'PLANTED', name: 'Planted', status: 'active', light: {}, year: 2026 },
          ...{ category_id: category, collection_id: collection, weight_grams: 900 },
        },
      ],
    ],
    variants: [
      'id',
      [
        {
          ...{ id: variant, product_id: product, slug: 'brass', name: 'Brass', hex: '#aa8844', sku: 'PLANTED-BRASS' },
          ...{ price_amount: 10_000, stock: 3, ...eur },
        },
      ],
    ],
    scenes: ['id', [{ id: scene, slug: 'planted', alt: 'A room' }]],
    reviews: [
      'id',
      [
        {
          ...{ id: randomUUID(), product_id: product, author: 'A', rating: 5, title: 'T', body: 'B' },
          written_on: '2026-01-01',
        },
      ],
    ],
    photographs: [
      'id',
      [
        {
          ...{ id: photograph, product_id: product, role: 'on', alt: 'On', original_path: `uploads/${photograph}.jpg` },
          ...{ status: 'ready', width: 640, height: 480, thumbhash: 'x', trace },
        },
      ],
    ],
    photograph_sizes: [
      'photograph_id',
      [
        {
          ...{ photograph_id: photograph, format: 'webp', width: 160, height: 120, bytes: 9 },
          path: `${photograph}.webp`,
        },
      ],
    ],
    stock_movements: ['id', [{ id: randomUUID(), variant_id: variant, quantity: 3, reason: 'received' }]],
    carts: ['id', [{ id: cart, user_id: shopper }]],
    cart_lines: ['cart_id', [{ cart_id: cart, variant_id: variant, quantity: 1 }]],
    orders: ['id', [order1, order2, order3]],
    order_lines: [
      'order_id',
      [order, pending, shipped].map((id) => ({
        ...{ order_id: id, variant_id: variant, name: 'Planted', finish: 'Brass', sku: 'PLANTED-BRASS' },
        ...{ unit_amount: 10_000, quantity: 1 },
      })),
    ],
    order_events: ['order_id', [{ order_id: order, status: 'paid', note: 'The payment has arrived.' }]],
    payments: [
      'id',
      [
        {
          id: capture,
          order_id: order,
          kind: 'capture',
          amount: 10_900,
          ...eur,
          stripe_id: 'pi_planted',
          created_at: at,
        },
        {
          ...{ id: randomUUID(), order_id: shipped, kind: 'capture', amount: 10_900, ...eur },
          ...{ stripe_id: 'pi_shipped', created_at: at },
        },
      ],
    ],
    stripe_events: ['id', [{ id: 'evt_planted', type: 'x', created_at: at }]],
    refunds: [
      'id',
      [
        {
          ...{
            id: refund,
            order_id: order,
            capture_id: capture,
            amount: 100,
            ...eur,
            returns_stock: false,
            status: 'failed',
          },
          ...{ reason: canary('refunds', 'reason'), error: canary('refunds', 'error'), requested_by: requester },
        },
      ],
    ],
    refund_lines: ['refund_id', [{ refund_id: refund, variant_id: variant, quantity: 1 }]],
    disputes: [
      'id',
      [
        {
          ...{ id: 'du_planted', order_id: order, capture_id: capture, amount: 100, ...eur, reason: 'fraudulent' },
          ...{ status: 'won', created_at: at },
        },
      ],
    ],
    returns: ['order_id', [{ order_id: order, reason: canary('returns', 'reason') }]],
    jobs: ['key', jobs],
    job_steps: [
      'job_key',
      jobs.map(({ key }) => ({
        job_key: key,
        step: 'planted',
        run: 1,
        result: { value: canary('job_steps', 'result') },
      })),
    ],
    function_runs: [
      'id',
      functions.map((role, index) => ({
        ...{ id: `${run?.slice(0, -3)}${String(index).padStart(3, '0')}`, function: jobOf(role), trigger: 'queue' },
        ...{ trace: 'a'.repeat(32), started_at: at, ms: 1, cold: false, memory_mb: 1, status: 500 },
        error: canary('function_runs', 'error'),
      })),
    ],
    spans: [
      'id',
      [
        {
          ...{ trace: 'a'.repeat(32), id: 'b'.repeat(16), name: 'planted', kind: 'internal', function: 'chat' },
          ...{ started_at: at, duration_us: 1, status: 'error', error: canary('spans', 'error'), attributes: {} },
          events: [{ at, level: 'info', message: 'planted', fields: { note: canary('spans', 'events') } }],
        },
      ],
    ],
    questions: [
      'id',
      [
        {
          ...{ id: question, user_id: shopper, trace, email: `${canary('questions', 'email')}@example.com` },
          message: canary('questions', 'message'),
        },
      ],
    ],
    staff: ['user_id', [{ user_id: member, role: 'editor', name: canary('staff', 'name') }]],
    audit_log: [
      'subject_id',
      [
        {
          ...{ actor, actor_name: canary('audit_log', 'actor_name'), action: 'update', subject: 'staff' },
          subject_id: canary('audit_log', 'subject_id'),
          before: { name: canary('audit_log', 'before') },
          after: { name: canary('audit_log', 'after') },
        },
      ],
    ],
    reports: [
      'first_day',
      [
        {
          ...{ kind: 'day', first_day: '2026-11-23', last_day: '2026-11-23', ...eur, csv_path: 'x', pdf_path: 'x' },
          figures: { orders: 1, revenue: 1, refunded: 0 },
        },
      ],
    ],
    stock_reports: ['day', [{ day: '2026-11-23', lines: [] }]],
    health_checks: ['part', [{ at, part: 'mail', ok: false, ms: 1, note: 'does not answer' }]],
    health_days: ['day', [{ part: 'mail', day: '2026-11-23', checks: 1, failed: 1, is_ok: false }]],
    incidents: [
      'id',
      [{ id: randomUUID(), part: 'planted', note: 'does not answer', began_at: at, noticed_at: at, ended_at: at }],
    ],
    findings: ['id', [{ id: randomUUID(), invariant: 'I1', detail: `order ${order}`, order_id: order }]],
    function_days: [
      'function',
      [{ day: '2026-11-23', function: 'planted', runs: 1, errors: 0, ms: 1, memory: 1, slowest_ms: 1 }],
    ],
    clean_ups: ['day', [{ day: '2026-11-22', removed: {} }]],
  }
  /** Canaries that are ids, which no string can mark. */
  const ids: Record<string, string | undefined> = {
    'orders.user_id': shopper,
    'orders.cart_id': order1.cart_id,
    'carts.id': cart,
    'carts.user_id': shopper,
    'cart_lines.cart_id': cart,
    'questions.user_id': shopper,
    'refunds.requested_by': requester,
    'staff.user_id': member,
    'audit_log.actor': actor,
  }
  return { tables, ids, order, pending, shipped, cart, refund, variant, photograph, question, product }
}

/** Writes every planted row again, past triggers and keys, so that no attempt leaves its mark on the next. */
export async function plant(sql: Sql, { tables }: Planted): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    for (const [table, [key, rows]] of Object.entries(tables)) {
      if (rows.length === 0) continue
      const keys = rows.map((row) => String(row[key]))
      await tx`delete from ${tx(table)} where ${tx(key)}::text = any (${keys})`
      for (const row of rows) await tx`insert into ${tx(table)} ${tx(row as never)}`
    }
  })
}
