import { scaleBand, scaleLinear } from 'd3-scale'
import { formatMoney, toMinorUnits } from '#lib/money.ts'
import type { Day } from '#shop/reports/dashboard-types.ts'
import { shop } from '#shop.config.ts'

const [width, height, left, right, bottom] = [800, 240, 72, 30, 28]

const dayFormat = new Intl.DateTimeFormat(shop.locale, { timeZone: 'UTC', day: 'numeric', month: 'short' })

/** Formats a day, such as 23 Nov. */
export function writeDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`))
}

/** The positions of the chart's bars and lines, in units of the view box. */
export function plot(days: readonly Day[]) {
  const most = Math.max(...days.map(({ revenue }) => revenue.amount), toMinorUnits(100, shop.currency))
  const x = scaleBand()
    .domain(days.map(({ day }) => day))
    .range([left, width - right])
    .padding(0.25)
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - bottom, 8])
  const ground = y(0)
  return {
    ground,
    ticks: y.ticks(4).map((amount) => ({ amount, y: y(amount) })),
    bars: days.map((day) => {
      const top = y(day.revenue.amount)
      return { day: day.day, x: x(day.day) ?? 0, y: top, width: x.bandwidth(), height: ground - top }
    }),
  }
}

/** The revenue of each day. The table below has the same numbers. */
export function DashboardChart({ days }: { days: readonly Day[] }) {
  const { ground, ticks, bars } = plot(days)
  const money = (amount: number) => ({ amount, currency: days[0]?.revenue.currency ?? shop.currency })
  const total = money(days.reduce((sum, { revenue }) => sum + revenue.amount, 0))
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Revenue of the last ${days.length} days, ${formatMoney(total)} in total; the table below has each day.`}
      className="dashboard-chart"
    >
      {ticks.map((tick) => (
        <g key={tick.amount}>
          <line x1={left} x2={width - right} y1={tick.y} y2={tick.y} />
          <text x={left - 10} y={tick.y} dy="0.32em" textAnchor="end">
            {formatMoney(money(tick.amount))}
          </text>
        </g>
      ))}
      {bars.map((bar) => (
        <rect key={bar.day} x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
      ))}
      {bars
        .filter((_, index) => (bars.length - 1 - index) % 7 === 0)
        .map((bar) => (
          <text key={bar.day} x={bar.x + bar.width / 2} y={ground + 20} textAnchor="middle">
            {writeDay(bar.day)}
          </text>
        ))}
    </svg>
  )
}
