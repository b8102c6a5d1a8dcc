import Link from 'next/link'
import { OrderNumber } from '#components/orders/number.tsx'
import { statusWords } from '#components/orders/status.ts'
import { OrderTime } from '#components/ui/time.tsx'
import type { OrderCard } from '#shop/assistant/cards.ts'

/** The status of an order with its past steps, newest last. */
export function OrderNote({ order }: { order: OrderCard }) {
  return (
    <article className="border-light border-t-2 pt-3">
      <h3 className="font-strong">
        <OrderNumber number={order.number} />: {statusWords[order.status]}
      </h3>
      <p className="text-quiet text-small">
        {order.lines.map(({ name, finish, quantity }) => `${quantity} × ${name}, ${finish}`).join('; ')}
      </p>
      <ol className="py-3 text-small">
        {order.events.map(({ status, at }) => (
          <li key={`${status}-${at}`} className="flex justify-between gap-4 border-line border-b py-1.5">
            <span>{statusWords[status]}</span>
            <span className="text-quiet">
              <OrderTime at={at} />
            </span>
          </li>
        ))}
      </ol>
      <Link href={order.address} prefetch={false} className="link text-small">
        See the order
      </Link>
    </article>
  )
}
