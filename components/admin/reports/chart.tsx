import { scaleBand, scaleLinear } from 'd3-scale'
import { type Currency, formatMoney, toMinorUnits } from '#lib/money.ts'
import type { Part, ReportText } from '#shop/reports/types.ts'

const [width, height, left, right, bottom] = [800, 260, 72, 12, 28]

/** The positions of a report's bars and lines, in units of the view box. Refunds are below the zero line. */
export function plotReport(parts: readonly Part[], currency: Currency) {
  const most = Math.max(...parts.map(({ revenue }) => revenue), toMinorUnits(100, currency))
  const least = -Math.max(...parts.map(({ refunded }) => refunded), 0)
  const x = scaleBand()
    .domain(parts.map(({ begins }) => begins))
    .range([left, width - right])
    .padding(0.25)
  const top = scaleLinear().domain([0, most]).nice(4).domain()[1] ?? most
  const y = scaleLinear()
    .domain([least, top])
    .range([height - bottom, 8])
  const ground = y(0)
  return {
    ground,
    ticks: y.ticks(4).map((amount) => ({ amount, y: y(amount) })),
    bars: parts.map(({ begins, revenue, refunded }) => ({
      begins,
      x: x(begins) ?? 0,
      width: x.bandwidth(),
      top: y(revenue),
      bottom: y(-refunded),
    })),
  }
}

type ReportChartProps = { parts: readonly Part[]; currency: Currency; text: ReportText }

/** Revenue and refunds of each hour or day. The table below has the same numbers. */
export function ReportChart({ parts, currency, text }: ReportChartProps) {
  const { ground, ticks, bars } = plotReport(parts, currency)
  const step = Math.ceil(parts.length / 8)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Revenue ${text.unit} by ${text.unit}, and refunds below it; the table below has each ${text.unit}.`}
      className="dashboard-chart report-chart"
    >
      {ticks.map((tick) => (
        <g key={tick.amount}>
          <line x1={left} x2={width - right} y1={tick.y} y2={tick.y} />
          <text x={left - 10} y={tick.y} dy="0.32em" textAnchor="end">
            {formatMoney({ amount: tick.amount, currency })}
          </text>
        </g>
      ))}
      {bars.map((bar) => (
        <g key={bar.begins}>
          <rect x={bar.x} y={bar.top} width={bar.width} height={ground - bar.top} />
          {bar.bottom > ground && (
            <rect className="hollow" x={bar.x + 1} y={ground} width={bar.width - 2} height={bar.bottom - ground} />
          )}
        </g>
      ))}
      {bars.map(
        (bar, index) =>
          index % step === 0 && (
            <text key={bar.begins} x={bar.x + bar.width / 2} y={height - bottom + 20} textAnchor="middle">
              {text.parts[index]?.label}
            </text>
          ),
      )}
    </svg>
  )
}
