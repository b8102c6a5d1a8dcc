import Link from 'next/link'
import { GeneratedBadge, StateBadge } from '#components/admin/badge.tsx'
import { Moment } from '#components/admin/time.tsx'
import { OrderNumber } from '#components/orders/number.tsx'
import { formatMoney } from '#lib/money.ts'
import type { OrderEntry } from '#shop/orders/admin-types.ts'

/** The orders as a table; on a phone as a list. */
export function OrderList({ orders }: { orders: readonly OrderEntry[] }) {
  return (
    <table className="admin-table sticky">
      <caption className="sr-only">Orders, those that need attention first</caption>
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Placed</th>
          <th scope="col">Customer</th>
          <th scope="col">Status</th>
          <th scope="col" className="number">
            Total
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <th scope="row">
              <Link href={`/admin/orders/${order.id}`} className="link font-strong">
                <OrderNumber number={order.number} />
              </Link>
              {order.isGenerated && <GeneratedBadge />}
            </th>
            <td className="admin-quiet">
              <Moment at={order.placedAt} />
            </td>
            <td className="break-all">{order.email ?? <span className="text-quiet">not known yet</span>}</td>
            <td>
              <StateBadge of="order" state={order.status} />
              {order.needsAttention && <Attention reason={order.needsAttention} />}
            </td>
            <td className="number">{formatMoney(order.total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Why an order needs attention, in words as well as in colour. */
export function Attention({ reason }: { reason: string }) {
  return (
    <span className="order-attention">
      <StateBadge of="order" state="attention" /> <span className="text-wrong">{reason}</span>
    </span>
  )
}
