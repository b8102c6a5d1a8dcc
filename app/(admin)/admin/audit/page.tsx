import type { Metadata } from 'next'
import '#app/(admin)/admin/audit/audit.css'
import '#app/(admin)/admin/orders/orders.css'
import { staff } from '#app/session.ts'
import { AuditFilters } from '#components/admin/accounts/audit-filters.tsx'
import { AuditList } from '#components/admin/accounts/audit-list.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { Pages } from '#components/admin/pages.tsx'
import { linkPages, type PagePlace, writePagePlace } from '#lib/place.ts'
import { auditFilter, auditPlace, auditSubjects, listAudit } from '#shop/accounts/audit.ts'
import { listStaff } from '#shop/accounts/staff.ts'
import type { AuditFilter } from '#shop/accounts/types.ts'

export const metadata: Metadata = { title: 'Audit log' }

// Rendered for each request: see the layout.
export const instant = false

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const { db, role } = await staff()
  const parameters = await searchParams
  const [filter, page] = [auditFilter.parse(parameters), auditPlace.parse(parameters)]
  const [{ entries, ...beside }, people] = await Promise.all([
    listAudit(db, filter, page),
    role === 'viewer' ? [] : listStaff(db),
  ])
  const narrowed = Boolean(filter.subject || filter.actor)
  return (
    <>
      <AdminHead title="Audit log">
        <p>
          Every change by a member of staff. Entries cannot be changed or removed.{' '}
          {role === 'viewer' && 'Viewers see roles in place of names, and no customer data.'}
        </p>
      </AdminHead>
      <AuditFilters filter={filter} subjects={auditSubjects} people={people} />
      {entries.length > 0 ? (
        <AuditList entries={entries} />
      ) : (
        <p>{narrowed ? 'No entries match these filters.' : 'No changes yet.'}</p>
      )}
      <Pages {...linkPages(page, beside, (place) => addressOf(filter, place))} />
    </>
  )
}

function addressOf({ subject, actor }: AuditFilter, page: PagePlace): string {
  const entries = Object.entries({ subject, actor, ...writePagePlace(page) })
  return `/admin/audit?${new URLSearchParams(entries.filter((entry): entry is [string, string] => Boolean(entry[1])))}`
}
