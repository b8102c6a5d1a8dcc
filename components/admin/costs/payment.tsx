import { formatMoney } from '#lib/money.ts'

type Fees = Readonly<{
  share: number
  fixed: number
  currency: string
  region: string
  asOf: string
  source: string
  grade: string
}>
/** `order` is the mean order with its fee, in minor units of `fees.currency`; null when there is none, or in another currency. */
type Props = { fees: Fees; order: Readonly<{ amount: number; fee: number }> | null }

/** What the payment service takes, which is the same on every platform and far more than all runs. */
export function PaymentCost({ fees, order }: Props) {
  const write = (amount: number) => formatMoney({ amount, currency: fees.currency })
  return (
    <section aria-labelledby="cost-payment" className="admin-section">
      <h2 id="cost-payment">Payments</h2>
      <p>
        Stripe takes {(fees.share * 100).toLocaleString('en')} % + {write(fees.fixed)} of {fees.region}
        {order && `: ${write(order.fee)} of the mean order of ${write(order.amount)}`}. It is no part of the sums above.
      </p>
      <p className="admin-quiet pt-3">
        {fees.asOf}, {fees.source}, grade {fees.grade}
      </p>
    </section>
  )
}
