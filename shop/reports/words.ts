import { type Currency, digitsOf, formatMoney, toMinorUnits } from '#lib/money.ts'
import { averageBasket, costOf, slowestUsual } from '#shop/reports/figures.ts'
import type { Comparison, Figures, Part, Period, ReportText, Sums } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

const utc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(shop.locale, { timeZone: 'UTC', ...options })
const weekday = utc({ weekday: 'long' })
const shortDay = utc({ weekday: 'short', day: 'numeric', month: 'short' })
const longDay = utc({ day: 'numeric', month: 'long', year: 'numeric' })
const month = utc({ month: 'long', year: 'numeric' })
const year = utc({ year: 'numeric' })
const monthOnly = utc({ month: 'long' })
const hour = new Intl.DateTimeFormat(shop.locale, { timeZone: shop.timeZone, hour: '2-digit', minute: '2-digit' })
const number = new Intl.NumberFormat(shop.locale)

const at = (day: string) => new Date(`${day}T00:00:00Z`)
const counted = (count: number, one: string, many: string) =>
  count === 1 ? `One ${one}` : `${number.format(count)} ${many}`

/** Writes the title of a period: "Tuesday, 24 November 2026", "Week 48, from 23 November 2026", "November 2026", "2026". */
export function writePeriod({ kind, firstDay, name }: Period): string {
  if (kind === 'day') return `${weekday.format(at(firstDay))}, ${longDay.format(at(firstDay))}`
  if (kind === 'week') return `Week ${Number(name.slice(-2))}, from ${longDay.format(at(firstDay))}`
  return kind === 'year' ? year.format(at(firstDay)) : month.format(at(firstDay))
}

/** Labels the hours, days or months of a report. Marks the second of two equal hours when the clocks go back. */
export function writeParts(parts: readonly Pick<Part, 'begins'>[]): string[] {
  const labels = parts.map(({ begins }) => {
    if (begins.length > 10) return hour.format(new Date(begins))
    return begins.length === 7 ? monthOnly.format(at(`${begins}-01`)) : shortDay.format(at(begins))
  })
  return labels.map((label, index) => (labels.indexOf(label) < index ? `${label} again` : label))
}

/** What the parts of a report are. */
export const unitOf = ({ kind }: Pick<Period, 'kind'>): ReportText['unit'] =>
  (({ day: 'hour', week: 'day', month: 'day', year: 'month' }) as const)[kind]

/** Writes all text of a report, for the page, the mail and the PDF. */
export function writeReport(
  period: Period,
  figures: Figures,
  comparisons: readonly Comparison[],
  currency: Currency,
): ReportText {
  const money = (amount: number) => formatMoney({ amount, currency })
  const { orders, revenue, refunds, refunded, tax, refundedTax, carts, failedPayments } = figures
  const basket = averageBasket(figures)
  const labels = writeParts(figures.parts)
  return {
    title: writePeriod(period),
    lead: orders === 0 ? 'Nothing was sold.' : `${counted(orders, 'order', 'orders')} brought ${money(revenue)}.`,
    sums: [
      { name: 'Orders', value: number.format(orders) },
      { name: 'Revenue', value: money(revenue) },
      { name: 'Refunded', value: money(refunded), note: refunds > 0 ? counted(refunds, 'refund', 'refunds') : '' },
      { name: 'VAT after refunds', value: money(tax - refundedTax) },
      { name: 'Average order value', value: basket === null ? '–' : money(basket) },
      {
        name: 'Abandoned carts',
        value: number.format(carts.count),
        note: carts.count > 0 ? money(carts.amount) : '',
      },
      { name: 'Failed payments', value: number.format(failedPayments) },
    ],
    comparisons: comparisons.map(({ label, sums }) => ({
      label,
      text: sums ? compare(figures, sums, currency) : 'no report',
    })),
    unit: unitOf(period),
    parts: figures.parts.map((part, index) => ({
      label: labels[index] ?? '',
      orders: number.format(part.orders),
      revenue: money(part.revenue),
      refunded: money(part.refunded),
    })),
    sellers: figures.sold.slice(0, 10).map(({ sku, name, finish, quantity, amount }) => ({
      sku,
      name: `${name}, ${finish}`,
      quantity: number.format(quantity),
      amount: money(amount),
    })),
    stock: figures.stock.map(({ sku, name, finish, stock }) => ({
      sku,
      name: `${name}, ${finish}`,
      left: stock === 0 ? 'Sold out' : `${stock} left`,
    })),
    functions: figures.functions.map((one) => ({
      name: one.name,
      runs: number.format(one.runs),
      errors: number.format(one.errors),
      slowest: `${number.format(slowestUsual(one))} ms`,
      cost: writeCost(costOf(one), currency),
    })),
    work: writeWork(figures, currency),
  }
}

/** Summarises the runs of all functions in one line. */
function writeWork({ functions }: Figures, currency: Currency): string {
  const total = (pick: (one: Figures['functions'][number]) => number) =>
    functions.reduce((sum, one) => sum + pick(one), 0)
  const [runs, errors, cost] = [total(({ runs }) => runs), total(({ errors }) => errors), total(costOf)]
  if (runs === 0) return 'No function ran.'
  const failed = errors === 0 ? 'none failed' : `${number.format(errors)} failed`
  return `${counted(runs, 'run', 'runs')}, ${failed}, for ${writeCost(cost, currency)}.`
}

/** Writes an estimated cost: "about €0.12", or "less than €0.01". @param cost such as 0.004 euros */
function writeCost(cost: number, currency: Currency): string {
  const amount = toMinorUnits(cost, currency)
  const least = { amount: 1, currency }
  if (cost * 10 ** digitsOf(currency) < 1) return `less than ${formatMoney(least)}`
  return `about ${formatMoney({ amount, currency })}`
}

/** Compares the sums of a period with those of an earlier one. */
function compare(now: Sums, before: Sums, currency: Currency): string {
  const money = (amount: number) => formatMoney({ amount, currency })
  const text = `${counted(before.orders, 'order', 'orders').toLowerCase()}, ${money(before.revenue)}`
  const difference = now.revenue - before.revenue
  if (difference === 0) return `${text}: no change`
  const share = before.revenue === 0 ? '' : ` (${Math.round((Math.abs(difference) / before.revenue) * 100)} %)`
  return `${text}: now ${money(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'}${share}`
}
