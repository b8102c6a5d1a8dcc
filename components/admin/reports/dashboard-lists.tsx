import Link from 'next/link'
import type { FailedPhotograph, LowStock } from '#shop/reports/dashboard-types.ts'

/** The finishes with low stock. */
export function DashboardStock({ lamps }: { lamps: readonly LowStock[] }) {
  return (
    <section aria-labelledby="dashboard-stock" className="admin-section">
      <h2 id="dashboard-stock">Low stock</h2>
      {lamps.length === 0 && <p className="text-quiet">Every finish has more than five in stock.</p>}
      <ul>
        {lamps.map((lamp) => (
          <li key={lamp.sku} className="flex justify-between gap-4 border-line border-t py-2">
            <Link href={`/admin/products/${lamp.productId}`} className="link">
              {lamp.name}, {lamp.finish}
            </Link>
            <span className={lamp.stock === 0 ? 'font-strong text-wrong' : 'tabular-nums'}>
              {lamp.stock === 0 ? 'Sold out' : `${lamp.stock} left`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The photographs whose sizes could not be made, with the reason. */
export function DashboardPhotographs({ photographs }: { photographs: readonly FailedPhotograph[] }) {
  return (
    <section aria-labelledby="dashboard-photographs" className="admin-section">
      <h2 id="dashboard-photographs">Failed photographs</h2>
      {photographs.length === 0 && <p className="text-quiet">None.</p>}
      <ul>
        {photographs.map((photograph) => (
          <li key={photograph.id} className="border-line border-t py-2">
            <Link href="/admin/photographs" className="link">
              {photograph.name ?? 'A room'}
            </Link>
            <span className="block text-small text-wrong">{photograph.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
