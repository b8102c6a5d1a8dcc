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

/** Where staff can go, and who is here. A column beside the page; a row above it where the screen is narrow. */
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
        {role === 'viewer' && '. You may look at everything here, but not change it.'}
      </p>
    </div>
  )
}
