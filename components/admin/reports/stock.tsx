import Link from 'next/link'

/** A finish to reorder, in words. */
export type Reorder = Readonly<{ id: string; productId: string; name: string; reason: string; quantity: string }>

/** What to reorder, the most urgent first, and why. `made` is the day of the list; null before the first. */
export function StockReportSection({ made, lines }: { made: string | null; lines: readonly Reorder[] }) {
  return (
    <section aria-labelledby="reports-stock" className="admin-section">
      <h2 id="reports-stock">To reorder</h2>
      <p className="pb-3 text-quiet">
        {made === null
          ? 'No list yet. It is made on Monday mornings, by what the last four weeks sold.'
          : `As of ${made}, by what the last four weeks sold. How long a delivery takes is written on each lamp.`}
      </p>
      {made !== null && lines.length === 0 && <p>Nothing: everything lasts until more can be here.</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.id} className="report-reorder">
            <div>
              <Link href={`/admin/products/${line.productId}`} className="link font-strong" prefetch={false}>
                {line.name}
              </Link>
              <span className="block text-quiet text-small">{line.reason}</span>
            </div>
            <span className="tabular-nums">{line.quantity}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
