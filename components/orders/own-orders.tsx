import Link from 'next/link'
import { OrderNumber } from '#components/orders/number.tsx'
import { statusWords } from '#components/orders/status.ts'
import { OrderTime } from '#components/ui/time.tsx'
import { formatMoney } from '#lib/money.ts'
import type { OrderSummary } from '#shop/orders/types.ts'

/** The orders of an account, newest first. */
export function AccountOrders({ orders }: { orders: readonly OrderSummary[] }) {
  if (orders.length === 0) {
    return (
      <div>
        <p className="text-lead">
          No orders yet. Orders with your mail address appear here, also those from before the account.
        </p>
        <p className="pt-4">
          <Link href="/products" className="link">
            See all lamps
          </Link>
        </p>
      </div>
    )
  }
  return (
    <ul aria-label="Orders" className="border-line border-b">
      {orders.map((order) => (
        <li
          key={order.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 border-line border-t py-4 tabular-nums"
        >
          <Link href={`/orders/${order.id}`} className="link justify-self-start font-strong" prefetch={false}>
            <OrderNumber number={order.number} />
          </Link>
          <span className="text-right">{formatMoney(order.total)}</span>
          <span className="wrap-anywhere">{describe(order.lines)}</span>
          <span className="text-right">{statusWords[order.status]}</span>
          <span className="text-quiet text-small">
            <OrderTime at={order.placedAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function describe(lines: OrderSummary['lines']): string {
  return lines.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(', ')
}
