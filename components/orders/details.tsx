import Link from 'next/link'
import { OrderLines } from '#components/orders/lines.tsx'
import { OrderNumber } from '#components/orders/number.tsx'
import { OrderTotals } from '#components/ui/totals.tsx'
import type { Address, Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

/** The lines and totals of an order. */
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

type DeliveryProps = {
  order: Order
  /** masked */
  email: string | null
  /** the carrier's page about the parcel */
  trackingUrl: string | null
}

/** Address, tracking number and mail address of an order. */
export function OrderDelivery({ order, email, trackingUrl }: DeliveryProps) {
  const { address, trackingNumber } = order
  return (
    <section aria-labelledby="order-delivery">
      <h2 id="order-delivery" className="pb-4 text-heading">
        Delivery
      </h2>
      {address ? (
        <address className="whitespace-pre-line not-italic">{writeAddress(address)}</address>
      ) : (
        <p className="text-quiet">You enter the address when you pay.</p>
      )}
      {trackingNumber && (
        <p className="pt-4">
          {shop.delivery.carrier.name}, tracking number <TrackingNumber number={trackingNumber} url={trackingUrl} />
        </p>
      )}
      {email && <p className="pt-4 text-quiet text-small">Mails about this order go to {email}.</p>}
    </section>
  )
}

function TrackingNumber({ number, url }: { number: string; url: string | null }) {
  const words = <span className="whitespace-nowrap font-strong tabular-nums">{number}</span>
  return url ? (
    <a href={url} className="link" rel="noreferrer">
      {words}
    </a>
  ) : (
    words
  )
}

const countries = new Intl.DisplayNames(shop.locale, { type: 'region' })

function writeAddress({ name, line1, line2, postalCode, city, country }: Address): string {
  const land = /^[A-Z]{2}$/.test(country) ? countries.of(country) : country
  return [name, line1, line2, `${postalCode} ${city}`.trim(), land].filter(Boolean).join('\n')
}

/** The order number and trace that support needs to find the order in the logs. */
export function OrderSupport({ order }: { order: Order }) {
  return (
    <details className="pt-12 text-quiet text-small">
      <summary className="cursor-pointer">For support</summary>
      <p className="pt-2">
        Order <OrderNumber number={order.number} />, trace <code className="break-all">{order.trace}</code>
      </p>
      <p className="pt-2">
        <Link href={`/under-the-hood?trace=${order.trace}`} prefetch={false} className="link">
          See what ran for this order
        </Link>
      </p>
    </details>
  )
}
