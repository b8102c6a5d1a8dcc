import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import '#app/(admin)/admin/admin.css'
import '#app/(admin)/admin/badge.css'
import '#app/(admin)/admin/frame.css'
import '#app/(admin)/admin/search/search.css'
import '#app/(admin)/admin/table.css'
import { signOut } from '#app/(shop)/(personal)/account/actions.ts'
import { staff } from '#app/session.ts'
import { SignOutButton } from '#components/accounts/sign-out.tsx'
import { AdminFrame } from '#components/admin/frame/frame.tsx'
import { signOutId } from '#components/admin/frame/sign-out-id.ts'
import { TitleKeeper } from '#components/ui/title-keeper.tsx'
import { env } from '#lib/env.ts'
import { countAdmin } from '#shop/admin/counts.ts'
import { hasChaos } from '#shop/chaos/chaos.ts'
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
  const { db, name, role } = await staff()
  const { pastEnd, ...counts } = await countAdmin(db)
  return (
    <AdminFrame
      person={{ name, role }}
      counts={counts}
      pastEnd={pastEnd}
      hasChaos={role !== 'viewer' && hasChaos(env())}
      signOut={<SignOutButton signOut={signOut} id={signOutId} className="admin-place" />}
    >
      {children}
      <TitleKeeper />
    </AdminFrame>
  )
}
