import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { fillCart, type Lamp, type PlacedOrder, payOrder, placeOrder } from '#supabase/tests/catalogue.ts'
import type { Database, Person } from '#supabase/tests/people.ts'

export type Told = {
  id?: string
  refundId?: string
  amount?: number
  status?: string
  error?: string
  payment?: string
}
export type Ask = { id?: string; lines?: [Lamp, number][] | null; reason?: string; stock?: boolean; person?: Person }

/** The actions of staff and of the function refund-order on an order's refunds. */
export function openStaffRefunds(database: Database, editor: Person) {
  const { sql } = database
  /** Requests a refund as staff do. Returns the SQLSTATE of a refusal, otherwise 'done'. */
  async function ask(
    order: PlacedOrder,
    { id = randomUUID(), lines = null, reason = 'Broken', stock = false, person = editor }: Ask = {},
  ) {
    const rows = lines?.map(([{ variantId }, quantity]) => ({ variant_id: variantId, quantity })) ?? null
    const input = { refund_id: id, order_id: order.id, lines: rows, reason, returns_stock: stock }
    return (await person.db.rpc('request_refund', input)).error?.code ?? 'done'
  }

  async function cancel(order: PlacedOrder, id = randomUUID()) {
    const input = { refund_id: id, order_id: order.id, reason: 'Changed their mind' }
    return (await editor.db.rpc('staff_cancel_order', input)).error?.code ?? 'done'
  }

  const refundsOf = (order: PlacedOrder) =>
    sql<{ id: string; amount: number; status: string }[]>`
      select id, amount, status from refunds where order_id = ${order.id} order by created_at`
  const orderNow = async (order: PlacedOrder) =>
    (
      await sql<{ status: string; needs_attention: string | null }[]>`
      select status, needs_attention from orders where id = ${order.id}`
    )[0]
  const ledgerOf = async (order: PlacedOrder) =>
    (
      await sql<{ captured: number; refunded: number }[]>`
      select coalesce(sum(amount) filter (where kind = 'capture'), 0)::integer as captured,
        coalesce(sum(private.moved_back(kind, amount)), 0)::integer as refunded from payments where order_id = ${order.id}`
    )[0]

  /** Reports a refund of an order as Stripe does; by default a completed refund of everything, made in the dashboard. */
  async function tell(order: PlacedOrder, refund: Told = {}): Promise<{ name: string; key: string }[]> {
    const {
      id = `re_${randomUUID()}`,
      refundId = null,
      status = 'done',
      error = null,
      payment = `pi_${order.id}`,
    } = refund
    const [known] = refundId ? await sql`select amount from refunds where id = ${refundId}` : []
    const input = {
      stripe_id: id,
      payment_intent: payment,
      amount: refund.amount ?? known?.amount ?? order.total,
      status,
    }
    const answer = await database.signIn('stripe_webhook').rpc('take_refund', { ...input, refund_id: refundId, error })
    expect(answer.error).toBeNull()
    return answer.data
  }

  /** Reports the result of a refund as refund-order does. */
  async function settle(order: PlacedOrder): Promise<void> {
    for (const { id } of (await refundsOf(order)).filter(({ status }) => status === 'requested')) {
      await tell(order, { id: `re_${id}`, refundId: id })
    }
  }
  const fail = (id: string) =>
    database.signIn('refund_order').rpc('fail_refund', { refund_id: id, error: 'The card is gone.' })

  async function paidOrder(...lines: [Lamp, number][]): Promise<PlacedOrder> {
    const order = await placeOrder(sql, await fillCart(sql, ...lines))
    await payOrder(sql, order)
    return order
  }
  const move = (step: string, order: PlacedOrder) => sql`select ${sql(step)}(${order.id})`
  return { tell, ask, cancel, refundsOf, orderNow, ledgerOf, settle, fail, paidOrder, move }
}
