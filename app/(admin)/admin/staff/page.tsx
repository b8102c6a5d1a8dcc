import type { Metadata } from 'next'
import '#app/(admin)/admin/orders/orders.css'
import '#app/(admin)/admin/staff/staff.css'
import { appointStaff, changeRole, dismissStaff } from '#app/(admin)/admin/staff/actions.ts'
import { staff } from '#app/session.ts'
import { StaffAppoint } from '#components/admin/accounts/staff-appoint.tsx'
import { StaffList } from '#components/admin/accounts/staff-list.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { listStaff } from '#shop/accounts/staff.ts'

export const metadata: Metadata = { title: 'Staff' }

// Rendered for each request: see the layout.
export const instant = false

export default async function StaffPage() {
  const { db, role, user } = await staff()
  const mayAppoint = role === 'owner'
  return (
    <>
      <AdminHead title="Staff">
        <p>
          Owners manage staff, editors change the shop, viewers can only look.{' '}
          {!mayAppoint && 'Read-only: only an owner can change this list.'}{' '}
          {role === 'viewer' && 'Viewers see no names.'}
        </p>
      </AdminHead>
      <StaffList
        people={await listStaff(db)}
        self={user.id}
        mayAppoint={mayAppoint}
        change={changeRole}
        dismiss={dismissStaff}
      />
      <StaffAppoint action={appointStaff} disabled={!mayAppoint} />
    </>
  )
}
