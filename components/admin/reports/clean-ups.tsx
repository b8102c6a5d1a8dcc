/** A clean-up: its day, and what it removed, as text. */
export type CleanUpLine = Readonly<{ day: string; title: string; text: string }>

/** The last clean-ups and what they removed. */
export function ReportCleanUps({ cleanUps }: { cleanUps: readonly CleanUpLine[] }) {
  return (
    <section aria-labelledby="reports-clean-ups" className="admin-section">
      <h2 id="reports-clean-ups">Clean-ups</h2>
      {cleanUps.length === 0 && <p className="text-quiet">None yet. Clean-ups run on Sundays.</p>}
      <ul>
        {cleanUps.map(({ day, title, text }) => (
          <li key={day} className="report-reorder">
            <span>{title}</span>
            <span className="text-quiet">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
