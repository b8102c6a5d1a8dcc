import type { AdminOrder } from '#shop/orders/admin-types.ts'
import { shop } from '#shop.config.ts'

const countries = new Intl.DisplayNames(shop.locale, { type: 'region' })

/** The mail address, postal address and tracking number of an order; for a viewer only where the customer lives. */
export function OrderCustomer({ order }: { order: AdminOrder }) {
  const { address, email, isMasked, trackingNumber } = order
  if (isMasked) return <MaskedCustomer order={order} />
  return (
    <section aria-labelledby="order-customer">
      <h2 id="order-customer" className="pb-3">
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
          {nameCountry(address.country)}
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

function nameCountry(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code
}

function MaskedCustomer({ order: { address, email } }: { order: AdminOrder }) {
  const place = address && [address.city, nameCountry(address.country)].filter(Boolean).join(', ')
  return (
    <section aria-labelledby="order-customer">
      <h2 id="order-customer" className="pb-3">
        Customer
      </h2>
      <p>{place ? `A customer in ${place}` : 'A customer'}</p>
      {email && <p className="text-quiet">{email}</p>}
      <p className="pt-3 text-quiet text-small">
        Viewers do not see names, addresses, tracking numbers or what people wrote.
      </p>
    </section>
  )
}
