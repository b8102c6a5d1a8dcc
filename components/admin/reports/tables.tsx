import type { ReportText } from '#shop/reports/types.ts'

/** The sums of a report. */
export function ReportSums({ sums }: Pick<ReportText, 'sums'>) {
  return (
    <dl className="dashboard-today report-sums">
      {sums.map(({ name, value, note }) => (
        <div key={name}>
          <dt className="text-quiet text-small">{name}</dt>
          <dd>{value}</dd>
          {note && <dd className="report-note">{note}</dd>}
        </div>
      ))}
    </dl>
  )
}

/** Each hour or day of a report. */
export function ReportParts({ parts, unit }: Pick<ReportText, 'parts' | 'unit'>) {
  return (
    <Table
      caption={{ hour: 'Hour by hour', day: 'Day by day', month: 'Month by month' }[unit]}
      heads={['From', 'Orders', 'Revenue', 'Refunded']}
      rows={parts.map(({ label, orders, revenue, refunded }) => [label, orders, revenue, refunded])}
    />
  )
}

/** The best sellers, the finishes with low stock, and the runs of the functions. */
export function ReportLists({ sellers, stock, functions, work }: ReportText) {
  return (
    <>
      <div className="dashboard-columns">
        <section aria-labelledby="report-sellers" className="admin-section">
          <h2 id="report-sellers">Best sellers</h2>
          {sellers.length === 0 && <p className="text-quiet">Nothing was sold.</p>}
          <List rows={sellers.map(({ sku, name, quantity, amount }) => [sku, `${quantity} × ${name}`, amount])} />
        </section>
        <section aria-labelledby="report-stock" className="admin-section">
          <h2 id="report-stock">Low stock</h2>
          {stock.length === 0 && <p className="text-quiet">Every finish has more than five in stock.</p>}
          <List rows={stock.map(({ sku, name, left }) => [sku, name, left])} />
        </section>
      </div>
      <section aria-labelledby="report-functions" className="admin-section">
        <h2 id="report-functions">Functions</h2>
        <p className="pb-3 text-quiet">{work}</p>
        {functions.length > 0 && (
          <Table
            caption="Functions"
            heads={['Function', 'Runs', 'Failed', '95th percentile', 'Cost']}
            rows={functions.map(({ name, runs, errors, slowest, cost }) => [name, runs, errors, slowest, cost])}
          />
        )}
      </section>
    </>
  )
}

function List({ rows }: { rows: readonly (readonly [key: string, name: string, value: string])[] }) {
  return (
    <ul>
      {rows.map(([key, name, value]) => (
        <li key={key} className="flex justify-between gap-4 border-line border-t py-2">
          <span>{name}</span>
          <span className="tabular-nums">{value}</span>
        </li>
      ))}
    </ul>
  )
}

/** A table: the first column has the names of the rows, the others have numbers. */
function Table({ caption, heads, rows }: { caption: string; heads: readonly string[]; rows: readonly string[][] }) {
  return (
    <table className="admin-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th key={head} scope="col" className={index > 0 ? 'number' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {values.map((value, index) => (
              <td key={heads[index + 1]} className="number" data-label={heads[index + 1]}>
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
