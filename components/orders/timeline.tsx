import { isLast, statusWords, steps } from '#components/orders/status.ts'
import { OrderTime, SinceTime } from '#components/ui/time.tsx'
import type { Order, OrderEvent, OrderStatus } from '#shop/orders/types.ts'

/** The steps of an order, each with its time once it is done. The current step is highlighted. */
export function OrderTimeline({ order }: { order: Order }) {
  return (
    <ol className="grid max-w-[72rem] gap-6 sm:grid-cols-4 sm:gap-4">
      {timeline(order).map(({ status, event, current }) => (
        <li
          key={status}
          aria-current={current ? 'step' : undefined}
          className={`border-t-2 pt-3 ${event ? 'border-light' : 'border-line'}`}
        >
          <span className={look(current, event)}>{statusWords[status]}</span>
          <span className="block text-quiet text-small">
            <When event={event} lasts={current && !isLast(status)} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function When({ event, lasts }: { event: OrderEvent | undefined; lasts: boolean }) {
  if (!event) return 'not yet'
  if (!lasts) return <OrderTime at={event.at} />
  return (
    <>
      since <SinceTime at={event.at} />
    </>
  )
}

function look(current: boolean, event: OrderEvent | undefined): string {
  if (current) return 'font-strong text-light'
  return event ? '' : 'text-quiet'
}

type Step = { status: OrderStatus; event: OrderEvent | undefined; current: boolean }

/** Gives the steps to show. A cancelled or refunded order shows its past steps and that status, not the steps it never reached. */
export function timeline({ status, events }: Pick<Order, 'status' | 'events'>): Step[] {
  const find = (step: OrderStatus) => events.find((event) => event.status === step)
  const ended = status === 'cancelled' || status === 'refunded'
  const shown: OrderStatus[] = ended ? [...steps.filter(find), status] : [...steps]
  return shown.map((step) => ({ status: step, event: find(step), current: step === status }))
}
