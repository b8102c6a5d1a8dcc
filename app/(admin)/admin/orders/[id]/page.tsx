import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import '#app/(admin)/admin/orders/orders.css'
import {
  cancelOrderAndRefund,
  packOrder,
  refundOrder,
  sendReceiptAgain,
  settleOrder,
  shipOrder,
} from '#app/(admin)/admin/orders/actions.ts'
import { staff } from '#app/session.ts'
import { GeneratedBadge, StateBadge } from '#components/admin/badge.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { OrderActions } from '#components/admin/orders/actions.tsx'
import { OrderCustomer } from '#components/admin/orders/customer.tsx'
import { OrderHistory, OrderRuns } from '#components/admin/orders/history.tsx'
import { Attention } from '#components/admin/orders/list.tsx'
import { OrderDisputes, OrderGoods, OrderLedger, OrderRefunds, OrderReturn } from '#components/admin/orders/money.tsx'
import { OrderReceipt, ReceiptNote } from '#components/admin/orders/receipt.tsx'
import { Moment } from '#components/admin/time.tsx'
import { OrderNumber } from '#components/orders/number.tsx'
import { isLast } from '#components/orders/status.ts'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { readMail } from '#lib/sent-mail.ts'
import { findAdminOrder } from '#shop/orders/admin.ts'
import type { AdminOrder } from '#shop/orders/admin-types.ts'
import { listRuns } from '#shop/runs/runs.ts'

export const metadata: Metadata = { title: 'Order', referrer: 'no-referrer' }

// Rendered for each request: see the layout.
export const instant = false

const actions = {
  pack: packOrder,
  ship: shipOrder,
  refund: refundOrder,
  cancel: cancelOrderAndRefund,
  resend: sendReceiptAgain,
  settle: settleOrder,
}

export default async function OrderPage({ params }: PageProps<'/admin/orders/[id]'>) {
  const { db, role } = await staff()
  const order = await findAdminOrder(db, (await params).id)
  if (!order) notFound()
  const runs = (await listRuns(db, { trace: order.trace }, { most: 200 })).runs.toReversed()
  return (
    <>
      <Follow order={order} />
      <AdminHead
        back={['/admin/orders', 'Orders']}
        title={
          <>
            Order <OrderNumber number={order.number} />
          </>
        }
      >
        <div role="status">
          <StateBadge of="order" state={order.status} /> Placed <Moment at={order.placedAt} />{' '}
          {order.isGenerated && <GeneratedBadge />}
          {order.needsAttention && <Attention reason={order.needsAttention} />}
        </div>
      </AdminHead>
      <OrderActions order={order} refundId={crypto.randomUUID()} mayEdit={role !== 'viewer'} actions={actions} />
      <div className="order-columns">
        <div>
          <OrderGoods order={order} />
          <OrderLedger order={order} />
          <OrderReturn returnRequest={order.returnRequest} />
          <OrderRefunds refunds={order.refunds} />
          <OrderDisputes disputes={order.disputes} />
        </div>
        <div>
          <OrderCustomer order={order} />
          <OrderHistory events={order.events} />
        </div>
        <div>
          <OrderRuns trace={order.trace} runs={runs} />
          <section aria-labelledby="order-receipt">
            <h2 id="order-receipt" className="pb-3">
              Receipt
            </h2>
            <Suspense fallback={<ReceiptNote>Loading the receipt …</ReceiptNote>}>
              <Receipt order={order} />
            </Suspense>
          </section>
        </div>
      </div>
    </>
  )
}

/** Without a connection, refreshes the page while something is running: often for a refund, rarely for a parcel. */
function Follow({ order }: { order: AdminOrder }) {
  const live = { live: liveSource(env(), '/admin/live'), topic: 'admin:orders' }
  if (order.refunds.some(({ status }) => status === 'requested'))
    return <LivePage key="refund" {...live} every={1500} />
  return isLast(order.status) ? <LivePage key="last" {...live} /> : <LivePage key="parcel" {...live} every={8000} />
}

async function Receipt({ order: { hasReceipt, receiptEmailId, receiptError, isGenerated } }: { order: AdminOrder }) {
  if (isGenerated) return <ReceiptNote>This order was generated, so nobody was sent a receipt.</ReceiptNote>
  if (!hasReceipt && receiptError !== null)
    return <ReceiptNote>The receipt could not be sent. {receiptError}</ReceiptNote>
  if (!hasReceipt) return <ReceiptNote>No receipt has been sent yet.</ReceiptNote>
  // The mail has the order's key and the customer's address, so the database gives its id to editors and owners only.
  if (receiptEmailId === null) return <ReceiptNote>The receipt was sent. Editors and owners can read it.</ReceiptNote>
  return <OrderReceipt html={await readReceipt(receiptEmailId)} />
}

/** Gives null when the mail service does not answer, so that the page still works. */
async function readReceipt(emailId: string): Promise<string | null> {
  try {
    return await readMail(env(), emailId)
  } catch {
    return null
  }
}
