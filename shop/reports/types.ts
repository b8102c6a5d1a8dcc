/** Sums of the ledger over a period. Amounts are in minor units; taxes are contained in the amounts. */
export type Sums = Readonly<{
  orders: number
  revenue: number
  tax: number
  refunds: number
  refunded: number
  refundedTax: number
}>

/** A finish sold, under its name at that time. `amount` is in minor units. */
export type Sold = Readonly<{
  variantId: string
  sku: string
  name: string
  finish: string
  quantity: number
  amount: number
}>

/** A finish with a stock of five or fewer. */
export type StockLeft = Readonly<{ sku: string; name: string; finish: string; stock: number }>

/**
 * The figures of a function. `ms` and `memory` (milliseconds times megabytes) are sums over its runs; `spread` counts the runs
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

/** All figures of a period. `carts` counts abandoned carts with something in them. */
export type Counts = Sums &
  Readonly<{
    sold: readonly Sold[]
    carts: Readonly<{ count: number; amount: number }>
    failedPayments: number
    functions: readonly FunctionHealth[]
  }>

/** The figures of one hour, by its start. */
export type Hour = Counts & Readonly<{ begins: string }>

/** A part of a report: an hour by its start (an ISO time), a day such as 2026-11-23, or a month such as 2026-11. */
export type Part = Sums & Readonly<{ begins: string }>

/** The figures of a report. `sold` has every finish sold, most pieces first. */
export type Figures = Counts & Readonly<{ parts: readonly Part[]; stock: readonly StockLeft[] }>

export type ReportKind = 'day' | 'week' | 'month' | 'year'

/** A day, a week from Monday, a month or a year; `name` is such as 2026-11-23, 2026-W48, 2026-11 or 2026. */
export type Period = Readonly<{ kind: ReportKind; firstDay: string; lastDay: string; name: string }>

/** The sums of an earlier period: `label` names it; `sums` is null when it has no report. */
export type Comparison = Readonly<{ label: string; sums: Sums | null }>

/** The text of a report. The page, the mail and the PDF only lay it out. */
export type ReportText = Readonly<{
  title: string
  lead: string
  sums: readonly Readonly<{ name: string; value: string; note?: string }>[]
  comparisons: readonly Readonly<{ label: string; text: string }>[]
  /** the unit of `parts` */
  unit: 'hour' | 'day' | 'month'
  parts: readonly Readonly<{ label: string; orders: string; revenue: string; refunded: string }>[]
  /** at most ten */
  sellers: readonly Readonly<{ sku: string; name: string; quantity: string; amount: string }>[]
  stock: readonly Readonly<{ sku: string; name: string; left: string }>[]
  functions: readonly Readonly<{ name: string; runs: string; errors: string; slowest: string; cost: string }>[]
  /** all functions together */
  work: string
}>

/**
 * A finish to reorder, with its sales of the last days (28 at most) and its delivery time in days. `quantity` is the number
 * to order; null when none was sold in these days.
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

export type StockReport = Readonly<{ day: string; madeAt: string; lines: readonly StockLine[] }>
