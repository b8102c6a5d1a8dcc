import type { Metadata } from 'next'
import Link from 'next/link'

export const metadata: Metadata = { title: 'Not found' }

export default function AdminNotFound() {
  return (
    <div className="admin-note">
      <h1>Not found</h1>
      <p>There is nothing at this address. It may have been removed, or the link may be wrong.</p>
      <Link href="/admin" prefetch={false} className="admin-button">
        Go to the dashboard
      </Link>
    </div>
  )
}
