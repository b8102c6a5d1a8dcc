import '#app/(admin)/admin/dashboard.css'

/** Shown until the database has answered. */
export default function Loading() {
  return (
    <div role="status" className="admin-loading">
      <span className="sr-only">Loading …</span>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} aria-hidden="true" />
      ))}
    </div>
  )
}
