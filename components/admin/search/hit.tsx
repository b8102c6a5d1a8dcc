import { StateBadge } from '#components/admin/badge.tsx'
import { badgeOf } from '#components/admin/search/kinds.ts'
import type { AdminHit } from '#shop/admin/types.ts'

/** One hit: its title, what it is, and its state. */
export function Hit({ hit }: { hit: AdminHit }) {
  const badge = badgeOf[hit.kind as keyof typeof badgeOf]
  return (
    <>
      <span className="search-title">{hit.title}</span>
      <span className="search-note">{hit.note}</span>
      {badge && hit.state && <StateBadge of={badge} state={hit.state} />}
    </>
  )
}
