import Link from 'next/link'

/** A finish to reorder, as text. */
export type Reorder = Readonly<{ id: string; productId: string; name: string; reason: string; quantity: string }>

type Made = Readonly<{ day: string; counted: string }>

/** The finishes to reorder, most urgent first, with the reason. `made` says of which day the list is, and when its stock was counted; null before the first. */
export function StockReportSection({ made, lines }: { made: Made | null; lines: readonly Reorder[] }) {
  return (
    <section aria-labelledby="reports-stock" className="admin-section">
      <h2 id="reports-stock">To reorder</h2>
      <p className="pb-3 text-quiet">
        {made === null
          ? 'No list yet. It is made on Monday mornings from the sales of the last four weeks.'
          : `From the sales of the four weeks before ${made.day}, the stock of ${made.counted}, and the lead time of each lamp.`}
      </p>
      {made !== null && lines.length === 0 && <p>Nothing to reorder.</p>}
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
