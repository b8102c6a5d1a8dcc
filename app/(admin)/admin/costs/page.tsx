import type { Metadata } from 'next'
import '#app/(admin)/admin/functions/functions.css'
import { staff } from '#app/session.ts'
import { FirstRuns } from '#components/admin/costs/first-runs.tsx'
import { PaymentCost } from '#components/admin/costs/payment.tsx'
import { PlatformSheets } from '#components/admin/costs/platforms.tsx'
import { PriceSheet } from '#components/admin/costs/prices.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { env } from '#lib/env.ts'
import { cardFees } from '#lib/platform-prices.ts'
import { cardFee } from '#lib/run-cost.ts'
import { listPrices, sheetsOf } from '#shop/runs/cost.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import { readRunCosts } from '#shop/runs/runs.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = { title: 'Costs' }

// Rendered for each request: see the layout.
export const instant = false

/** Runs are kept for a month. */
const days = 30

export default async function CostsPage() {
  const { db } = await staff()
  const costs = await readRunCosts(db, days)
  const count = costs.functions.reduce((sum, { runs }) => sum + runs, 0)
  const orders = costs.causes.find(({ name }) => name === 'order')?.times ?? 0
  const schedules = functionFacts.filter((facts) => facts.schedules)
  const ran = schedules.filter((facts) => costs.causes.some(({ name }) => name === facts.name))
  const amount = shop.currency === cardFees.currency ? costs.orderAmount : null
  return (
    <>
      <AdminHead title="Costs">
        <p>
          What {count === 1 ? 'the only run' : `the ${count.toLocaleString('en')} runs`} of this shop in the last {days}{' '}
          days cost on each platform, from their own times and dated prices.
        </p>
      </AdminHead>
      <PlatformSheets
        sheets={sheetsOf(costs, env())}
        counted={{ runs: count, orders, schedules: [ran.length, schedules.length], days }}
      />
      <PaymentCost fees={cardFees} order={amount === null ? null : { amount, fee: cardFee(amount) }} />
      <FirstRuns functions={costs.functions} />
      <PriceSheet prices={listPrices(Date.now())} />
    </>
  )
}
