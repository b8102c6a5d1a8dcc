import { OrderLines } from '#components/orders/lines.tsx'
import { OrderTotals } from '#components/ui/totals.tsx'
import type { Address, Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

/** What was ordered and what it came to. */
export function OrderDetails({ order }: { order: Order }) {
  return (
    <section aria-labelledby="order-details">
      <h2 id="order-details" className="pb-4 text-heading">
        Your order
      </h2>
      <OrderLines lines={order.lines} />
      <OrderTotals order={order} />
    </section>
  )
}

/** Where it goes and who hears about it. The mail address is masked before it gets here. */
export function OrderDelivery({ order, email }: { order: Order; email: string | null }) {
  const { address, trackingNumber } = order
  return (
    <section aria-labelledby="order-delivery">
      <h2 id="order-delivery" className="pb-4 text-heading">
        Delivery
      </h2>
      {address ? (
        <address className="whitespace-pre-line not-italic">{writeAddress(address)}</address>
      ) : (
        <p className="text-quiet">The address comes with your payment.</p>
      )}
      {trackingNumber && (
        <p className="pt-4">
          Tracking number <span className="font-strong tabular-nums">{trackingNumber}</span>
        </p>
      )}
      {email && <p className="pt-4 text-quiet text-small">We write to {email}.</p>}
    </section>
  )
}

const countries = new Intl.DisplayNames(shop.locale, { type: 'region' })

function writeAddress({ name, line1, line2, postalCode, city, country }: Address): string {
  const land = /^[A-Z]{2}$/.test(country) ? countries.of(country) : country
  return [name, line1, line2, `${postalCode} ${city}`.trim(), land].filter(Boolean).join('\n')
}

/** What somebody at the other end of a letter needs to find the order in the logs. */
export function OrderSupport({ order }: { order: Order }) {
  return (
    <details className="pt-12 text-quiet text-small">
      <summary className="cursor-pointer">For support</summary>
      <p className="pt-2">
        Order {order.number}, trace <code className="break-all">{order.trace}</code>
      </p>
    </details>
  )
}
