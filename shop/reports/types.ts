/** What moved in a time, from the ledger. Amounts are in minor units; taxes are those that the amounts contain. */
export type Sums = Readonly<{
  orders: number
  revenue: number
  tax: number
  refunds: number
  refunded: number
  refundedTax: number
}>

/** A finish that was sold, under the name it had then. `amount` is in minor units. */
export type Sold = Readonly<{
  variantId: string
  sku: string
  name: string
  finish: string
  quantity: number
  amount: number
}>

/** A finish of which five or fewer are left. */
export type StockLeft = Readonly<{ sku: string; name: string; finish: string; stock: number }>

/**
 * How a function did. `ms` and `memory` (milliseconds times megabytes) are sums over its runs; `spread` counts the runs
 * that took up to 1.05 to the power of its key in milliseconds.
 */
export type FunctionHealth = Readonly<{
  name: string
  runs: number
  errors: number
  ms: number
  memory: number
  spread: Readonly<Record<string, number>>
}>

/** Everything that is counted of a time. Carts are those that were left with something in them. */
export type Counts = Sums &
  Readonly<{
    sold: readonly Sold[]
    carts: Readonly<{ count: number; amount: number }>
    failedPayments: number
    functions: readonly FunctionHealth[]
  }>

/** One hour of a day, from its begin. */
export type Hour = Counts & Readonly<{ begins: string }>

/** A part of a report's time: an hour by its begin (an ISO time), or a day such as 2026-11-23. */
export type Part = Sums & Readonly<{ begins: string }>

/** The figures of a report. `sold` has everything that was sold, most pieces first. */
export type Figures = Counts & Readonly<{ parts: readonly Part[]; stock: readonly StockLeft[] }>

export type ReportKind = 'day' | 'week' | 'month'

/** A day, a week from Monday, or a month; `name` is how it is called: 2026-11-23, 2026-W48 or 2026-11. */
export type Period = Readonly<{ kind: ReportKind; firstDay: string; lastDay: string; name: string }>

/** The same sums of an earlier period: `label` says which; null when it has no report. */
export type Comparison = Readonly<{ label: string; sums: Sums | null }>

/** Everything that a report says, in words: a page, a mail and a PDF only place it. */
export type ReportText = Readonly<{
  title: string
  lead: string
  sums: readonly Readonly<{ name: string; value: string; note?: string }>[]
  comparisons: readonly Readonly<{ label: string; text: string }>[]
  /** what the parts are */
  unit: 'hour' | 'day'
  parts: readonly Readonly<{ label: string; orders: string; revenue: string; refunded: string }>[]
  /** ten at most */
  sellers: readonly Readonly<{ sku: string; name: string; quantity: string; amount: string }>[]
  stock: readonly Readonly<{ sku: string; name: string; left: string }>[]
  functions: readonly Readonly<{ name: string; runs: string; errors: string; slowest: string; cost: string }>[]
  /** all functions together */
  work: string
}>

/**
 * A finish to reorder: what was sold in the last days (28 at most), and how many days a delivery takes. `quantity` is how
 * many to order; null when nothing says it.
 */
export type StockLine = Readonly<{
  variantId: string
  productId: string
  sku: string
  name: string
  finish: string
  stock: number
  sold: number
  days: number
  leadDays: number
  quantity: number | null
}>

export type StockReport = Readonly<{ day: string; lines: readonly StockLine[] }>
