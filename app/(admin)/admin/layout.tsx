import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import '#app/(admin)/admin/admin.css'
import { staff } from '#app/session.ts'
import { AdminNavigation } from '#components/admin/nav.tsx'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = {
  title: { default: 'Admin', template: `%s · ${shop.name} admin` },
  robots: { index: false },
}

// Rendered for each request, because every page depends on the member of staff. Next prerenders and prefetches nothing. No
// loading.tsx: a page that comes in two parts needs a script to put them together.
export const instant = false
export const prefetch = 'force-disabled'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  // Reading the session makes this route dynamic.
  await connection()
  const { name, role } = await staff()
  return (
    <div className="admin page">
      <AdminNavigation name={name} role={role} />
      <div className="admin-content">{children}</div>
    </div>
  )
}
