import type { AdminOrder } from '#shop/orders/admin-types.ts'
import { shop } from '#shop.config.ts'

const countries = new Intl.DisplayNames(shop.locale, { type: 'region' })

/** The mail address, postal address and tracking number of an order. */
export function OrderCustomer({ order }: { order: AdminOrder }) {
  const { address, email, trackingNumber } = order
  return (
    <section aria-labelledby="order-customer">
      <h2 id="order-customer" className="pb-3 text-heading">
        Customer
      </h2>
      {email && <p className="break-all pb-3">{email}</p>}
      {address ? (
        <address className="not-italic">
          {[address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`.trim()]
            .filter(Boolean)
            .map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          {/^[A-Z]{2}$/.test(address.country) ? countries.of(address.country) : address.country}
        </address>
      ) : (
        <p className="text-quiet">The shopper enters name and address when paying.</p>
      )}
      {trackingNumber && (
        <p className="pt-3">
          Tracking number <span className="font-strong tabular-nums">{trackingNumber}</span>
        </p>
      )}
    </section>
  )
}
