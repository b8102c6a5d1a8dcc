import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge, GeneratedBadge } from '#components/admin/badge.tsx'
import { AdminNavigation } from '#components/admin/frame/navigation.tsx'
import { PaletteHost, SearchLink } from '#components/admin/search/palette-host.tsx'
import { Moment } from '#components/admin/time.tsx'
import { LightSwitch } from '#components/ui/light-switch.tsx'
import type { AdminCounts } from '#shop/admin/types.ts'
import { shop } from '#shop.config.ts'

type Props = {
  person: { name: string; role: string }
  counts: AdminCounts
  /** in a demo, the moment before which everything was generated */
  pastEnd: string | null
  /** whether this store has the page of chaos, and the person may see it */
  hasChaos: boolean
  /** the button that signs out */
  signOut: ReactNode
  children: ReactNode
}

const menu = 'admin-menu'

/** What stands around every page of the admin: on a wide screen a column, on a narrow one a bar with a drawer. */
export function AdminFrame({ person, counts, pastEnd, hasChaos, signOut, children }: Props) {
  return (
    <div className="admin">
      <a href="#admin-main" className="skip">
        Skip to content
      </a>
      <header className="admin-bar">
        <button type="button" className="admin-menu-button" popoverTarget={menu}>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="M2 5h16M2 10h16M2 15h16" stroke="currentColor" strokeWidth="1.5" fill="none" />
          </svg>
          Menu
        </button>
        <Wordmark />
        <SearchLink />
      </header>
      <AdminNavigation
        id={menu}
        counts={counts}
        hasChaos={hasChaos}
        head={
          <>
            <div className="admin-side-head">
              <Wordmark />
              <button
                type="button"
                className="admin-menu-button admin-menu-close"
                popoverTarget={menu}
                popoverTargetAction="hide"
              >
                Close
              </button>
            </div>
            <SearchLink />
          </>
        }
        foot={
          <>
            {pastEnd && (
              <p className="admin-past">
                <GeneratedBadge /> What is older than <Moment at={pastEnd} /> came with the demo.
              </p>
            )}
            <Person {...person} signOut={signOut} />
          </>
        }
      />
      <main id="admin-main" className="admin-main">
        {children}
      </main>
      <PaletteHost mayEdit={person.role !== 'viewer'} hasChaos={hasChaos} />
    </div>
  )
}

function Wordmark() {
  return (
    <Link href="/admin" prefetch={false} className="admin-wordmark">
      {shop.logo.wordmark} <span>Admin</span>
    </Link>
  )
}

function Person({ name, role, signOut }: Props['person'] & Pick<Props, 'signOut'>) {
  return (
    <div className="admin-person">
      <p className="admin-person-name">
        <span>{name}</span>
        <Badge>{role}</Badge>
      </p>
      {role === 'viewer' && <p className="admin-quiet">Read-only</p>}
      <LightSwitch />
      {signOut}
      <Link href="/" className="admin-place">
        Back to the shop
      </Link>
    </div>
  )
}
