import { formatMoney, type Money } from '#lib/money.ts'

type Props = {
  order: Readonly<{ subtotal: Money; shipping: Money; tax: Money; total: Money; refunded?: Money }>
}

/** Subtotal, shipping and total, with the VAT that the total contains. */
export function OrderTotals({ order }: Props) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-2 tabular-nums">
      <Row name="Subtotal" value={formatMoney(order.subtotal)} />
      <Row name="Shipping" value={order.shipping.amount === 0 ? 'Free' : formatMoney(order.shipping)} />
      <Row name="Total" value={formatMoney(order.total)} look={strong} />
      <Row name="Includes VAT" value={formatMoney(order.tax)} look="text-quiet text-small" />
      {order.refunded && order.refunded.amount > 0 && (
        <Row name="Refunded" value={formatMoney(order.refunded)} look={strong} />
      )}
    </dl>
  )
}

const strong = 'border-line border-t pt-3 font-strong'

function Row({ name, value, look = '' }: { name: string; value: string; look?: string }) {
  return (
    <>
      <dt className={look}>{name}</dt>
      <dd className={`text-right ${look}`}>{value}</dd>
    </>
  )
}
