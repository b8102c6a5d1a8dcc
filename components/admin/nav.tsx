'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

const places = [
  ['/admin', 'Dashboard'],
  ['/admin/products', 'Products'],
  ['/admin/photographs', 'Photographs'],
  ['/admin/orders', 'Orders'],
  ['/admin/reports', 'Reports'],
  ['/admin/audit', 'Audit log'],
  ['/admin/staff', 'Staff'],
] as const

/** The admin's navigation and the signed-in person. A column beside the page; on a narrow screen a row above it. */
export function AdminNavigation({ name, role }: { name: string; role: string }) {
  const path = usePathname()
  const isHere = (place: string) => (place === '/admin' ? path === place : path.startsWith(place))
  return (
    <div className="admin-side">
      <nav aria-label="Admin">
        <ul>
          {places.map(([place, label]) => (
            <li key={place}>
              <Link href={place} prefetch={false} aria-current={isHere(place) ? 'page' : undefined}>
                {label}
              </Link>
            </li>
          ))}
          <li>
            <Link href="/">Back to the shop</Link>
          </li>
        </ul>
      </nav>
      <p className="admin-who">
        {name}, {role}
        {role === 'viewer' && '. Read-only.'}
      </p>
    </div>
  )
}
